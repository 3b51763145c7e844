using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Api.Pool;

/// <summary>
/// Holds the models in service. A reader takes <see cref="Current"/> once and uses only that; <see cref="Refresh"/> replaces it
/// as a whole. Whatever is wrong with new files, the models in service go on serving.
/// </summary>
internal sealed partial class PredictionEnginePool
{
    private readonly Lock _refreshing = new();
    private readonly ServedProduct _product;
    private readonly IModelLocator _locator;
    private readonly TimeProvider _time;
    private readonly ILogger<PredictionEnginePool> _logger;
    private readonly ProductDefinition _initialProduct;

    private volatile ModelSnapshot? _current;
    private volatile RefusedCandidate? _lastRefused;
    private (ModelLocations Locations, ImmutableArray<FileStamp> Stamps)? _seen;
    private bool _settled;
    private CandidateIdentity? _inService;

    /// <exception cref="InvalidProductException">The product has faults.</exception>
    /// <exception cref="IOException">The product cannot be read.</exception>
    public PredictionEnginePool(ServedProduct product, IModelLocator locator, TimeProvider time, ILogger<PredictionEnginePool> logger)
    {
        _product = product;
        _locator = locator;
        _time = time;
        _logger = logger;
        _initialProduct = ProductLoader.Load(product.File);
    }

    /// <summary>The models in service; null while there have never been usable ones.</summary>
    public ModelSnapshot? Current => _current;

    /// <summary>The product in service; as it was at start while there are no models.</summary>
    public ProductDefinition Product => _current?.Product ?? _initialProduct;

    /// <summary>What was found since, and not taken; null if nothing.</summary>
    public RefusedCandidate? LastRefused => _lastRefused;

    /// <summary>Whether new files are still looked for once there are models.</summary>
    public bool WatchesForChanges => _locator.WatchForChanges;

    /// <summary>Looks at the files; takes them into service if they changed and are good. Never throws for what lies in a file.</summary>
    public void Refresh()
    {
        lock (_refreshing)
        {
            try
            {
                var locations = _locator.Locate();
                // Stamps come before contents: a file that changes while it is read is looked at again.
                var stamps = Stamps(locations);
                var unchanged = _seen is { } seen && seen.Locations == locations && seen.Stamps.SequenceEqual(stamps);
                if (unchanged && _settled)
                    return;
                // Contents are read at two looks: within one tick of its clock, a file may change and keep its stamp.
                _settled = unchanged;
                _seen = (locations, stamps);
                Take(Candidate.Read(_product.File, locations));
            }
            // One bad file must not end the service or the watch, whatever a reader of that file may throw.
            catch (Exception fault)
            {
                Refuse(fault);
            }
        }
    }

    private ImmutableArray<FileStamp> Stamps(ModelLocations locations) =>
        [FileStamp.Of(_product.File), FileStamp.Of(locations.Risk.Path), FileStamp.Of(locations.Acceptance.Path)];

    private void Take(Candidate candidate)
    {
        if (candidate.Identity != _inService)
        {
            var snapshot = candidate.Load(_time.GetUtcNow());
            _current = snapshot;
            _inService = candidate.Identity;
            LogTaken(snapshot.Risk.Version, candidate.Identity.RiskSha256, snapshot.Acceptance.Version, candidate.Identity.AcceptanceSha256);
        }
        _lastRefused = null;
    }

    private void Refuse(Exception fault)
    {
        // Contents stay bad until they change; a file that could not be found or read is tried again at every look.
        if (fault is not (InvalidModelException or InvalidProductException))
            _seen = null;
        var known = _lastRefused?.Reason == fault.Message;
        _lastRefused = new RefusedCandidate(_time.GetUtcNow(), fault.Message);
        if (!known)
            LogRefused(_current is null ? "there are none in service" : "those in service go on", fault.Message);
    }

    [LoggerMessage(LogLevel.Information,
        "Models in service: risk {RiskVersion} ({RiskSha256}), acceptance {AcceptanceVersion} ({AcceptanceSha256})")]
    private partial void LogTaken(string riskVersion, string riskSha256, string acceptanceVersion, string acceptanceSha256);

    [LoggerMessage(LogLevel.Error, "Models refused, {Consequence}: {Reason}")]
    private partial void LogRefused(string consequence, string reason);
}
