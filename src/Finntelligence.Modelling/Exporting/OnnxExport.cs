using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Confirmation;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Modelling.Exporting;

/// <summary>Writes a registered model as ONNX, with what a foreign runtime's user needs to know about it.</summary>
internal static class OnnxExport
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file's bytes; the same model gives the same bytes.</summary>
    /// <param name="product">Whose model it is.</param>
    /// <param name="version">Which one.</param>
    /// <param name="zip">Its model.zip, whose ML.NET members are converted.</param>
    /// <param name="model">What was read of that zip.</param>
    /// <exception cref="RequestFaultException">ML.NET, and so ONNX, cannot carry the model; the message says why.</exception>
    public static byte[] Write(ProductDefinition product, ModelVersion version, ReadOnlyMemory<byte> zip, LoanModel model)
    {
        if (MlNetMembers.WhyNot(model, ModelArtifact.Members(zip)) is { } why)
            throw new RequestFaultException($"There is no ONNX of this {version.Kind} model, since ML.NET writes it and cannot load the model: {why}.");
        byte[] onnx;
        try
        {
            onnx = OnnxConversion.Convert(zip, model.Manifest.Features);
        }
        catch (OnnxConversionException fault)
        {
            throw new RequestFaultException($"ONNX cannot carry this {version.Kind} model: {fault.Message}", fault);
        }

        return OnnxMetadata.Add(onnx, version.Entry.Version, Description(product, version), Properties(product, version, model));
    }

    private static string Description(ProductDefinition product, ModelVersion version) => string.Create(
        CultureInfo.InvariantCulture,
        $"The {version.Kind} model of {product.Name}, version {version.Entry.Version}. An input that is not known is NaN; a category is its position in feature_ranges.");

    private static IEnumerable<KeyValuePair<string, string>> Properties(ProductDefinition product, ModelVersion version, LoanModel model) =>
    [
        new("product", product.Name),
        new("kind", version.Kind),
        new("version", version.Entry.Version.ToString(CultureInfo.InvariantCulture)),
        new("sha256", version.Entry.Sha256),
        new("created", version.Entry.Created.ToString("O", CultureInfo.InvariantCulture)),
        new("schema_hash", model.Manifest.SchemaHash),
        new("calibration", model.Manifest.Calibration),
        new("feature_names", JsonSerializer.Serialize(model.Manifest.Features, Readable)),
        new("feature_ranges", JsonSerializer.Serialize(FeatureRanges.Of(product, model.Kind), Readable)),
    ];
}
