using Finntelligence.Api.Hosting;
using Finntelligence.ModelOps.Registry;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Pool;

/// <summary>Names the models of a <see cref="PredictionEnginePool"/>, as users of ML.NET name theirs.</summary>
internal sealed class PredictionEnginePoolBuilder
{
    /// <summary>Name of the model of default.</summary>
    public const string Risk = "risk";

    /// <summary>Name of the model of take-up.</summary>
    public const string Acceptance = "acceptance";

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
        if (modelName is not (Risk or Acceptance))
            throw new ArgumentException($"There is no model '{modelName}'; the models are '{Risk}' and '{Acceptance}'.", nameof(modelName));
        _files[modelName] = new ModelLocation(Path.GetFullPath(filePath), ModelLocation.Unregistered, Alias: null, Sha256: null);
        _watchForChanges |= watchForChanges;
        return this;
    }

    /// <summary>Serves both models from the product's registry.</summary>
    public PredictionEnginePoolBuilder FromRegistry(RegistryChoice choice)
    {
        _registry = services => new RegistryLocator(
            new LocalModelRegistry(services.GetRequiredService<ServedProduct>().ModelFolder, services.GetRequiredService<TimeProvider>()), choice);
        return this;
    }

    /// <summary>Serves what <see cref="ModelOptions"/> name: two files, or models of the registry.</summary>
    public PredictionEnginePoolBuilder FromSettings()
    {
        _settings = services =>
        {
            var models = services.GetRequiredService<IOptions<ServiceOptions>>().Value.Models;
            if (models is { RiskFile: { } risk, AcceptanceFile: { } acceptance })
                FromFile(Risk, risk, models.WatchForChanges).FromFile(Acceptance, acceptance, models.WatchForChanges);
            else
                FromRegistry(new RegistryChoice(models.Alias, models.RiskVersion, models.AcceptanceVersion, models.WatchForChanges));
        };
        return this;
    }

    internal IModelLocator Build(IServiceProvider services)
    {
        _settings?.Invoke(services);
        if (_registry is { } registry)
            return registry(services);
        if (_files.TryGetValue(Risk, out var risk) && _files.TryGetValue(Acceptance, out var acceptance))
            return new FileLocator(new ModelLocations(risk, acceptance), _watchForChanges);
        throw new InvalidOperationException($"The pool needs the models '{Risk}' and '{Acceptance}', or a registry.");
    }
}
