using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Finntelligence.Histories.Sources.Stata;

/// <summary>
/// One value of a row as text. Stata keeps the top of each number's range for missing values (., and .a to .z from release 113 on); they all become
/// the empty text.
/// </summary>
internal static class StataCell
{
    // 2^127 and 2^1023: the value of "." in each type; .a to .z lie above.
    private const float MissingFloat = 1.7014118346046923e38f;
    private const double MissingDouble = 8.98846567431158e307;

    // 2^333: the value of "." in a double of release 105.
    private const double OldMissingDouble = 1.7498005798264095e100;

    /// <summary>The value in the normal form of history.csv, or null where the bytes are no number Stata could have written.</summary>
    public static string? Read(ReadOnlySpan<byte> bytes, StataKind kind, StataRelease release, bool bigEndian) => kind switch
    {
        StataKind.Text => Text(bytes, release),
        StataKind.Float => Single(
            bigEndian ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadSingleLittleEndian(bytes)),
        StataKind.Double => Double(
            bigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes), release),
        StataKind.Byte => Whole((sbyte)bytes[0], release.HasTaggedMissing ? 100 : sbyte.MaxValue - 1),
        StataKind.Int => Whole(
            bigEndian ? BinaryPrimitives.ReadInt16BigEndian(bytes) : BinaryPrimitives.ReadInt16LittleEndian(bytes),
            release.HasTaggedMissing ? 32740 : short.MaxValue - 1),
        StataKind.Long => Whole(
            bigEndian ? BinaryPrimitives.ReadInt32BigEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes),
            release.HasTaggedMissing ? 2147483620 : int.MaxValue - 1),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>Text up to the first zero byte. Before release 118 no encoding is declared; ISO 8859-1 reads every byte.</summary>
    public static string Text(ReadOnlySpan<byte> bytes, StataRelease release)
    {
        int end = bytes.IndexOf((byte)0);
        return (release.IsUtf8 ? Encoding.UTF8 : Encoding.Latin1).GetString(end < 0 ? bytes : bytes[..end]);
    }

    private static string Whole(int value, int largest) =>
        value > largest ? "" : value.ToString(CultureInfo.InvariantCulture);

    private static string? Single(float value) =>
        value >= MissingFloat ? "" : float.IsFinite(value) ? NumberText.Of(value) : null;

    private static string? Double(double value, StataRelease release) =>
        value >= MissingDouble || (release.Number <= 105 && value == OldMissingDouble) ? "" : double.IsFinite(value) ? NumberText.Of(value) : null;
}
