using Finntelligence.Explorer.Serving;
using Finntelligence.Foundation.Faults;
using Finntelligence.Modelling.Versions;
using Finntelligence.Portfolios.Frontier.Exploring;
using Microsoft.Extensions.Logging;

namespace Finntelligence.Explorer.Portfolio;

/// <summary>What a page does with a portfolio at the moment.</summary>
public enum PortfolioStage
{
    /// <summary>Nothing.</summary>
    Idle,

    /// <summary>The file comes in.</summary>
    Receiving,

    /// <summary>Another portfolio has its turn.</summary>
    Waiting,

    /// <summary>Everybody is decided about.</summary>
    Scoring,

    /// <summary>What was decided is there, and the frontier is looked for.</summary>
    Searching,
}

/// <summary>
/// One page's portfolio, from its file to the frontier: one thing at a time, and everything of it gone when it is disposed of. Used by the page's own
/// thread of work alone.
/// </summary>
/// <param name="desk">Does the computing.</param>
/// <param name="served">What decides.</param>
/// <param name="logger">Told of defects, of no row.</param>
public sealed partial class PortfolioWork(PortfolioDesk desk, IServedPair served, ILogger logger) : IDisposable
{
    private static readonly ModelsOf Nothing = new(null, null);

    private readonly ShareDone _share = new();
    private IDisposable? _place;
    private CancellationTokenSource? _stop;
    private PortfolioFile? _file;
    private ModelsOf _models = Nothing;
    private bool _ignoreUnknown;
    private bool _disposed;

    /// <summary>What it does.</summary>
    public PortfolioStage Stage { get; private set; }

    /// <summary>The share of it that is done, in [0, 1].</summary>
    public double Share => _share.Value;

    /// <summary>Bytes that have come.</summary>
    public long Received { get; private set; }

    /// <summary>What the person calls the file; null before the first.</summary>
    public string? Name { get; private set; }

    /// <summary>What was decided; null before.</summary>
    public ScoredPortfolio? Scored { get; private set; }

    /// <summary>How long that took.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>The frontier; null before.</summary>
    public PortfolioFrontier? Frontier { get; private set; }

    /// <summary>Why the file could not be scored; null if nothing is wrong.</summary>
    public string? Fault { get; private set; }

    /// <summary>Why there is no frontier; null if nothing is wrong.</summary>
    public string? FrontierFault { get; private set; }

    /// <summary>Whether there was no place for it.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Whether the person has stopped the scoring.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Whether the person has stopped the search for the frontier.</summary>
    public bool IsFrontierCancelled { get; private set; }

    /// <summary>Whether other models have come into service since it was scored.</summary>
    public bool IsReplaced => Scored is not null && served.Current is { } now && now != _models.Pair;

    /// <summary>Whether the frontier can be looked for again.</summary>
    public bool CanSearch => Stage == PortfolioStage.Idle && Scored is { Rows.IsEmpty: false } && Frontier is null && _file is not null;

    /// <summary>Takes a file, scores it and finds its frontier. What was there before goes.</summary>
    /// <param name="open">The file's bytes, as they come.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="shown">What the person calls it.</param>
    /// <param name="ignoreUnknown">Whether columns that mean nothing here are passed over.</param>
    public async Task RunAsync(Func<CancellationToken, Stream> open, string name, string shown, bool ignoreUnknown)
    {
        if (Stage != PortfolioStage.Idle || _disposed)
            return;
        Clear();
        Name = shown;
        _ignoreUnknown = ignoreUnknown;
        if (served.Current is not { } pair)
            return;
        if ((_place ??= desk.TryHold()) is null)
        {
            IsRefused = true;
            return;
        }

        _models = new ModelsOf(pair, new RegisteredModels(pair.Product, pair.Risk.Model, pair.Acceptance.Model, "") { Card = pair.Card });
        using var stop = _stop = new CancellationTokenSource();
        try
        {
            Stage = PortfolioStage.Receiving;
            await using (var sent = open(stop.Token))
                _file = await PortfolioFile.ReceiveAsync(sent, name, desk.Limits, new Direct(bytes => Received = bytes), stop.Token);
            Stage = PortfolioStage.Waiting;
            var started = TimeProvider.System.GetTimestamp();
            Scored = await desk.RunAsync(
                token =>
                {
                    Stage = PortfolioStage.Scoring;
                    started = TimeProvider.System.GetTimestamp();
                    return ScoredPortfolio.Score(_models.Models!, _file.Path, ignoreUnknown, desk.Limits, _share, token);
                },
                stop.Token);
            Took = TimeProvider.System.GetElapsedTime(started);
        }
        catch (OperationCanceledException)
        {
            IsCancelled = true;
        }
        catch (UserFaultException fault)
        {
            Fault = fault.Message;
        }
        catch (IOException fault)
        {
            // The connection to the browser, or the disk.
            LogFailed(fault.GetType().Name);
            Fault = fault.Message;
        }
        finally
        {
            _stop = null;
            Stage = PortfolioStage.Idle;
            if (Scored is null || Scored.Rows.IsEmpty)
                Release();
        }

        if (_disposed)
            Clear();
        else
            await SearchAsync();
    }

    /// <summary>Finds the frontier of what was scored, where it can.</summary>
    public async Task SearchAsync()
    {
        if (!CanSearch)
            return;
        FrontierFault = null;
        IsFrontierCancelled = false;
        using var stop = _stop = new CancellationTokenSource();
        try
        {
            Stage = PortfolioStage.Searching;
            _share.Report(0);
            Frontier = await desk.RunAsync(
                token => ScoredPortfolio.FindFrontier(_models.Models!, _file!.Path, _ignoreUnknown, desk.Limits, _share, token), stop.Token);
        }
        catch (OperationCanceledException)
        {
            IsFrontierCancelled = true;
        }
        catch (Exception fault) when (fault is UserFaultException or IOException)
        {
            FrontierFault = fault.Message;
        }
        finally
        {
            _stop = null;
            Stage = PortfolioStage.Idle;
        }

        // Nothing reads the file any more.
        if (Frontier is not null)
            ForgetFile();
        if (_disposed)
            Clear();
    }

    /// <summary>Stops what is done at the moment.</summary>
    public void Cancel() => _stop?.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        if (_stop is { } stop)
            stop.Cancel();
        else
            Clear();
    }

    private void Clear()
    {
        Scored?.Dispose();
        (Scored, Frontier, Fault, FrontierFault, Name) = (null, null, null, null, null);
        (IsRefused, IsCancelled, IsFrontierCancelled) = (false, false, false);
        _models = Nothing;
        Received = 0;
        _share.Report(0);
        Release();
    }

    private void Release()
    {
        ForgetFile();
        // Of lines with faults alone there is little to hold.
        _place?.Dispose();
        _place = null;
    }

    private void ForgetFile()
    {
        _file?.Dispose();
        _file = null;
    }

    [LoggerMessage(LogLevel.Warning, "A portfolio could not be read: {Kind}")]
    private partial void LogFailed(string kind);

    private sealed record ModelsOf(ServedPair? Pair, RegisteredModels? Models);

    // Told where it is read: what is told later would count a file that is not there any more.
    private sealed class Direct(Action<long> told) : IProgress<long>
    {
        public void Report(long value) => told(value);
    }
}
