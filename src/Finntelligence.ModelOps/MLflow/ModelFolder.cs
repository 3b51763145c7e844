namespace Finntelligence.ModelOps.MLflow;

/// <summary>The folder of a model as MLflow keeps it: what lies in it belongs to the model, and travels with it.</summary>
public static class ModelFolder
{
    /// <summary>Our model.</summary>
    public const string ZipName = "model.zip";

    /// <summary>The same model for everybody else, under the name that <c>mlflow.onnx</c> gives it.</summary>
    public const string OnnxName = "model.onnx";

    private static readonly HashSet<string> Names =
    [
        ZipName, OnnxName, MlModelFile.FileName, PythonEnvironment.RequirementsName, PythonEnvironment.VirtualName, PythonEnvironment.CondaName,
        InputExample.FileName, InputExample.ServingName,
    ];

    /// <summary>True for a file that belongs to the model, not to the run that made it.</summary>
    public static bool Holds(string name) => Names.Contains(name);

    /// <summary>The files of a folder, without the MLmodel file.</summary>
    /// <param name="zip">Our model.</param>
    /// <param name="onnx">The same as ONNX; null where there is none, and then nothing for Python either.</param>
    /// <param name="columns">The ONNX file's inputs, in order.</param>
    /// <param name="example">A value for each.</param>
    public static IReadOnlyDictionary<string, byte[]> Files(byte[] zip, byte[]? onnx, IReadOnlyList<string> columns, IReadOnlyList<float> example)
    {
        var files = new Dictionary<string, byte[]> { [ZipName] = zip };
        if (onnx is null)
            return files;
        files[OnnxName] = onnx;
        foreach (var (name, content) in PythonEnvironment.Files().Concat(InputExample.Files(columns, example)))
            files[name] = content;
        return files;
    }
}
