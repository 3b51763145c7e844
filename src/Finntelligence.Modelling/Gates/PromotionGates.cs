using System.Collections.Immutable;
using System.Security.Cryptography;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.RateCards;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Modelling.Gates;

/// <summary>Everything a version must show before an alias moves to it.</summary>
public sealed class PromotionGates(ProductDefinition product, PromotionLimits limits)
{
    /// <summary>The gate of a probability that is declared in place of a model.</summary>
    public const string DeclaredGate = "declared";

    /// <summary>Of a product as its files say, with the limits beside them.</summary>
    /// <exception cref="InvalidProductException">The definition has faults.</exception>
    public static PromotionGates Of(Workspace workspace, string product) =>
        new(ProductLoader.Load(workspace.ProductFile(product)), PromotionLimits.Of(workspace, product));

    /// <summary>Checks one version.</summary>
    /// <param name="candidate">The version.</param>
    /// <param name="incumbent">The one it would replace; null when there is none.</param>
    /// <param name="alias">Where it shall go.</param>
    /// <param name="cancellationToken">Checked often.</param>
    public GateRun Check(ModelVersion candidate, VersionEntry? incumbent, string alias, CancellationToken cancellationToken)
    {
        var kind = candidate.Kind;
        GateResult hashes;
        byte[] bytes;
        try
        {
            bytes = VersionFile.Bytes(candidate);
            var found = Convert.ToHexStringLower(SHA256.HashData(bytes));
            hashes = Hashes(kind, found == candidate.Entry.Sha256, Short(found), candidate);
        }
        catch (InvalidModelException fault)
        {
            return new GateRun([Hashes(kind, false, fault.Message.TrimEnd('.'), candidate)], CanServe: false);
        }

        if (!hashes.Passed)
            return new GateRun([hashes], CanServe: false);
        if (kind == SegmentCard.Kind)
            return RateCardGates.Check(product, limits, bytes, alias, hashes);
        LoanModel model;
        try
        {
            model = ModelArtifact.Read(bytes, product, ModelKinds.Find(kind)!.Value);
        }
        catch (InvalidModelException fault)
        {
            return new GateRun([hashes, Schema(kind, false, fault.Message.TrimEnd('.'))], CanServe: false);
        }

        return new GateRun(
            [
                hashes,
                Schema(kind, true, "fits"),
                .. alias == RegistryNames.Production ? [Data(kind, model.Manifest)] : Array.Empty<GateResult>(),
                .. model.Manifest.IsDeclared
                    ? [Declared(kind, model.Manifest)]
                    : new MetricGates(limits).Check(kind, model.Manifest.Metrics, incumbent)
                        .Append(PriceGate.Check(kind, model.Manifest.Identification)),
                .. MonotoneGates.Check(kind, model.Ensemble, limits.MonotoneRows, cancellationToken, model.Manifest.Metrics),
            ],
            CanServe: true);
    }

    private static GateResult Hashes(string kind, bool passed, string figure, ModelVersion candidate) =>
        new(kind, "hashes", passed, figure, $"sha256 {Short(candidate.Entry.Sha256)}, as registered");

    private GateResult Schema(string kind, bool passed, string figure) =>
        new(kind, "schema", passed, figure, $"fits the product {product.Name}");

    // Its figures may be as good as any: they say nothing about customers.
    private static GateResult Data(string kind, ModelManifest manifest)
    {
        bool isSimulated = manifest.Data.IsSimulated || manifest.Source?.Evaluated?.IsSimulated == true;
        return new GateResult(
            kind, "data", !isSimulated, isSimulated ? $"simulated ({manifest.Data.Name})" : manifest.Data.Name, "a history that customers lived");
    }

    // There is nothing to measure; that the lender vouches for it is all there is to know.
    private static GateResult Declared(string kind, ModelManifest manifest) => new(
        kind, DeclaredGate, true, string.Join(", ", manifest.Options.Values), "what product.json declares in place of a model");

    private static string Short(string sha256) => sha256[..12];
}

/// <summary>What the gates found of one version.</summary>
/// <param name="Results">One for each gate that was reached: without the right bytes and the right schema, the others mean nothing.</param>
/// <param name="CanServe">False when every service would refuse the version; no force changes that.</param>
public sealed record GateRun(ImmutableArray<GateResult> Results, bool CanServe);
