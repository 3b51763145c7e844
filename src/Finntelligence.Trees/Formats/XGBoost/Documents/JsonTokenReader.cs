using System.Globalization;
using System.Text;

namespace Finntelligence.Trees.Formats.XGBoost.Documents;

/// <summary>
/// JSON as XGBoost writes it: the standard grammar plus the bare literals <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>,
/// at which strict readers stop.
/// </summary>
internal sealed class JsonTokenReader(ByteSource source) : ITokenReader
{
    private const int MaximumLiteralBytes = 128;

    private readonly TokenBuffer _text = new();
    private readonly Stack<Frame> _frames = new();
    private bool _afterName;
    private bool _done;

    public string Text => _text.ToString();

    public float Single => Literal switch
    {
        "NaN" => float.NaN,
        "Infinity" => float.PositiveInfinity,
        "-Infinity" => float.NegativeInfinity,
        _ => float.Parse(_text.Bytes, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    public long? Integer
    {
        get
        {
            if (long.TryParse(_text.Bytes, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
                return integer;
            return double.TryParse(_text.Bytes, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? WholeNumber.From(number)
                : null;
        }
    }

    private string? Literal => _text.Bytes[^1] is (byte)'N' or (byte)'y' ? Text : null;

    public TokenKind Read()
    {
        SkipWhiteSpace();
        if (_frames.Count == 0)
            return _done ? AtEnd() : Value();
        if (_afterName)
        {
            _afterName = false;
            return Value();
        }

        var frame = _frames.Pop();
        if (source.Peek() == (frame.IsObject ? '}' : ']'))
        {
            source.Take();
            _done = _frames.Count == 0;
            return frame.IsObject ? TokenKind.ObjectEnd : TokenKind.ArrayEnd;
        }

        if (frame.HasMembers)
        {
            Expect(',');
            SkipWhiteSpace();
        }

        _frames.Push(frame with { HasMembers = true });
        return frame.IsObject ? Name() : Value();
    }

    private TokenKind AtEnd() => source.Peek() < 0 ? TokenKind.End : throw source.Fault("something follows the end of the document");

    private TokenKind Name()
    {
        Expect('"');
        ReadString();
        SkipWhiteSpace();
        Expect(':');
        _afterName = true;
        return TokenKind.Name;
    }

    private TokenKind Value()
    {
        switch (source.Peek())
        {
            case '{':
                return Open(isObject: true);
            case '[':
                return Open(isObject: false);
            case '"':
                source.Take();
                ReadString();
                return Ended(TokenKind.String);
            default:
                return Ended(ReadLiteral());
        }
    }

    private TokenKind Open(bool isObject)
    {
        source.Take();
        if (_frames.Count == ITokenReader.MaximumDepth)
            throw source.Fault($"more than {ITokenReader.MaximumDepth} levels");
        _frames.Push(new Frame(isObject, HasMembers: false));
        return isObject ? TokenKind.ObjectStart : TokenKind.ArrayStart;
    }

    private TokenKind Ended(TokenKind kind)
    {
        _done = _frames.Count == 0;
        return kind;
    }

    private TokenKind ReadLiteral()
    {
        _text.Clear();
        while (source.Peek() is var next && (char.IsAsciiLetterOrDigit((char)next) || next is '-' or '+' or '.'))
        {
            if (_text.Bytes.Length == MaximumLiteralBytes)
                throw source.Fault("a number of more than 128 characters");
            _text.Add((byte)source.Take());
        }

        if (JsonNumber.IsNumber(_text.Bytes))
            return TokenKind.Number;
        return Text switch
        {
            "NaN" or "Infinity" or "-Infinity" => TokenKind.Number,
            "true" => TokenKind.True,
            "false" => TokenKind.False,
            "null" => TokenKind.Null,
            "" => throw source.Fault(source.Peek() < 0 ? "the file ends in the middle" : "not JSON: a value should stand here"),
            var other => throw source.Fault($"'{other}' is no JSON value"),
        };
    }

    private void ReadString()
    {
        _text.Clear();
        while (source.Require() is var next && next != '"')
        {
            if (_text.Bytes.Length >= ITokenReader.MaximumStringBytes)
                throw source.Fault($"a string of more than {ITokenReader.MaximumStringBytes} bytes");
            if (next == '\\')
                ReadEscape();
            else
                _text.Add(next);
        }
    }

    private void ReadEscape()
    {
        switch (source.Require())
        {
            case (byte)'n':
                _text.Add((byte)'\n');
                break;
            case (byte)'t':
                _text.Add((byte)'\t');
                break;
            case (byte)'r':
                _text.Add((byte)'\r');
                break;
            case (byte)'b':
                _text.Add((byte)'\b');
                break;
            case (byte)'f':
                _text.Add((byte)'\f');
                break;
            case (byte)'u':
                _text.Add(ReadRune());
                break;
            case var same and ((byte)'"' or (byte)'\\' or (byte)'/'):
                _text.Add(same);
                break;
            default:
                throw source.Fault("not JSON: an unknown escape in a string");
        }
    }

    /// <summary>The rest of an escaped character, or of two that are a surrogate pair; half a pair becomes U+FFFD.</summary>
    private Rune ReadRune()
    {
        var first = ReadHex();
        if (!char.IsSurrogate(first))
            return new Rune(first);
        if (!char.IsHighSurrogate(first) || source.Peek() != '\\')
            return Rune.ReplacementChar;
        source.Take();
        Expect('u');
        return Rune.TryCreate(first, ReadHex(), out var rune) ? rune : Rune.ReplacementChar;
    }

    private char ReadHex()
    {
        var code = 0;
        for (var i = 0; i < 4; i++)
        {
            var digit = (char)source.Require();
            code = char.IsAsciiHexDigit(digit) ? (code << 4) + Convert.ToInt32(digit.ToString(), 16)
                : throw source.Fault("not JSON: \\u needs four hexadecimal digits");
        }

        return (char)code;
    }

    private void Expect(char expected)
    {
        if (source.Require() != expected)
            throw source.Fault($"not JSON: '{expected}' should stand here");
    }

    private void SkipWhiteSpace()
    {
        while (source.Peek() is ' ' or '\n' or '\r' or '\t')
            source.Take();
    }

    private readonly record struct Frame(bool IsObject, bool HasMembers);
}
