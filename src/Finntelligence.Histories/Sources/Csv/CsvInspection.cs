using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Finntelligence.Lending.Products;

namespace Finntelligence.Histories.Sources.Csv;

/// <summary>Finds out how a CSV is written, from all of its bytes for the encoding and from its first rows for the delimiter.</summary>
internal static class CsvInspection
{
    private const int HeadLength = 1 << 20;

    // Of the 256 bytes, these five are no character of Windows-1252.
    private static readonly byte[] NotWindows1252 = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Reads the stream to its end.</summary>
    /// <param name="stream">From its first byte.</param>
    /// <param name="format">What is declared; it is not looked for.</param>
    /// <exception cref="InvalidSourceException">The bytes are neither UTF-8 nor UTF-16 nor Windows-1252.</exception>
    public static CsvDialect Inspect(Stream stream, HistoryFormat format)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        var head = new byte[HeadLength];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var start = head.AsSpan(0, length);
        var encoding = EncodingOf(stream, start, format.Encoding, notes);
        var text = (encoding ?? Encoding.UTF8).GetString(start).TrimStart('\uFEFF');
        var declared = SeparatorLine(text);
        if (declared is not null)
            text = text[(text.IndexOfAny(['\n', '\r']) + 1)..];
        var delimiter = format.Delimiter ?? declared ?? DelimiterSearch.Find(text, isWhole: length < HeadLength);
        if (delimiter != ',')
            notes.Add($"The cells are separated by {Name(delimiter)}{(format.Delimiter is null ? "" : ", as declared")}.");
        return new CsvDialect(delimiter, encoding, notes.ToImmutable());
    }

    // Excel writes and reads a first line "sep=;".
    private static char? SeparatorLine(string text) =>
        text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 5 && text[5] is '\r' or '\n' ? text[4] : null;

    private static Encoding? EncodingOf(Stream stream, Span<byte> head, TextEncoding? declared, ImmutableArray<string>.Builder notes)
    {
        if (head.StartsWith("\uFEFF"u8) || declared == TextEncoding.Utf8)
            return null;
        if (declared == TextEncoding.Windows1252)
            return Windows1252;
        if (declared == TextEncoding.Utf16 || head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || LooksLikeUtf16(head))
        {
            var bigEndian = head is [0xFE, 0xFF, ..] || (head is not [0xFF, 0xFE, ..] && head is [0, ..]);
            notes.Add($"The file is UTF-16, {(bigEndian ? "most" : "least")} significant byte first.");
            return new UnicodeEncoding(bigEndian, byteOrderMark: true, throwOnInvalidBytes: true);
        }

        if (FirstNotUtf8(stream, head) is not { } place)
            return null;
        notes.Add(string.Create(CultureInfo.InvariantCulture, $"The file is read as Windows-1252, since it is not UTF-8 (byte {place:N0})."));
        return Windows1252;
    }

    // Text of mostly western letters has a zero byte in every pair.
    private static bool LooksLikeUtf16(ReadOnlySpan<byte> head)
    {
        var sample = head[..Math.Min(head.Length & ~1, 4096)];
        int even = 0, odd = 0;
        for (var i = 0; i < sample.Length; i += 2)
        {
            even += sample[i] == 0 ? 1 : 0;
            odd += sample[i + 1] == 0 ? 1 : 0;
        }

        var pairs = sample.Length / 2;
        return pairs > 1 && Math.Max(even, odd) > pairs * 0.4 && Math.Min(even, odd) <= pairs * 0.05;
    }

    // The position of a byte near the first that is no UTF-8; null if all are.
    private static long? FirstNotUtf8(Stream stream, ReadOnlySpan<byte> head)
    {
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var buffer = new byte[1 << 16];
        var chars = new char[buffer.Length + 1];
        long? fault = null;
        long position = 0;
        while (!head.IsEmpty)
        {
            var piece = head[..Math.Min(head.Length, buffer.Length)];
            Look(piece, flush: false);
            head = head[piece.Length..];
        }

        int read;
        while ((read = stream.Read(buffer)) > 0)
            Look(buffer.AsSpan(0, read), flush: false);
        Look([], flush: true);
        return fault;

        void Look(ReadOnlySpan<byte> bytes, bool flush)
        {
            if (fault is not null)
            {
                RefuseUnknown(bytes, position);
            }
            else
            {
                try
                {
                    decoder.Convert(bytes, chars, flush, out _, out _, out _);
                }
                catch (DecoderFallbackException e)
                {
                    fault = position + Math.Max(0, e.Index);
                    RefuseUnknown(bytes, position);
                }
            }

            position += bytes.Length;
        }
    }

    private static void RefuseUnknown(ReadOnlySpan<byte> bytes, long position)
    {
        var unknown = bytes.IndexOfAny(NotWindows1252);
        if (unknown >= 0)
            throw new InvalidSourceException(string.Create(
                CultureInfo.InvariantCulture, $"The file is neither UTF-8 nor Windows-1252: byte {position + unknown:N0} is 0x{bytes[unknown]:X2}."));
    }

    private static string Name(char delimiter) => delimiter switch
    {
        '\t' => "tabs",
        ';' => "semicolons",
        '|' => "bars (|)",
        _ => $"'{delimiter}'",
    };
}
