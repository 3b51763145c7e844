using System.Security.Cryptography;
using Finntelligence.Modelling.Fitting;
using Finntelligence.ModelOps.MLflow;
using Finntelligence.Trees;

namespace Finntelligence.Modelling.Tracking;

/// <summary>The MLmodel file of a fitted model.</summary>
internal static class ModelCard
{
    private const int IdLength = 32;

    public static MlModelFile Of(ModelFit fit, DateTimeOffset created)
    {
        var manifest = fit.Contents.Manifest;
        var members = new Dictionary<string, string>
        {
            ["data"] = "model.zip",
            ["kind"] = manifest.Kind,
            ["product"] = manifest.Product,
            ["schema_hash"] = manifest.SchemaHash,
        };
        // Named by its bytes: the same model has the same id wherever it is made.
        var id = Convert.ToHexStringLower(SHA256.HashData(fit.Zip))[..IdLength];
        return new MlModelFile(
            "finntelligence", members, id, created, [.. fit.Contents.Ensemble.Features.Select(Column)], [new("probability", "float", IsRequired: true)])
        {
            ArtifactFolder = manifest.Kind,
        };
    }

    // A row is float32 throughout, codes of categories included; any value may be missing.
    private static SignatureColumn Column(FeatureSpec feature) => new(feature.Name, "float", IsRequired: false);
}
