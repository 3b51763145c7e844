using System.Diagnostics;
using Finntelligence.Api.Experimenting;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool;
using Finntelligence.Decisions.Records;
using Finntelligence.Decisions.Storage;
using Finntelligence.Decisions.Writing;
using Finntelligence.Lending.Offers;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Recording;

/// <summary>Keeps decisions in the log, where there is one.</summary>
internal sealed partial class DecisionRecorder : IDisposable
{
    private readonly ILogger<DecisionRecorder> _logger;

    /// <exception cref="Foundation.Faults.UserFaultException">The log cannot be opened or written; the message says what to do.</exception>
    public DecisionRecorder(IOptions<ServiceOptions> options, ILogger<DecisionRecorder> logger)
    {
        _logger = logger;
        var settings = options.Value.DecisionLog;
        if (settings.Mode == DecisionLogOptions.Off)
            return;
        var file = settings.File is { Length: > 0 } named ? named : Path.Combine(options.Value.Workspace().Root, LogPlace.DefaultFile);
        var mode = settings.Mode == DecisionLogOptions.Required ? LogMode.Required : LogMode.BestEffort;
        var store = new LogPlace(Path.GetFullPath(file), settings.ConnectionString).Open(create: true);
        Folder = settings.ConnectionString is { Length: > 0 } ? null : Path.GetDirectoryName(Path.GetFullPath(file));
        Log = new DecisionLog(store, mode, settings.QueueLength, fault => LogFailing(store.Name, fault.Message), () => LogRecovered(store.Name));
        LogOpened(store.Name, settings.Mode);
    }

    /// <summary>The log; null where none is kept.</summary>
    public DecisionLog? Log { get; }

    /// <summary>The folder of the file; null without one.</summary>
    public string? Folder { get; }

    /// <summary>The record of an answer.</summary>
    /// <param name="snapshot">What decided.</param>
    /// <param name="origin">Where the request came from.</param>
    /// <param name="id">As the client gets it.</param>
    /// <param name="at">When it was decided.</param>
    /// <param name="body">As it came.</param>
    /// <param name="request">As it was read.</param>
    /// <param name="priced">What came of it, and how it was chosen.</param>
    /// <param name="answer">As it is sent.</param>
    public static DecisionRecord Of(
        ModelSnapshot snapshot, in RequestOrigin origin, Guid id, DateTimeOffset at, ReadOnlyMemory<byte> body, OfferRequest request, PricedDecision priced,
        ReadOnlyMemory<byte> answer) => new()
        {
            Id = id,
            At = at,
            Endpoint = origin.Endpoint,
            Decider = snapshot.Decider,
            Decision = priced.Decision.Offer is null ? "decline" : "offer",
            Applicant = origin.Applicant,
            Caller = origin.Caller,
            Request = body,
            Features = request.Applicant.Values,
            Answer = answer,
            Figures = DecisionFigures.Write(priced.Decision),
            Policy = priced.Policy,
            Propensity = priced.Propensity,
            Latency = Stopwatch.GetElapsedTime(origin.Started),
        };

    public void Dispose() => Log?.Dispose();

    [LoggerMessage(LogLevel.Information, "Decisions are kept in {Place}, {Mode}")]
    private partial void LogOpened(string place, string mode);

    [LoggerMessage(LogLevel.Error, "Decisions cannot be kept in {Place}: {Reason}")]
    private partial void LogFailing(string place, string reason);

    [LoggerMessage(LogLevel.Information, "Decisions are kept in {Place} again")]
    private partial void LogRecovered(string place);
}

/// <summary>Where a request came from.</summary>
/// <param name="Endpoint">One of <see cref="DecisionRecord.SingleEndpoint"/> and <see cref="DecisionRecord.BatchEndpoint"/>.</param>
/// <param name="Applicant">What the client calls the applicant.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="Started">The stopwatch's reading at its arrival.</param>
internal readonly record struct RequestOrigin(string Endpoint, string? Applicant, string? Caller, long Started);
