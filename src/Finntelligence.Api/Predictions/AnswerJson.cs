using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Finntelligence.Api.Predictions.Batch;

namespace Finntelligence.Api.Predictions;

/// <summary>
/// The bytes of an answer. The generated writer is called directly: through the options of the service, whose encoder is not the default,
/// every member would be looked up and boxed, at twice the time.
/// </summary>
internal static class AnswerJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        // As in all answers: quotes and apostrophes stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? _writer;

    public static byte[] Write(PredictResponse answer)
    {
        var (buffer, json) = _writer ??= NewWriter();
        JsonSerializer.Serialize(json, answer, BatchJson.Default.PredictResponse);
        json.Flush();
        var bytes = buffer.WrittenSpan.ToArray();
        // Nothing of an applicant stays behind.
        buffer.Clear();
        json.Reset();
        return bytes;
    }

    private static (ArrayBufferWriter<byte>, Utf8JsonWriter) NewWriter()
    {
        var buffer = new ArrayBufferWriter<byte>();
        return (buffer, new Utf8JsonWriter(buffer, Options));
    }
}
