using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Finntelligence.Portfolios.Frontier.Menus;

/// <summary>
/// The end of a file of menus: four counts, the SHA-256 of the menus, one of everything else, and eight letters, so that a file that was
/// cut short is known by its last bytes.
/// </summary>
internal static class MenuSeal
{
    private const int CountsLength = 4 * sizeof(long);

    /// <summary>Bytes of the end.</summary>
    public const int Length = CountsLength + (2 * SHA256.HashSizeInBytes) + 8;

    private static ReadOnlySpan<byte> Letters => "FINMENUS"u8;

    public static byte[] Of(ReadOnlySpan<byte> header, MenuCounts counts, ReadOnlySpan<byte> menus)
    {
        var seal = new byte[Length];
        long[] numbers = [counts.Applicants, counts.HeaderLines, counts.Lines, counts.Faulty];
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(seal.AsSpan(i * sizeof(long)), numbers[i]);
        menus.CopyTo(seal.AsSpan(CountsLength));
        SHA256.HashData([.. header, .. seal.AsSpan(0, CountsLength + SHA256.HashSizeInBytes)], seal.AsSpan(CountsLength + SHA256.HashSizeInBytes));
        Letters.CopyTo(seal.AsSpan(Length - Letters.Length));
        return seal;
    }

    /// <summary>Whether bytes end as a whole file does.</summary>
    public static bool Ends(ReadOnlySpan<byte> seal) => seal.EndsWith(Letters);

    /// <summary>What an end says; null where it is not of this header.</summary>
    public static (MenuCounts Counts, byte[] Menus)? Read(ReadOnlySpan<byte> header, ReadOnlySpan<byte> seal)
    {
        var counts = new MenuCounts(Number(seal, 0), Number(seal, 1), Number(seal, 2), Number(seal, 3));
        var menus = seal.Slice(CountsLength, SHA256.HashSizeInBytes).ToArray();
        return seal.SequenceEqual(Of(header, counts, menus)) ? (counts, menus) : null;
    }

    private static long Number(ReadOnlySpan<byte> seal, int position) => BinaryPrimitives.ReadInt64LittleEndian(seal[(position * sizeof(long))..]);
}
