using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Registry;
using Finntelligence.Trees.Formats.Onnx;

namespace Finntelligence.Modelling.Exporting;

/// <summary>Writes a registered model as ONNX, with what a foreign runtime's user needs to know about it.</summary>
public static class OnnxExport
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file's bytes; the same model gives the same bytes.</summary>
    /// <exception cref="RequestFaultException">ONNX cannot carry the model; the message says why.</exception>
    public static byte[] Write(ProductDefinition product, ModelVersion version, LoanModel model)
    {
        if (!OnnxWriter.CanExpress(model.Ensemble, model.Calibrator, out var why))
            throw new RequestFaultException($"ONNX cannot carry this {version.Kind} model: {why}.");
        var description = new OnnxDescription(
            $"{product.Name}-{version.Kind}",
            [
                new("product", product.Name),
                new("kind", version.Kind),
                new("version", version.Entry.Version.ToString(CultureInfo.InvariantCulture)),
                new("sha256", version.Entry.Sha256),
                new("created", version.Entry.Created.ToString("O", CultureInfo.InvariantCulture)),
                new("schema_hash", model.Manifest.SchemaHash),
                new("calibration", model.Manifest.Calibration),
                new("feature_ranges", JsonSerializer.Serialize(FeatureRanges.Of(product, model.Kind), Readable)),
            ]);
        return OnnxWriter.Write(model.Ensemble, model.Calibrator, description);
    }
}
