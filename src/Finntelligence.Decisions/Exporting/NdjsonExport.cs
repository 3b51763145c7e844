using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Finntelligence.Decisions.Outcomes;
using Finntelligence.Decisions.Records;

namespace Finntelligence.Decisions.Exporting;

/// <summary>An object a line: the cells of the table, with the applicant's features in <c>applicant</c> and the offer's figures in <c>offer</c>.</summary>
internal sealed class NdjsonExport(ExportTable table, Stream output) : ExportWriter
{
    private const int FlushAt = 1 << 16;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new();

    public override async Task WriteAsync(StoredDecision decision, OutcomeState outcome, CancellationToken cancellationToken)
    {
        WriteLine(table.Row(decision, outcome), isOffer: decision.Decision == "offer");
        if (_buffer.WrittenCount >= FlushAt)
            await FinishAsync(cancellationToken);
    }

    public override async Task FinishAsync(CancellationToken cancellationToken)
    {
        await output.WriteAsync(_buffer.WrittenMemory, cancellationToken);
        _buffer.ResetWrittenCount();
        await output.FlushAsync(cancellationToken);
    }

    private void WriteLine(object?[] row, bool isOffer)
    {
        using (var json = new Utf8JsonWriter(_buffer, Options))
        {
            json.WriteStartObject();
            Write(json, row, 0, table.FeaturesFrom);
            json.WriteStartObject("applicant");
            Write(json, row, table.FeaturesFrom, table.OfferFrom);
            json.WriteEndObject();
            if (isOffer)
            {
                json.WriteStartObject("offer");
                Write(json, row, table.OfferFrom, table.OfferUntil);
                json.WriteEndObject();
            }
            else
            {
                json.WriteNull("offer");
            }

            Write(json, row, table.OfferUntil, row.Length);
            json.WriteEndObject();
        }

        _buffer.Write("\n"u8);
    }

    private void Write(Utf8JsonWriter json, object?[] row, int from, int until)
    {
        for (var i = from; i < until; i++)
        {
            json.WritePropertyName(table.Columns[i].Name);
            switch (row[i])
            {
                case null:
                    json.WriteNullValue();
                    break;
                case DateTimeOffset time:
                    json.WriteStringValue(time);
                    break;
                case bool flag:
                    json.WriteBooleanValue(flag);
                    break;
                case float feature:
                    json.WriteNumberValue(feature);
                    break;
                case double number:
                    json.WriteNumberValue(number);
                    break;
                case var text:
                    json.WriteStringValue((string)text);
                    break;
            }
        }
    }
}
