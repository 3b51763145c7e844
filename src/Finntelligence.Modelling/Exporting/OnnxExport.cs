using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Confirmation;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;
using Finntelligence.Trees.Calibration;

namespace Finntelligence.Modelling.Exporting;

/// <summary>Writes a registered model as ONNX, with what a foreign runtime's user needs to know about it.</summary>
internal static class OnnxExport
{
    private const string Producer = "Finntelligence";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A registered version's file; the same model gives the same bytes.</summary>
    /// <param name="product">Whose model it is.</param>
    /// <param name="version">Which one.</param>
    /// <param name="zip">Its model.zip, whose ML.NET members are converted.</param>
    /// <param name="model">What was read of that zip.</param>
    /// <exception cref="RequestFaultException">The model has no form in ONNX; the message says why.</exception>
    public static byte[] Write(ProductDefinition product, ModelVersion version, ReadOnlyMemory<byte> zip, LoanModel model)
    {
        try
        {
            return OnnxMetadata.Add(Convert(zip, model), version.Entry.Version, Description(product, model, $", version {version.Entry.Version}"),
            [
                .. Properties(product, model),
                new("version", version.Entry.Version.ToString(CultureInfo.InvariantCulture)),
                new("created", version.Entry.Created.ToString("O", CultureInfo.InvariantCulture)),
            ]);
        }
        catch (OnnxConversionException fault)
        {
            throw new RequestFaultException(fault.Message, fault);
        }
    }

    /// <summary>The file of a model that has no version yet, as where a registry counts on its own; the same zip gives the same bytes.</summary>
    /// <param name="product">Whose model it is.</param>
    /// <param name="zip">A model.zip.</param>
    /// <param name="model">What was read of that zip.</param>
    /// <param name="why">Why there is none; null where there is one.</param>
    public static byte[]? TryWrite(ProductDefinition product, ReadOnlyMemory<byte> zip, LoanModel model, out string? why)
    {
        try
        {
            why = null;
            return OnnxMetadata.Add(Convert(zip, model), version: null, Description(product, model, ""), Properties(product, model));
        }
        catch (OnnxConversionException fault)
        {
            why = fault.Message;
            return null;
        }
    }

    private static byte[] Convert(ReadOnlyMemory<byte> zip, LoanModel model)
    {
        var kind = ModelKinds.NameOf(model.Kind);
        // ML.NET's trees know no sets of categories, ONNX's do.
        if (model.Ensemble.Trees.Any(t => t.Nodes.Any(n => n.Categories is not null)))
        {
            return OnnxTrees.WhyNot(model.Ensemble, model.Calibrator) is { } lacks
                ? throw new OnnxConversionException($"ONNX cannot carry this {kind} model: {lacks}.")
                : OnnxTrees.Write(model.Ensemble, (PlattCalibrator)model.Calibrator, Producer);
        }

        if (MlNetMembers.WhyNot(model, ModelArtifact.Members(zip)) is { } why)
            throw new OnnxConversionException($"There is no ONNX of this {kind} model, since ML.NET writes it and cannot load the model: {why}.");
        try
        {
            return OnnxConversion.Convert(zip, model.Manifest.Features);
        }
        catch (OnnxConversionException fault)
        {
            throw new OnnxConversionException($"ONNX cannot carry this {kind} model: {fault.Message}", fault);
        }
    }

    private static string Description(ProductDefinition product, LoanModel model, string version) =>
        $"The {ModelKinds.NameOf(model.Kind)} model of {product.Name}{version}. "
            + "An input that is not known is NaN; a category is its position in feature_ranges.";

    private static IEnumerable<KeyValuePair<string, string>> Properties(ProductDefinition product, LoanModel model) =>
    [
        new("product", product.Name),
        new("kind", ModelKinds.NameOf(model.Kind)),
        new("sha256", model.Sha256),
        new("schema_hash", model.Manifest.SchemaHash),
        new("calibration", model.Manifest.Calibration),
        new("feature_names", JsonSerializer.Serialize(model.Manifest.Features, Readable)),
        new("feature_ranges", JsonSerializer.Serialize(FeatureRanges.Of(product, model.Kind), Readable)),
    ];
}
