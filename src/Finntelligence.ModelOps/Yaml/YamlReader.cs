using System.Text;

namespace Finntelligence.ModelOps.Yaml;

/// <summary>
/// Reads the YAML that DVC's files are written in: maps, lists, plain, quoted and block scalars, flow style, comments. Anchors, tags,
/// complex keys and several documents are refused by name rather than read wrongly.
/// </summary>
internal sealed class YamlReader
{
    private readonly string[] _lines;
    private readonly string _path;
    private int _line;

    private YamlReader(string text, string path)
    {
        _lines = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        _path = path;
    }

    /// <summary>Reads a document that is a map; an empty one is an empty map.</summary>
    /// <exception cref="InvalidDataException">The text cannot be read; the message names the file and the line.</exception>
    public static YamlMap Read(string text, string path)
    {
        var reader = new YamlReader(text, path);
        if (reader.Peek() is not null && reader._lines[reader._line].TrimEnd() == "---")
            reader._line++;
        if (reader.Peek() is null)
            return YamlMap.Of();
        var node = reader.Block(minimumIndent: 0);
        if (reader.Peek() is not null)
            throw reader.Fault("this line belongs to nothing above it");
        return node as YamlMap ?? throw reader.Fault("a map was expected at the top");
    }

    private YamlNode Block(int minimumIndent)
    {
        if (Peek() is not { } indent || indent < minimumIndent)
            return YamlScalar.Null;
        var content = _lines[_line][indent..];
        if (IsItem(content))
            return List(indent);
        return KeyEnd(content) >= 0 ? Map(indent) : Value(indent, parentIndent: minimumIndent - 1);
    }

    private YamlList List(int indent)
    {
        var items = new List<YamlNode>();
        while (Peek() == indent && IsItem(_lines[_line][indent..]))
        {
            var line = _lines[_line];
            var start = indent + 1;
            while (start < line.Length && line[start] == ' ')
                start++;
            if (start == line.Length || line[start] == '#')
            {
                _line++;
                items.Add(Block(indent + 1));
                continue;
            }
            // What follows the dash is a block of its own, indented to where it stands.
            _lines[_line] = new string(' ', start) + line[start..];
            var content = line[start..];
            items.Add(IsItem(content) || KeyEnd(content) >= 0 ? Block(start) : Value(start, indent));
        }
        return new YamlList(items);
    }

    private YamlMap Map(int indent)
    {
        var members = new List<KeyValuePair<string, YamlNode>>();
        while (Peek() == indent)
        {
            var content = _lines[_line][indent..];
            if (IsItem(content))
                break;
            var end = KeyEnd(content);
            if (end < 0)
                throw Fault("a key with a colon was expected");
            var key = Key(content[..end].TrimEnd());
            if (members.Any(member => member.Key == key))
                throw Fault($"the key '{key}' stands here twice");
            var start = indent + end + 1;
            while (start < _lines[_line].Length && _lines[_line][start] == ' ')
                start++;
            members.Add(KeyValuePair.Create(key, MemberValue(indent, start)));
        }
        return new YamlMap(members);
    }

    private YamlNode MemberValue(int indent, int start)
    {
        var line = _lines[_line];
        if (start < line.Length && line[start] != '#')
            return Value(start, indent);
        _line++;
        // A list may stand at the indent of its key.
        return Peek() is { } next && next == indent && IsItem(_lines[_line][next..]) ? List(indent) : Block(indent + 1);
    }

    /// <summary>Reads the scalar or flow node that begins at <paramref name="start"/> of the line; lines indented deeper than the parent may go on with it.</summary>
    private YamlNode Value(int start, int parentIndent)
    {
        var first = _lines[_line][start];
        switch (first)
        {
            case '&' or '*' or '!' or '%' or '@' or '`':
                throw Fault($"a value that begins with '{first}' is not supported; quote it if it is text");
            case '|' or '>':
                return BlockScalar(start, parentIndent);
            case '\'' or '"' or '[' or '{':
                var inline = new YamlInline(_lines, _line, start);
                try
                {
                    var node = inline.Read();
                    _line = inline.Line;
                    if (!inline.IsAtEndOfLine)
                        throw Fault("something follows the end of the value");
                    _line++;
                    return node;
                }
                catch (FormatException fault)
                {
                    _line = Math.Min(inline.Line, _lines.Length - 1);
                    throw Fault(fault.Message);
                }
            default:
                return Plain(start, parentIndent);
        }
    }

    private YamlScalar Plain(int start, int parentIndent)
    {
        var text = new StringBuilder(WithoutComment(_lines[_line][start..]));
        _line++;
        var breaks = 0;
        for (; _line < _lines.Length; _line++)
        {
            var line = _lines[_line];
            var content = line.TrimStart(' ');
            if (content.Length == 0)
            {
                breaks++;
                continue;
            }
            if (line.Length - content.Length <= parentIndent || content[0] == '#')
                break;
            if (KeyEnd(content) >= 0)
                throw Fault("a key is indented deeper than its map, or a value holds ': ' without quotes");
            text.Append(breaks == 0 ? " " : new string('\n', breaks)).Append(WithoutComment(content));
            breaks = 0;
        }
        return new YamlScalar(text.ToString(), IsPlain: true);
    }

    private YamlScalar BlockScalar(int start, int parentIndent)
    {
        var header = WithoutComment(_lines[_line][start..]);
        int? indent = header.Length > 1 && char.IsBetween(header[1], '1', '9') ? Math.Max(parentIndent, 0) + header[1] - '0' : null;
        var chomping = header[(indent is null ? 1 : 2)..];
        if (chomping is not ("" or "-" or "+"))
            throw Fault($"the block scalar '{header}' is not supported");
        _line++;
        var lines = new List<string>();
        for (; _line < _lines.Length; _line++)
        {
            var line = _lines[_line];
            var own = line.Length - line.TrimStart(' ').Length;
            if (own == line.Length)
            {
                lines.Add(indent is { } known && own > known ? line[known..] : "");
                continue;
            }
            if (own <= parentIndent || own < indent)
                break;
            indent ??= own;
            lines.Add(line[indent.Value..]);
        }
        var trailing = lines.AsEnumerable().Reverse().TakeWhile(line => line.Length == 0).Count();
        lines.RemoveRange(lines.Count - trailing, trailing);
        var body = header[0] == '|' ? string.Join('\n', lines) : Folded(lines);
        var end = chomping switch { "" => "\n", "-" => "", _ => new string('\n', trailing + 1) };
        return new YamlScalar(lines.Count == 0 ? "" : body + end, IsPlain: false);
    }

    // One line break between two lines of text is a space; each empty line is a break; deeper lines keep theirs.
    private static string Folded(List<string> lines)
    {
        var text = new StringBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            text.Append(lines[i]);
            if (i + 1 == lines.Count)
                break;
            var isDeeper = lines[i].StartsWith(' ') || lines[i + 1].StartsWith(' ');
            if (lines[i].Length == 0 || isDeeper)
                text.Append('\n');
            else if (lines[i + 1].Length > 0)
                text.Append(' ');
        }
        return text.ToString();
    }

    /// <summary>Goes to the next line that says something. Its indent, or null at the end.</summary>
    private int? Peek()
    {
        for (; _line < _lines.Length; _line++)
        {
            var line = _lines[_line];
            var indent = line.Length - line.TrimStart(' ').Length;
            if (indent == line.Length || line[indent] == '#' || (line[indent] == '\t' && string.IsNullOrWhiteSpace(line)))
                continue;
            if (line[indent] == '\t')
                throw Fault("a tab cannot indent");
            if (line.TrimEnd() == "...")
                return null;
            if (_line > 0 && line.TrimEnd() == "---" && _lines.Take(_line).Any(before => before.Trim() is { Length: > 0 } text && text[0] != '#'))
                throw Fault("a second document is not supported");
            return indent;
        }
        return null;
    }

    private string Key(string key)
    {
        if (key.Length > 0 && key[0] is '\'' or '"')
        {
            var inline = new YamlInline([key], 0, 0);
            return ((YamlScalar)inline.Read()).Value;
        }
        return key is "?" or "<<" || key.Length == 0 || key.StartsWith("? ", StringComparison.Ordinal) || key[0] is '&' or '*' or '!' or '[' or '{'
            ? throw Fault($"the key '{key}' is not supported")
            : key;
    }

    private static bool IsItem(string content) => content == "-" || content.StartsWith("- ", StringComparison.Ordinal);

    /// <summary>Where the colon after a key stands, or -1 when the text is no key.</summary>
    private static int KeyEnd(string content)
    {
        var start = 0;
        if (content[0] is '\'' or '"')
        {
            var quote = content[0];
            for (start = 1; start < content.Length; start++)
            {
                if (content[start] == quote && !(quote == '\'' && start + 1 < content.Length && content[start + 1] == quote))
                    break;
                if (content[start] == quote || (quote == '"' && content[start] == '\\'))
                    start++;
            }
            start++;
            return start < content.Length && content.AsSpan(start).TrimStart(' ') is [':', ..] rest && (rest.Length == 1 || rest[1] == ' ')
                ? content.IndexOf(':', start)
                : -1;
        }
        if (content[0] is '[' or '{' or '|' or '>')
            return -1;
        for (; start < content.Length; start++)
        {
            if (content[start] == '#' && start > 0 && content[start - 1] == ' ')
                return -1;
            if (content[start] == ':' && (start + 1 == content.Length || content[start + 1] is ' ' or '\t'))
                return start;
        }
        return -1;
    }

    private static string WithoutComment(string text)
    {
        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        return (comment < 0 ? text : text[..comment]).Trim(' ', '\t');
    }

    private InvalidDataException Fault(string what) => new($"{_path}, line {Math.Min(_line, _lines.Length - 1) + 1}: {what}.");
}
