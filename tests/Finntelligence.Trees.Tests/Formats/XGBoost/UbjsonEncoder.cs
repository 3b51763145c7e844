using System.Buffers.Binary;
using System.Text;
using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.XGBoost.Documents;

namespace Finntelligence.Trees.Tests.Formats.XGBoost;

/// <summary>Writes a JSON document as UBJSON the way XGBoost does: arrays of numbers with one type and a count, others with a count.</summary>
internal static class UbjsonEncoder
{
    public static byte[] Encode(string json)
    {
        var tokens = new JsonTokenReader(new ByteSource(new MemoryStream(Encoding.UTF8.GetBytes(json)), long.MaxValue));
        tokens.Read();
        return [.. Value(tokens, TokenKind.ObjectStart)];
    }

    private static IEnumerable<byte> Value(JsonTokenReader tokens, TokenKind kind) => kind switch
    {
        TokenKind.ObjectStart => Object(tokens),
        TokenKind.ArrayStart => Array(tokens),
        TokenKind.String => [(byte)'S', .. Text(tokens.Text)],
        TokenKind.Number when tokens.Integer is { } integer => [(byte)'l', .. Integer(integer)],
        TokenKind.Number => [(byte)'d', .. Single(tokens.Single)],
        TokenKind.True => [(byte)'T'],
        TokenKind.False => [(byte)'F'],
        _ => [(byte)'Z'],
    };

    private static byte[] Object(JsonTokenReader tokens)
    {
        var bytes = new List<byte> { (byte)'{' };
        while (tokens.Read() == TokenKind.Name)
        {
            bytes.AddRange(Text(tokens.Text));
            bytes.AddRange(Value(tokens, tokens.Read()));
        }

        bytes.Add((byte)'}');
        return [.. bytes];
    }

    private static byte[] Array(JsonTokenReader tokens)
    {
        var marked = new List<byte[]>();
        var singles = new List<float>();
        var integers = new List<long>();
        while (tokens.Read() is var kind && kind != TokenKind.ArrayEnd)
        {
            if (kind == TokenKind.Number)
                singles.Add(tokens.Single);
            if (kind == TokenKind.Number && tokens.Integer is { } integer)
                integers.Add(integer);
            marked.Add([.. Value(tokens, kind)]);
        }

        if (marked.Count > 0 && integers.Count == marked.Count)
            return [.. "[$l#"u8, .. Length(marked.Count), .. integers.SelectMany(Integer)];
        if (marked.Count > 0 && singles.Count == marked.Count)
            return [.. "[$d#"u8, .. Length(marked.Count), .. singles.SelectMany(Single)];
        return [.. "[#"u8, .. Length(marked.Count), .. marked.SelectMany(bytes => bytes)];
    }

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [.. Length(bytes.Length), .. bytes];
    }

    private static byte[] Length(long length)
    {
        var bytes = new byte[9];
        bytes[0] = (byte)'L';
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), length);
        return bytes;
    }

    private static byte[] Integer(long value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, checked((int)value));
        return bytes;
    }

    private static byte[] Single(float value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteSingleBigEndian(bytes, value);
        return bytes;
    }
}
