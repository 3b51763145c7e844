using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Pool.Checks;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Api.Predictions.Batch;

/// <summary>Answers lines, all by the same pair of models. Safe for any number of threads.</summary>
internal sealed class BatchScorer(ModelSnapshot snapshot, DecisionChecks checks, TimeProvider time)
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

    /// <summary>A line of JSON for each.</summary>
    public ReadOnlyMemory<byte> Score(IReadOnlyList<BatchLine> lines)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output, Options);
        foreach (var line in lines)
        {
            JsonSerializer.Serialize(json, Answer(line), BatchJson.Default.BatchAnswer);
            json.Flush();
            json.Reset();
            output.Write("\n"u8);
        }

        return output.WrittenMemory;
    }

    private BatchAnswer Answer(in BatchLine line)
    {
        var reading = line.Fault is { } fault ? LineReading.Unreadable(fault) : _reader.Read(line.Bytes);
        if (reading.Request is not { } request)
        {
            Interlocked.Increment(ref _faulty);
            return new BatchAnswer { Line = line.Number, Id = IdOf(reading), Errors = PredictEndpoint.ErrorsOf(reading.Faults) };
        }

        var decision = snapshot.Engine.Decide(request);
        Interlocked.Increment(ref decision.Offer is null ? ref _declines : ref _offers);
        var answer = PredictResponses.Of(Guid.CreateVersion7(time.GetUtcNow()), request, decision, snapshot);
        checks.Sample(snapshot, answer.DecisionId, request.Applicant, decision);
        return new BatchAnswer { Line = line.Number, Id = IdOf(reading), Answer = answer };
    }

    private static JsonElement? IdOf(LineReading reading) => reading.Id is { } id ? JsonElement.Parse(id) : null;
}
