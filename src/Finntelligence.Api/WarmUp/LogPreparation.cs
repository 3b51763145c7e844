using System.Data.Common;
using System.Diagnostics;
using Finntelligence.Api.Experimenting;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Predictions;
using Finntelligence.Api.Recording;
using Finntelligence.Decisions.Records;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Api.WarmUp;

/// <summary>Has the log keep a pair of models before it serves, and rehearse a record of it: the first client need not wait for either.</summary>
internal sealed partial class LogPreparation(DecisionRecorder recorder, TimeProvider time, ILogger<LogPreparation> logger) : IBeforeService
{
    public void Prepare(ModelSnapshot snapshot)
    {
        if (recorder.Log is not { } log)
            return;
        try
        {
            log.Store.Rehearse([Example(snapshot)]);
        }
        // Whether decisions can be kept is told, and decided, when there is one.
        catch (Exception fault) when (fault is DbException or TimeoutException or IOException)
        {
            LogNotPrepared(fault.Message);
        }
    }

    private DecisionRecord Example(ModelSnapshot snapshot)
    {
        var body = PredictExample.Request(snapshot.Product);
        var request = snapshot.Requests.Read(body).Request!;
        var priced = PricedDecision.Plain(snapshot.Engine.Decide(request));
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var origin = new RequestOrigin(DecisionRecord.SingleEndpoint, null, null, Stopwatch.GetTimestamp());
        return DecisionRecorder.Of(snapshot, origin, id, now, body, request, priced, AnswerJson.Write(PredictResponses.Of(id, request, priced, snapshot)));
    }

    [LoggerMessage(LogLevel.Warning, "The decision log could not be prepared for new models: {Reason}")]
    private partial void LogNotPrepared(string reason);
}
