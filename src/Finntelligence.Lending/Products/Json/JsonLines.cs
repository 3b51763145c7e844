using System.Text;
using System.Text.Json;

namespace Finntelligence.Lending.Products.Json;

/// <summary>On which line of a JSON file each member and element stands, by the paths that faults name.</summary>
public sealed class JsonLines
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    private JsonLines()
    {
    }

    /// <summary>Reads a document. What is not JSON has no lines beyond the place where it ends to be.</summary>
    public static JsonLines Of(ReadOnlySpan<byte> utf8)
    {
        var lines = new JsonLines();
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        try
        {
            lines.Read(utf8);
        }
        catch (JsonException)
        {
            // Its fault names the place itself.
        }

        return lines;
    }

    /// <summary>The line of a path, from 1; of one that is not there that of the nearest that should hold it; null for the whole document.</summary>
    public int? Find(string path)
    {
        for (var end = path.Length; end > 0; end = path.AsSpan(0, end).LastIndexOfAny('.', '['))
        {
            if (_lines.TryGetValue(path[..end], out var line))
                return line;
        }

        return null;
    }

    private void Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        var path = new Stack<(string Path, int Index)>();
        var (counted, line) = (0, 1);
        string? member = null;
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            line += utf8[counted..start].Count((byte)'\n');
            counted = start;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    member = JsonPaths.Member(path.Peek().Path, Encoding.UTF8.GetString(reader.HasValueSequence ? [] : reader.ValueSpan));
                    _lines.TryAdd(member, line);
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    path.Pop();
                    continue;
            }

            var own = member ?? (path.Count > 0 ? Element(path) : "");
            member = null;
            if (own.Length > 0)
                _lines.TryAdd(own, line);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                path.Push((own, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
        }
    }

    private static string Element(Stack<(string Path, int Index)> path)
    {
        var (array, index) = path.Pop();
        path.Push((array, index + 1));
        return JsonPaths.Element(array, index);
    }
}
