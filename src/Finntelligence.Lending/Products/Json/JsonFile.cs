using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Finntelligence.Lending.Products.Json;

/// <summary>Parses a whole JSON file, strictly: no comments, no trailing commas, valid UTF-8.</summary>
internal static class JsonFile
{
    public const int GreatestLength = 10_000_000;

    public static Fault TooLong { get; } = new("", "The file is longer than 10 MB.");

    /// <summary>The document; null, with one fault that names line and column, if it is none. A byte-order mark is skipped.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> utf8, ICollection<Fault> faults)
    {
        if (utf8.Length > GreatestLength)
        {
            faults.Add(TooLong);
            return null;
        }
        if (utf8.Span.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        if (!Utf8.IsValid(utf8.Span))
        {
            faults.Add(new Fault("", "The file is not valid UTF-8."));
            return null;
        }
        try
        {
            return JsonDocument.Parse(utf8);
        }
        catch (JsonException e)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}");
            faults.Add(new Fault("", $"Is not JSON, at {place}: {Cause(e.Message)}"));
            return null;
        }
    }

    // The message ends in the place once more, counted from 0.
    private static string Cause(string message)
    {
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? message : message[..place];
    }
}
