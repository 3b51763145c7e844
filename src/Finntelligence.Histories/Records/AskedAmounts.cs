using System.Text.Json;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Histories.Records;

/// <summary>
/// Looks through lines of JSON for one that says what was asked for. Where the product needs it and no line has it, that is one fault of the file, as a
/// lacking column of a CSV is, and not one of each of its lines.
/// </summary>
internal static class AskedAmounts
{
    /// <summary>Refuses a file without them; the stream is at its beginning again.</summary>
    /// <param name="product">Says whether they are needed.</param>
    /// <param name="stream">A file that can be read again. A pipe is answered line by line, and so is each of its faults.</param>
    /// <exception cref="RequestFaultException">No line has the amount, and nothing stands for it.</exception>
    public static void Require(ProductDefinition product, Stream stream)
    {
        if (product.Offer.Amount.DefaultFeature is not null || !stream.CanSeek)
            return;
        var start = stream.Position;
        using var reader = new RecordReader(new Unclosed(stream), ScoreFormat.Ndjson);
        var objects = 0L;
        while (reader.Next() is { } block)
        {
            foreach (var record in block.Records)
            {
                switch (Asks(record))
                {
                    case true:
                        stream.Position = start;
                        return;
                    case false:
                        objects++;
                        break;
                }
            }
        }

        stream.Position = start;
        if (objects > 0)
            throw new RequestFaultException(RequestColumns.WithoutAmount(objects == 1 ? "The only line lacks" : $"None of the {Foundation.Output.Figures.Count(objects)} lines has", "member"));
    }

    // Null for a line that is no object, whose fault is another.
    private static bool? Asks(in Record record)
    {
        if (record.Fault is not null)
            return null;
        var json = new Utf8JsonReader(record.Bytes.Span);
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return null;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals(PredictMembers.RequestedAmount))
                    return true;
                json.Skip();
            }

            return json.TokenType == JsonTokenType.EndObject ? false : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed class Unclosed(Stream stream) : Lending.Products.Csv.ForwardStream
    {
        public override long Length => stream.Length;

        public override long Position { get => stream.Position; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer) => stream.Read(buffer);
    }
}
