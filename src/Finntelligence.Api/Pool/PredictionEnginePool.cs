using System.Collections.Immutable;
using Finntelligence.Lending.Loading;
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
    private readonly CachedPair? _cache;
    private readonly TimeProvider _time;
    private readonly ILogger<PredictionEnginePool> _logger;
    private readonly IBeforeService? _before;
    private readonly ProductDefinition _initialProduct;

    private volatile ModelSnapshot? _current;
    private volatile RefusedCandidate? _lastRefused;
    private volatile bool _isFromCache;
    private (ModelLocations Locations, ImmutableArray<FileStamp> Stamps)? _seen;
    private bool _settled;
    private CandidateIdentity? _inService;

    /// <exception cref="InvalidProductException">The product has faults.</exception>
    /// <exception cref="IOException">The product cannot be read.</exception>
    public PredictionEnginePool(ServedProduct product, IModelLocator locator, TimeProvider time, ILogger<PredictionEnginePool> logger, CachedPair? cache = null, IBeforeService? before = null)
    {
        _product = product;
        _locator = locator;
        _cache = cache;
        _time = time;
        _logger = logger;
        _before = before;
        _initialProduct = ProductLoader.Parse(ModelFiles.Read(product.File));
    }

    /// <summary>The models in service; null while there have never been usable ones.</summary>
    public ModelSnapshot? Current => _current;

    /// <summary>The product in service; as it was at start while there are no models.</summary>
    public ProductDefinition Product => _current?.Product ?? _initialProduct;

    /// <summary>What was found since, and not taken; null if nothing.</summary>
    public RefusedCandidate? LastRefused => _lastRefused;

    /// <summary>What is served, for a person.</summary>
    public string Source => _locator.Source;

    /// <summary>True while the pair kept from earlier serves because the registry has given no good one since the start.</summary>
    public bool IsFromCache => _isFromCache;

    /// <summary>Whether new files are still looked for once there are models.</summary>
    public bool WatchesForChanges => _locator.WatchForChanges;

    /// <summary>Looks at the files; takes them into service if they changed and are good. Never throws for what lies in a file.</summary>
    public void Refresh(CancellationToken cancellationToken = default)
    {
        lock (_refreshing)
        {
            try
            {
                var locations = _locator.Locate(cancellationToken);
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
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The service is being stopped.
            }
            // One bad file must not end the service or the watch, whatever a reader of that file may throw.
            catch (Exception fault)
            {
                Refuse(fault);
                if (_current is null)
                    TakeFromCache();
            }
        }
    }

    /// <summary>
    /// Loads two versions of the registry beside those in service, as these were: every byte verified, confirmed by ML.NET, asked once. Nothing of what
    /// serves changes.
    /// </summary>
    /// <exception cref="Exception">They cannot be found or are not good; the message says why.</exception>
    public ModelSnapshot Load(int risk, int acceptance, CancellationToken cancellationToken) =>
        Candidate.Read(_product.File, _locator.Locate(risk, acceptance, cancellationToken)).Load(_time.GetUtcNow());

    private ImmutableArray<FileStamp> Stamps(ModelLocations locations) =>
        [FileStamp.Of(_product.File), .. locations.All.Select(location => FileStamp.Of(location.Path))];

    private void Take(Candidate candidate)
    {
        // Also of the pair in service: a registry that names another hash for it would keep the service from starting again.
        candidate.CheckHashes();
        if (candidate.Identity != _inService)
        {
            var snapshot = candidate.Load(_time.GetUtcNow());
            _before?.Prepare(snapshot);
            _current = snapshot;
            _inService = candidate.Identity;
            Keep(candidate);
            LogTaken(snapshot.Risk.Version, candidate.Identity.RiskSha256, snapshot.Acceptance.Version, candidate.Identity.AcceptanceSha256);
            if (snapshot.RateCard is { } card)
                LogCardTaken(card.Version, card.Published.Sha256);
        }
        _isFromCache = false;
        _lastRefused = null;
    }

    // At start only: models that serve are always better than those kept from earlier.
    private void TakeFromCache()
    {
        try
        {
            if (_cache?.Find() is not { } locations)
                return;
            var candidate = Candidate.Read(_product.File, locations);
            var snapshot = candidate.Load(_time.GetUtcNow());
            _before?.Prepare(snapshot);
            _current = snapshot;
            _inService = candidate.Identity;
            _isFromCache = true;
            LogTakenFromCache(candidate.Identity.RiskVersion, candidate.Identity.AcceptanceVersion);
        }
        // As for any other file: it is refused, whatever its reader throws.
        catch (Exception fault)
        {
            LogCacheRefused(fault.Message);
        }
    }

    // The models serve whether or not they could be kept for the next start.
    private void Keep(Candidate candidate)
    {
        try
        {
            _cache?.Keep(candidate);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogNotKept(fault.Message);
        }
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

    [LoggerMessage(LogLevel.Information, "Rate card in service with them: {Version} ({Sha256})")]
    private partial void LogCardTaken(string version, string sha256);

    [LoggerMessage(LogLevel.Warning, "The models kept from earlier serve: risk {RiskVersion}, acceptance {AcceptanceVersion}")]
    private partial void LogTakenFromCache(string riskVersion, string acceptanceVersion);

    [LoggerMessage(LogLevel.Error, "The models kept from earlier were refused: {Reason}")]
    private partial void LogCacheRefused(string reason);

    [LoggerMessage(LogLevel.Warning, "The models in service could not be kept for the next start: {Reason}")]
    private partial void LogNotKept(string reason);

    [LoggerMessage(LogLevel.Error, "Models refused, {Consequence}: {Reason}")]
    private partial void LogRefused(string consequence, string reason);
}
