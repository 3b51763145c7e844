using Finntelligence.Api.Hosting;
using Finntelligence.ModelOps.Registry;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Pool;

/// <summary>Names the models of a <see cref="PredictionEnginePool"/>, as users of ML.NET name theirs.</summary>
internal sealed class PredictionEnginePoolBuilder
{
    /// <summary>Name of the model of default.</summary>
    public const string Risk = ModelPair.RiskKind;

    /// <summary>Name of the model of take-up.</summary>
    public const string Acceptance = ModelPair.AcceptanceKind;

    /// <summary>Name of the rate card, which may be left out.</summary>
    public const string RateCard = ModelPair.RateCardKind;

    private readonly Dictionary<string, ModelLocation> _files = new(StringComparer.Ordinal);
    private bool _watchForChanges;
    private Func<IServiceProvider, IModelLocator>? _registry;
    private Action<IServiceProvider>? _settings;

    /// <summary>Serves a model from a file. Both models need one.</summary>
    /// <param name="modelName"><see cref="Risk"/> or <see cref="Acceptance"/>.</param>
    /// <param name="filePath">Path of the zip; it may appear later.</param>
    /// <param name="watchForChanges">
    /// Whether new files are taken while the service runs. Both models are replaced together, so watching one watches both.
    /// </param>
    /// <exception cref="ArgumentException">There is no model of that name.</exception>
    public PredictionEnginePoolBuilder FromFile(string modelName, string filePath, bool watchForChanges = true)
    {
        if (modelName is not (Risk or Acceptance or RateCard))
            throw new ArgumentException($"There is no model '{modelName}'; the models are '{Risk}' and '{Acceptance}'.", nameof(modelName));
        _files[modelName] = new ModelLocation(Path.GetFullPath(filePath), ModelLocation.Unregistered, Alias: null, Sha256: null);
        _watchForChanges |= watchForChanges;
        return this;
    }

    /// <summary>Serves both models from a registry of files.</summary>
    /// <param name="pair">Which models.</param>
    /// <param name="watchForChanges">Whether to follow the registry while the service runs.</param>
    /// <param name="folder">The registry's folder; null for the product's own.</param>
    public PredictionEnginePoolBuilder FromRegistry(ModelPair pair, bool watchForChanges = true, string? folder = null)
    {
        _registry = services => new RegistryLocator(
            new LocalModelRegistry(
                folder ?? services.GetRequiredService<ServedProduct>().ModelFolder, services.GetRequiredService<TimeProvider>()),
            pair,
            watchForChanges);
        return this;
    }

    /// <summary>Serves both models from an MLflow server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="pair">Which models.</param>
    /// <param name="folder">Where their files are kept.</param>
    /// <param name="watchForChanges">Whether to follow the registry while the service runs.</param>
    public PredictionEnginePoolBuilder FromMlflow(MlflowServer server, ModelPair pair, string folder, bool watchForChanges = true)
    {
        _registry = _ => new MlflowLocator(server, pair, folder, watchForChanges);
        return this;
    }

    /// <summary>Serves what <see cref="ModelOptions"/> name: two files, or models of the registry.</summary>
    public PredictionEnginePoolBuilder FromSettings()
    {
        _settings = services =>
        {
            var options = services.GetRequiredService<IOptions<ServiceOptions>>().Value;
            var models = options.Models;
            var own = CardOf(models, ModelPair.Of(options.Product, models.Alias, models.RiskVersion, models.AcceptanceVersion), models.Alias);
            if (models is { RiskFile: { } risk, AcceptanceFile: { } acceptance })
            {
                FromFile(Risk, risk, models.WatchForChanges).FromFile(Acceptance, acceptance, models.WatchForChanges);
                if (models.RateCardFile is { } card)
                    FromFile(RateCard, card, models.WatchForChanges);
            }
            else if (models.Source is not { Length: > 0 } source)
                FromRegistry(own, models.WatchForChanges);
            else if (!models.NamesModels)
                FromRegistry(own, models.WatchForChanges, Path.GetFullPath(source));
            else if (services.GetRequiredService<MlflowAccess>().Connect(services.GetRequiredService<TimeProvider>()) is { } server)
                FromMlflow(server, ModelPair.Parse(source, options.Product), options.CacheFolder, models.WatchForChanges);
            else
                FromRegistry(CardOf(models, ModelPair.Parse(source, options.Product), null), models.WatchForChanges);
        };
        return this;
    }

    private static ModelPair CardOf(ModelOptions models, ModelPair pair, string? alias) =>
        (models.RateCardVersion ?? alias) is { } reference ? pair with { RateCard = new ModelUri(pair.RateCard.Name, reference) } : pair;

    internal IModelLocator Build(IServiceProvider services)
    {
        _settings?.Invoke(services);
        if (_registry is { } registry)
            return registry(services);
        if (_files.TryGetValue(Risk, out var risk) && _files.TryGetValue(Acceptance, out var acceptance))
            return new FileLocator(new ModelLocations(risk, acceptance, _files.GetValueOrDefault(RateCard)), _watchForChanges);
        throw new InvalidOperationException($"The pool needs the models '{Risk}' and '{Acceptance}', or a registry.");
    }
}
