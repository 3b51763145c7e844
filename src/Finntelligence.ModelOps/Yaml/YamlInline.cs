using System.Globalization;
using System.Text;

namespace Finntelligence.ModelOps.Yaml;

/// <summary>Reads quoted scalars and flow lists and maps, which may go on over several lines.</summary>
internal sealed class YamlInline(string[] lines, int line, int column)
{
    private const char End = '\0';
    private int _column = column;

    /// <summary>The line that was read last.</summary>
    public int Line { get; private set; } = line;

    /// <summary>True when nothing but a comment follows on the line.</summary>
    public bool IsAtEndOfLine => lines[Line].AsSpan(_column).TrimStart(" \t") is [] or ['#', ..];

    /// <exception cref="FormatException">The text cannot be read.</exception>
    public YamlNode Read() => Current switch
    {
        '\'' => new YamlScalar(SingleQuoted(), IsPlain: false),
        '"' => new YamlScalar(DoubleQuoted(), IsPlain: false),
        '[' => List(),
        '{' => Map(),
        '?' when _column + 1 < lines[Line].Length && lines[Line][_column + 1] == ' ' => throw new FormatException("a key marked with '?' is not supported"),
        '&' or '*' or '!' => throw new FormatException($"a value that begins with '{Current}' is not supported"),
        _ => Plain(),
    };

    private char Current => Line >= lines.Length ? End : _column < lines[Line].Length ? lines[Line][_column] : '\n';

    private void Next()
    {
        if (Current == End)
            throw new FormatException("the value does not end");
        if (_column < lines[Line].Length)
        {
            _column++;
        }
        else
        {
            Line++;
            _column = 0;
        }
    }

    private YamlList List()
    {
        var items = new List<YamlNode>();
        Next();
        for (SkipSpace(); Current != ']'; SkipSpace())
        {
            items.Add(Read());
            SkipSpace();
            if (Current == ':')
                throw new FormatException("a map inside a flow list needs braces");
            Separator(']');
        }
        Next();
        return new YamlList(items);
    }

    private YamlMap Map()
    {
        var members = new List<KeyValuePair<string, YamlNode>>();
        Next();
        for (SkipSpace(); Current != '}'; SkipSpace())
        {
            var key = Read() is YamlScalar scalar ? scalar.Value : throw new FormatException("a key must be text");
            SkipSpace();
            YamlNode value = YamlScalar.Null;
            if (Current == ':')
            {
                Next();
                SkipSpace();
                if (Current is not (',' or '}'))
                    value = Read();
                SkipSpace();
            }
            members.Add(KeyValuePair.Create(key, value));
            Separator('}');
        }
        Next();
        return new YamlMap(members);
    }

    private void Separator(char close)
    {
        if (Current == ',')
            Next();
        else if (Current != close)
            throw new FormatException($"',' or '{close}' was expected");
    }

    private void SkipSpace()
    {
        while (Current is ' ' or '\t' or '\n' or '#' or End)
        {
            if (Current == '#')
                _column = lines[Line].Length;
            Next();
        }
    }

    private YamlScalar Plain()
    {
        var text = new StringBuilder();
        while (Current is not (',' or ']' or '}' or '[' or '{' or '\n' or End))
        {
            if (Current == ':' && (_column + 1 >= lines[Line].Length || lines[Line][_column + 1] is ' ' or ',' or ']' or '}'))
                break;
            text.Append(Current);
            Next();
        }
        return text.ToString().Trim() is { Length: > 0 } plain ? new YamlScalar(plain, IsPlain: true) : throw new FormatException("a value was expected");
    }

    private string SingleQuoted()
    {
        var text = new StringBuilder();
        for (Next(); ; Next())
        {
            if (Current == '\'')
            {
                Next();
                if (Current != '\'')
                    return text.ToString();
                text.Append('\'');
            }
            else if (Current == '\n')
            {
                Fold(text, keepFrom: 0);
            }
            else
            {
                text.Append(Current);
            }
        }
    }

    private string DoubleQuoted()
    {
        var text = new StringBuilder();
        var escaped = 0;
        for (Next(); Current != '"'; Next())
        {
            if (Current == '\\')
            {
                Next();
                if (Current == '\n')
                {
                    // An escaped line break is nothing, nor is the indent of the next line.
                    while (NextIsBlank())
                        Next();
                }
                else
                {
                    text.Append(Escape());
                }
                escaped = text.Length;
            }
            else if (Current == '\n')
            {
                Fold(text, escaped);
            }
            else
            {
                text.Append(Current);
            }
        }
        Next();
        return text.ToString();
    }

    private bool NextIsBlank() => Current == '\n'
        ? Line + 1 < lines.Length && lines[Line + 1] is [' ' or '\t', ..]
        : _column + 1 < lines[Line].Length && lines[Line][_column + 1] is ' ' or '\t';

    /// <summary>A line break within quotes: a space, or as many breaks as there are empty lines. Stays on the last character that was folded.</summary>
    private void Fold(StringBuilder text, int keepFrom)
    {
        while (text.Length > keepFrom && text[^1] is ' ' or '\t')
            text.Length--;
        var breaks = 0;
        while (Line + 1 < lines.Length && string.IsNullOrWhiteSpace(lines[Line + 1]))
        {
            Line++;
            breaks++;
        }
        if (Line + 1 >= lines.Length)
            throw new FormatException("the quotes do not end");
        text.Append(breaks == 0 ? " " : new string('\n', breaks));
        _column = lines[Line].Length;
        while (NextIsBlank())
            Next();
    }

    private string Escape() => Current switch
    {
        '0' => "\0",
        'a' => "\a",
        'b' => "\b",
        't' or '\t' => "\t",
        'n' => "\n",
        'v' => "\v",
        'f' => "\f",
        'r' => "\r",
        'e' => "\u001b",
        ' ' => " ",
        '"' => "\"",
        '/' => "/",
        '\\' => "\\",
        'N' => "\u0085",
        '_' => "\u00a0",
        'L' => "\u2028",
        'P' => "\u2029",
        'x' => Hex(2),
        'u' => Hex(4),
        'U' => Hex(8),
        _ => throw new FormatException($"'\\{Current}' is no escape"),
    };

    private string Hex(int digits)
    {
        var text = new StringBuilder();
        for (var i = 0; i < digits; i++)
        {
            Next();
            text.Append(Current);
        }
        if (!int.TryParse(text.ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code is < 0 or > 0x10ffff)
            throw new FormatException($"'{text}' is no character's code");
        // Surrogates come one by one.
        return code is >= 0xd800 and <= 0xdfff or < 0x10000 ? ((char)code).ToString() : char.ConvertFromUtf32(code);
    }
}
