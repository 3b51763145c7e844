using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Finntelligence.Modelling.Tests.Exporting;

/// <summary>A file as ONNX Runtime scores it, in this process.</summary>
internal sealed class OnnxScorer(byte[] file) : IDisposable
{
    private readonly InferenceSession _session = new(file);

    public ModelMetadata Metadata => _session.ModelMetadata;

    /// <summary>Names, in the file's order.</summary>
    public IEnumerable<string> Inputs => _session.InputMetadata.Keys;

    /// <summary>Names, in the file's order.</summary>
    public IEnumerable<string> Outputs => _session.OutputMetadata.Keys;

    public static NamedOnnxValue Column<T>(string name, T[] values) =>
        NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>(values, [values.Length, 1]));

    /// <summary>One output of all rows.</summary>
    public float[] Run(string output, params NamedOnnxValue[] columns)
    {
        using var results = _session.Run(columns, [output]);
        return [.. results.Single().AsEnumerable<float>()];
    }

    public void Dispose() => _session.Dispose();
}
