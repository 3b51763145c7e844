using System.Buffers.Binary;

namespace Finntelligence.Trees.Formats.XGBoost.Documents;

/// <summary>
/// Universal Binary JSON as XGBoost writes it: big-endian; objects end with a brace; an array ends with a bracket, or gives
/// its count (and perhaps one type for all elements) and then has no closing bracket.
/// </summary>
internal sealed class UbjsonTokenReader(ByteSource source) : ITokenReader
{
    private readonly TokenBuffer _text = new();
    private readonly Stack<Frame> _frames = new();
    private bool _afterName;
    private bool _done;
    private long? _integer;
    private double _float;

    public string Text => _text.ToString();

    public float Single => _integer ?? (float)_float;

    public long? Integer => _integer ?? WholeNumber.From(_float);

    public TokenKind Read()
    {
        if (_frames.Count == 0)
            return _done ? AtEnd() : Value(source.Require());
        if (_afterName)
        {
            _afterName = false;
            return Value(source.Require());
        }

        var frame = _frames.Pop();
        if (frame.Closing is { } closing ? source.Peek() == closing : frame.Remaining == 0)
        {
            if (frame.Closing is not null)
                source.Take();
            _done = _frames.Count == 0;
            return frame.IsObject ? TokenKind.ObjectEnd : TokenKind.ArrayEnd;
        }

        _frames.Push(frame with { Remaining = frame.Remaining - 1 });
        return frame.IsObject ? Name() : Value(frame.ElementType ?? source.Require());
    }

    private TokenKind AtEnd() => source.Peek() < 0 ? TokenKind.End : throw source.Fault("something follows the end of the document");

    private TokenKind Name()
    {
        ReadString();
        _afterName = true;
        return TokenKind.Name;
    }

    private TokenKind Value(byte marker)
    {
        switch (marker)
        {
            case (byte)'{':
                if (source.Peek() is '$' or '#')
                    throw source.Fault("objects with a count or a type are not supported, XGBoost does not write them");
                return Open(new Frame(IsObject: true, Closing: (byte)'}', Remaining: 0, ElementType: null));
            case (byte)'[':
                return Open(ArrayFrame());
            case (byte)'S':
                ReadString();
                return Ended(TokenKind.String);
            case (byte)'T':
                return Ended(TokenKind.True);
            case (byte)'F':
                return Ended(TokenKind.False);
            case (byte)'Z':
                return Ended(TokenKind.Null);
            default:
                ReadNumber(marker);
                return Ended(TokenKind.Number);
        }
    }

    private Frame ArrayFrame()
    {
        byte? type = null;
        if (source.Peek() == '$')
        {
            source.Take();
            type = source.Require();
            // Each element must take bytes: otherwise a short file could claim any number of them.
            if (!"iUIlLdD"u8.Contains(type.Value))
                throw source.Fault("arrays of one type must be of numbers");
            if (source.Peek() != '#')
                throw source.Fault("an array with a type needs a count");
        }

        if (source.Peek() != '#')
            return new Frame(IsObject: false, Closing: (byte)']', Remaining: 0, ElementType: null);
        source.Take();
        return new Frame(IsObject: false, Closing: null, Remaining: ReadLength(), ElementType: type);
    }

    private TokenKind Open(Frame frame)
    {
        if (_frames.Count == ITokenReader.MaximumDepth)
            throw source.Fault($"more than {ITokenReader.MaximumDepth} levels");
        _frames.Push(frame);
        return frame.IsObject ? TokenKind.ObjectStart : TokenKind.ArrayStart;
    }

    private TokenKind Ended(TokenKind kind)
    {
        _done = _frames.Count == 0;
        return kind;
    }

    private void ReadString()
    {
        var length = ReadLength();
        if (length > ITokenReader.MaximumStringBytes)
            throw source.Fault($"a string of more than {ITokenReader.MaximumStringBytes} bytes");
        _text.Clear();
        for (var i = 0L; i < length; i++)
            _text.Add(source.Require());
    }

    private long ReadLength()
    {
        ReadNumber(source.Require());
        return _integer is { } length and >= 0 ? length : throw source.Fault("a length must be a whole number from 0 on");
    }

    private void ReadNumber(byte marker)
    {
        switch (marker)
        {
            case (byte)'i':
                _integer = (sbyte)source.Require();
                break;
            case (byte)'U':
                _integer = source.Require();
                break;
            case (byte)'I':
                _integer = (short)ReadBits(2);
                break;
            case (byte)'l':
                _integer = (int)ReadBits(4);
                break;
            case (byte)'L':
                _integer = (long)ReadBits(8);
                break;
            case (byte)'d':
                _integer = null;
                _float = BitConverter.UInt32BitsToSingle((uint)ReadBits(4));
                break;
            case (byte)'D':
                _integer = null;
                _float = BitConverter.UInt64BitsToDouble(ReadBits(8));
                break;
            default:
                throw source.Fault($"the marker 0x{marker:X2} is none that XGBoost writes");
        }
    }

    private ulong ReadBits(int count)
    {
        Span<byte> bytes = stackalloc byte[8];
        bytes.Clear();
        for (var i = 8 - count; i < 8; i++)
            bytes[i] = source.Require();
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    /// <summary>An open object or array: closed by a byte, or after a number of elements.</summary>
    private readonly record struct Frame(bool IsObject, byte? Closing, long Remaining, byte? ElementType);
}
