using System.Buffers;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Finntelligence.Api.Experimenting;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Pool.Checks;
using Finntelligence.Api.Recording;
using Finntelligence.Api.Seeing;
using Finntelligence.Decisions.Records;
using Finntelligence.Decisions.Writing;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Api.Predictions.Batch;

/// <summary>Answers lines, all by the same pair of models. Safe for any number of threads.</summary>
internal sealed class BatchScorer(
    ModelSnapshot snapshot, Pricer pricer, ShadowQueue shadows, DecisionChecks checks, DecisionRecorder recorder, ServiceMeters meters, RecentApplicants recent,
    string? caller, TimeProvider time)
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly RequestLineReader _reader = new(snapshot.Product);
    private long _offers;
    private long _declines;
    private long _faulty;

    /// <summary>How many lines came to what, so far.</summary>
    public (long Offers, long Declines, long Faulty) Counts =>
        (Interlocked.Read(ref _offers), Interlocked.Read(ref _declines), Interlocked.Read(ref _faulty));

    /// <summary>A line of JSON for each, after the records of the answers are kept. Lines whose records could not be kept have errors instead.</summary>
    public async Task<ReadOnlyMemory<byte>> ScoreAsync(IReadOnlyList<BatchLine> lines, CancellationToken cancellationToken)
    {
        var answers = new BatchAnswer[lines.Count];
        var records = new List<DecisionRecord>(lines.Count);
        var shadowed = new List<(ShadowTask Task, Guid Decision)>();
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output, Options);
        using (Spans.Start(Spans.Search))
        {
            for (var i = 0; i < answers.Length; i++)
                answers[i] = Answer(lines[i], json, output, records, shadowed);
        }

        if (recorder.Log is not { } log)
            return output.WrittenMemory;
        using var logging = Spans.Start(Spans.Log);
        try
        {
            await log.AppendAsync(records, cancellationToken);
            foreach (var (task, decision) in shadowed)
                shadows.Leave(task, decision);
            return output.WrittenMemory;
        }
        catch (NotRecordedException fault)
        {
            var errors = new Dictionary<string, string[]> { ["$"] = [$"{fault.Message} No decision was made; send the line again after a moment."] };
            output.ResetWrittenCount();
            foreach (var answer in answers)
                Write(answer.Answer is null ? answer : answer with { Answer = null, Errors = errors }, json, output);
            return output.WrittenMemory;
        }
    }

    private BatchAnswer Answer(in BatchLine line, Utf8JsonWriter json, ArrayBufferWriter<byte> output, List<DecisionRecord> records, List<(ShadowTask, Guid)> shadowed)
    {
        var started = Stopwatch.GetTimestamp();
        var reading = line.Fault is { } fault ? LineReading.Unreadable(fault) : _reader.Read(line.Bytes);
        if (reading.Request is not { } request)
        {
            Interlocked.Increment(ref _faulty);
            var refusal = new BatchAnswer { Line = line.Number, Id = IdOf(reading), Errors = PredictEndpoint.ErrorsOf(reading.Faults) };
            Write(refusal, json, output);
            return refusal;
        }

        var now = time.GetUtcNow();
        var id = IdOf(reading);
        var priced = pricer.Decide(snapshot, request, ApplicantOf(id), now);
        var by = priced.By ?? snapshot;
        var decision = priced.Decision;
        Interlocked.Increment(ref decision.Offer is null ? ref _declines : ref _offers);
        meters.Count(decision, request.Search, Stopwatch.GetElapsedTime(started));
        recent.Add(snapshot, request.Applicant);
        var response = PredictResponses.Of(Guid.CreateVersion7(now), request, priced, by);
        if (priced.Shadowed is { } task)
            shadowed.Add((task, response.DecisionId));
        checks.Sample(by, response.DecisionId, request.Applicant, decision);
        var answer = new BatchAnswer { Line = line.Number, Id = id, Answer = response };
        var written = Write(answer, json, output);
        if (recorder.Log is not null)
        {
            var origin = new RequestOrigin(DecisionRecord.BatchEndpoint, ApplicantOf(answer.Id), caller, started);
            records.Add(DecisionRecorder.Of(by, origin, response.DecisionId, now, line.Bytes, request, priced, written));
        }

        return answer;
    }

    // Member by member, so that the bytes of the answer itself are known: the log keeps them.
    private static ReadOnlyMemory<byte> Write(BatchAnswer answer, Utf8JsonWriter json, ArrayBufferWriter<byte> output)
    {
        json.WriteStartObject();
        json.WriteNumber("line"u8, answer.Line);
        if (answer.Id is { } id)
        {
            json.WritePropertyName("id"u8);
            id.WriteTo(json);
        }

        json.WritePropertyName(answer.Answer is null ? "errors"u8 : "answer"u8);
        json.Flush();
        var from = output.WrittenCount;
        if (answer.Answer is { } response)
            JsonSerializer.Serialize(json, response, BatchJson.Default.PredictResponse);
        else
            JsonSerializer.Serialize(json, answer.Errors!, BatchJson.Default.IReadOnlyDictionaryStringStringArray);
        json.Flush();
        var written = output.WrittenMemory[from..];
        json.WriteEndObject();
        json.Flush();
        json.Reset();
        output.Write("\n"u8);
        return written;
    }

    // What the client calls the line is what it calls the applicant.
    private static string? ApplicantOf(JsonElement? id) =>
        id?.ToString() is { Length: > 0 and <= RecordingExtensions.LongestApplicant } text ? text : null;

    private static JsonElement? IdOf(LineReading reading) => reading.Id is { } id ? JsonElement.Parse(id) : null;
}
