using System.Text;

namespace Finntelligence.Trees.Formats.XGBoost.Documents;

/// <summary>The UTF-8 bytes of the current token; reused from token to token and decoded only when asked.</summary>
internal sealed class TokenBuffer
{
    private byte[] _bytes = new byte[256];
    private int _count;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _count);

    public void Clear() => _count = 0;

    public void Add(byte value)
    {
        if (_count == _bytes.Length)
            Array.Resize(ref _bytes, _count * 2);
        _bytes[_count++] = value;
    }

    public void Add(Rune rune)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var b in utf8[..rune.EncodeToUtf8(utf8)])
            Add(b);
    }

    public override string ToString() => Encoding.UTF8.GetString(Bytes);
}
