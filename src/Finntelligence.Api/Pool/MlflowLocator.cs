using System.Globalization;
using Finntelligence.Api.Hosting;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.MLflow;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Api.Pool;

/// <summary>
/// The models that an MLflow registry names, and the rate card under the same alias. Their files are fetched once into a folder. MLflow moves one alias
/// at a time; a promotion by the console says beforehand what it will move, so that its two models are taken together.
/// </summary>
internal sealed class MlflowLocator(MlflowServer server, ModelPair pair, string folder, bool watchForChanges) : IModelLocator
{
    public string Source => $"{pair} in MLflow at {server.Client.Server}";

    public bool WatchForChanges => watchForChanges;

    // Whoever looks has a thread of its own for it and waits for the answer in any case.
    public ModelLocations Locate(CancellationToken cancellationToken) => LocateAsync(cancellationToken).GetAwaiter().GetResult();

    public ModelLocations Locate(int risk, int acceptance, CancellationToken cancellationToken) =>
        LocateAsync(risk, acceptance, cancellationToken).GetAwaiter().GetResult();

    private async Task<ModelLocations> LocateAsync(int risk, int acceptance, CancellationToken cancellationToken)
    {
        var none = new Dictionary<string, int>();
        return new ModelLocations(
            await FindAsync(Numbered(pair.Risk, risk), none, cancellationToken), await FindAsync(Numbered(pair.Acceptance, acceptance), none, cancellationToken),
            await FindCardAsync(none, cancellationToken));

        static ModelUri Numbered(ModelUri uri, int version) => new(uri.Name, version.ToString(CultureInfo.InvariantCulture));
    }

    private async Task<ModelLocations> LocateAsync(CancellationToken cancellationToken)
    {
        var together = pair.Risk.Reference == pair.Acceptance.Reference && !pair.Risk.IsPinned
            ? await server.Models(pair.Risk.Product, [pair.Risk.Kind, pair.Acceptance.Kind]).PairAsync(pair.Risk.Reference, cancellationToken)
            : new Dictionary<string, int>();
        return new ModelLocations(
            await FindAsync(pair.Risk, together, cancellationToken), await FindAsync(pair.Acceptance, together, cancellationToken),
            await FindCardAsync(together, cancellationToken));
    }

    // Whether there must be one, the product says; a version that is named must be there in any case.
    private async Task<ModelLocation?> FindCardAsync(IReadOnlyDictionary<string, int> together, CancellationToken cancellationToken) =>
        pair.RateCard.IsPinned || await server.Registry.ResolveAsync(pair.RateCard.Name, pair.RateCard.Reference, cancellationToken) is not null
            ? await FindAsync(pair.RateCard, together, cancellationToken)
            : null;

    private async Task<ModelLocation> FindAsync(ModelUri uri, IReadOnlyDictionary<string, int> together, CancellationToken cancellationToken)
    {
        var reference = together.TryGetValue(uri.Kind, out var number) ? number.ToString(CultureInfo.InvariantCulture) : uri.Reference;
        var version = await server.Registry.ResolveAsync(uri.Name, reference, cancellationToken)
            ?? throw new RegistryException($"There is no {uri} in MLflow at {server.Client.Server}.");
        // Named by content where the content is known: other versions of the same bytes are the same file.
        var path = Path.Combine(folder, $"{version.Sha256 ?? $"{version.Name}-{version.Version}"}.zip");
        // A damaged file of ours would otherwise be refused for ever.
        if (!ModelFiles.IsWhole(path, version.Sha256))
            AtomicFile.WriteAllBytes(path, await server.Registry.DownloadAsync(version, cancellationToken: cancellationToken));
        return new ModelLocation(path, $"{version.Version}", uri.IsPinned ? null : uri.Reference, version.Sha256);
    }
}
