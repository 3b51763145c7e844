using System.Text;
using Finntelligence.ModelOps.Yaml;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>
/// What Python needs to score an ONNX file, in the three files that MLflow keeps beside a model. Nothing is pinned, since no Python made
/// the model: the limits are the least versions that know the file's format (ONNX 1.7 is the first with its operator set, 12).
/// </summary>
internal static class PythonEnvironment
{
    public const string RequirementsName = "requirements.txt";
    public const string VirtualName = "python_env.yaml";
    public const string CondaName = "conda.yaml";

    /// <summary>A Python that MLflow 2.x and 3.x and their ONNX packages all run on. MLflow warns where another runs, and goes on.</summary>
    public const string PythonVersion = "3.11.9";

    public const string LeastOnnx = "1.7.0";

    // Aliases of models, as in models:/cash-loan-risk@production, came with 2.3; ONNX Runtime 1.3 knows operator set 12.
    private static readonly string[] Requirements = ["mlflow>=2.3", $"onnx>={LeastOnnx}", "onnxruntime>=1.3.0"];

    public static IEnumerable<KeyValuePair<string, byte[]>> Files() =>
    [
        new(RequirementsName, Encoding.UTF8.GetBytes(string.Join('\n', Requirements))),
        new(VirtualName, Encoding.UTF8.GetBytes(YamlWriter.Write(YamlMap.Of(
            ("python", YamlScalar.Of(PythonVersion)),
            ("build_dependencies", List("pip", "setuptools", "wheel")),
            ("dependencies", List($"-r {RequirementsName}")))))),
        new(CondaName, Encoding.UTF8.GetBytes(YamlWriter.Write(YamlMap.Of(
            ("channels", List("conda-forge")),
            ("dependencies", new YamlList([.. List($"python={PythonVersion}", "pip").Items, YamlMap.Of(("pip", List(Requirements)))])),
            ("name", YamlScalar.Of("mlflow-env")))))),
    ];

    private static YamlList List(params string[] texts) => new([.. texts.Select(YamlScalar.Of)]);
}
