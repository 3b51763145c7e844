using System.Security.Cryptography;
using System.Text;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Exporting;
using Finntelligence.Modelling.Fitting;
using Finntelligence.ModelOps.MLflow;

namespace Finntelligence.Modelling.Tracking;

/// <summary>The folder of a fitted model as MLflow keeps models: ours, the same as ONNX for Python and everybody else, and what both are.</summary>
internal static class ModelCard
{
    private const int IdLength = 32;

    private static readonly string[] OnnxOutputs = ["Score.output", "Probability.output"];
    private static readonly string[] OwnOutputs = ["probability"];

    /// <summary>The files by name.</summary>
    /// <param name="product">Whose model it is.</param>
    /// <param name="fit">The model.</param>
    /// <param name="folder">Of its artifacts in the run.</param>
    /// <param name="created">When the training began.</param>
    /// <param name="whyNoOnnx">Why there is nothing for Python; null where there is.</param>
    public static IReadOnlyDictionary<string, byte[]> Files(
        ProductDefinition product, ModelFit fit, string folder, DateTimeOffset created, out string? whyNoOnnx)
    {
        var manifest = fit.Contents.Manifest;
        var model = ModelArtifact.Read(fit.Zip, product, fit.Kind);
        var onnx = OnnxExport.TryWrite(product, fit.Zip, model, out whyNoOnnx);
        var files = ModelFolder.Files(fit.Zip, onnx, manifest.Features, ExampleRow.Of(product, model)).ToDictionary();
        var members = new Dictionary<string, string>
        {
            ["data"] = ModelFolder.ZipName,
            ["kind"] = manifest.Kind,
            ["trainer"] = fit.Trainer,
            ["product"] = manifest.Product,
            ["schema_hash"] = manifest.SchemaHash,
        };
        // Named by its bytes: the same model has the same id wherever it is made.
        var id = Convert.ToHexStringLower(SHA256.HashData(fit.Zip))[..IdLength];
        var card = new MlModelFile("finntelligence", members, id, created, manifest.Features, onnx is null ? OwnOutputs : OnnxOutputs)
        {
            ArtifactFolder = folder,
            HasOnnx = onnx is not null,
            Size = files.Values.Sum(file => (long)file.Length),
        };
        files[MlModelFile.FileName] = Encoding.UTF8.GetBytes(card.ToYaml());
        return files;
    }
}
