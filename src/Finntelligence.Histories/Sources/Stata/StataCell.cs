using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Finntelligence.Histories.Sources.Stata;

/// <summary>
/// One value of a row as text. Stata keeps the top of each number's range for its 27 missing values (., .a to .z); they all
/// become the empty text.
/// </summary>
internal static class StataCell
{
    private const sbyte LargestByte = 100;
    private const short LargestInt = 32740;
    private const int LargestLong = 2147483620;

    // 2^127 and 2^1023: the value of "." in each type; .a to .z lie above.
    private const float MissingFloat = 1.7014118346046923e38f;
    private const double MissingDouble = 8.98846567431158e307;

    /// <summary>The value in the normal form of history.csv, or null where the bytes are no number Stata could have written.</summary>
    public static string? Read(ReadOnlySpan<byte> bytes, StataKind kind, bool bigEndian) => kind switch
    {
        StataKind.Text => Text(bytes),
        StataKind.Byte => Whole((sbyte)bytes[0], LargestByte),
        StataKind.Int => Whole(
            bigEndian ? BinaryPrimitives.ReadInt16BigEndian(bytes) : BinaryPrimitives.ReadInt16LittleEndian(bytes), LargestInt),
        StataKind.Long => Whole(
            bigEndian ? BinaryPrimitives.ReadInt32BigEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes), LargestLong),
        StataKind.Float => Single(
            bigEndian ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadSingleLittleEndian(bytes)),
        StataKind.Double => Double(
            bigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>Text up to the first zero byte. The release has no declared encoding; ISO 8859-1 reads every byte.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]);
    }

    private static string Whole(int value, int largest) =>
        value > largest ? "" : value.ToString(CultureInfo.InvariantCulture);

    private static string? Single(float value) =>
        value >= MissingFloat ? "" : float.IsFinite(value) ? NumberText.Of(value) : null;

    private static string? Double(double value) =>
        value >= MissingDouble ? "" : double.IsFinite(value) ? NumberText.Of(value) : null;
}
