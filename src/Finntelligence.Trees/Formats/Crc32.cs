namespace Finntelligence.Trees.Formats;

/// <summary>The checksum of zip and gzip (ISO 3309, reflected polynomial EDB88320). The framework keeps its own to itself.</summary>
public sealed class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(n => Entry((uint)n))];

    private uint _state = uint.MaxValue;

    /// <summary>Of everything appended so far.</summary>
    public uint Value => ~_state;

    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = new Crc32();
        crc.Append(bytes);
        return crc.Value;
    }

    /// <summary>Goes on with the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var state = _state;
        foreach (var value in bytes)
            state = Table[(byte)(state ^ value)] ^ (state >> 8);
        _state = state;
    }

    private static uint Entry(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) == 1 ? 0xEDB88320u ^ (value >> 1) : value >> 1;
        return value;
    }
}
