using System.Text;

namespace Finntelligence.Histories.Sources.Stata;

/// <summary>What stands behind the rows and belongs to their cells: long texts, and the texts that stand for numbers.</summary>
internal sealed class StataTexts
{
    // A file is read by rows; what is held for them must have an end.
    private const long MostBytes = 512L << 20;

    private readonly Dictionary<(long Variable, long Row), string> _long = [];
    private readonly Dictionary<string, Dictionary<int, string>> _labels = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>Nothing.</summary>
    public static StataTexts None { get; } = new();

    /// <summary>The texts for the numbers of a variable, by its name for them; null for none.</summary>
    public IReadOnlyDictionary<int, string>? Of(string labels) => _labels.GetValueOrDefault(labels);

    /// <summary>The long text that a cell names; empty for none, null where the file has no such text.</summary>
    public string? Long(ReadOnlySpan<byte> cell, StataRelease release, bool bigEndian)
    {
        int width = release.LongTextVariableWidth;
        var key = (Number(cell[..width], bigEndian), Number(cell[width..8], bigEndian));
        return key == (0, 0) ? "" : _long.GetValueOrDefault(key);
    }

    /// <summary>Reads them where a variable needs any, and leaves the input where it was.</summary>
    /// <param name="input">At the first row.</param>
    /// <param name="header">Of the file.</param>
    /// <exception cref="InvalidSourceException">They are damaged, or too long to be held.</exception>
    public static StataTexts Read(StataInput input, StataHeader header)
    {
        if (header.Variables.All(v => v.ValueLabels.Length == 0 && v.Type.Kind != StataKind.LongText))
            return None;
        long start = input.Position;
        // Beyond any file, and so said below; a product of claims must not wrap around.
        input.GoTo(start + (long)Math.Min((decimal)header.Rows * header.RowWidth, long.MaxValue / 4), "its rows");
        var texts = new StataTexts();
        if (header.Release.Number < 117)
        {
            while (texts.TryReadTable(input, header.Release))
            {
            }
        }
        else
        {
            input.Expect("</data><strls>"u8);
            while (texts.TryReadLong(input, header.Release))
            {
            }
            input.Expect("lue_labels>"u8);
            while (texts.TryReadTagged(input, header.Release))
            {
            }
        }
        input.GoTo(start, "its rows");
        return texts;
    }

    // "GSO", variable, row, kind, length, bytes; else the closing tag and the beginning of the next one.
    private bool TryReadLong(StataInput input, StataRelease release)
    {
        const string What = "the long texts";
        const byte Ascii = 130;
        long start = input.Position;
        Span<byte> mark = stackalloc byte[3];
        input.Fill(mark, What);
        if (!mark.SequenceEqual("GSO"u8))
        {
            if (!mark.SequenceEqual("</s"u8))
                throw new InvalidSourceException($"Byte {start} of the Stata file: a long text, or their end, should stand here.");
            input.Expect("trls><va"u8);
            return false;
        }
        long variable = (uint)input.Int32(What);
        long row = release.Number == 117 ? (uint)input.Int32(What) : input.Int64(What);
        byte kind = input.Byte(What);
        byte[] bytes = Bytes(input, input.Int32(What), What);
        // What is binary was no text to begin with.
        _long[(variable, row)] = kind == Ascii ? StataCell.Text(bytes, release) : "";
        return true;
    }

    private bool TryReadTagged(StataInput input, StataRelease release)
    {
        const string What = "the value labels";
        long start = input.Position;
        Span<byte> tag = stackalloc byte[5];
        input.Fill(tag, What);
        if (!tag.SequenceEqual("<lbl>"u8))
        {
            return tag.SequenceEqual("</val"u8)
                ? false
                : throw new InvalidSourceException($"Byte {start} of the Stata file: a table of value labels, or their end, should stand here.");
        }
        if (!TryReadTable(input, release))
            throw new InvalidSourceException($"The Stata file ends at byte {input.Position}, within {What}.");
        input.Expect("</lbl>"u8);
        return true;
    }

    // A length, a name, three bytes; then n, the length of all texts, where each begins, its number, the texts. False at the end of the file.
    private bool TryReadTable(StataInput input, StataRelease release)
    {
        const string What = "the value labels";
        const int Padding = 3;
        long start = input.Position;
        Span<byte> length = stackalloc byte[4];
        int first = input.Next();
        if (first < 0)
            return false;
        length[0] = (byte)first;
        input.Fill(length[1..], What);
        Span<byte> name = stackalloc byte[release.NameWidth];
        input.Fill(name, What);
        input.Skip(Padding, What);
        int count = input.Int32(What), size = input.Int32(What);
        if (count < 0 || size < 0 || (long)count * 8 + size > MostBytes)
            throw new InvalidSourceException($"Byte {start} of the Stata file: a table of value labels claims {count} labels of {size} bytes.");
        var offsets = new List<int>();
        for (int i = 0; i < count; i++)
            offsets.Add(input.Int32(What));
        var values = new List<int>();
        for (int i = 0; i < count; i++)
            values.Add(input.Int32(What));
        byte[] bytes = Bytes(input, size, What);
        var labels = new Dictionary<int, string>();
        for (int i = 0; i < count; i++)
        {
            if (offsets[i] < 0 || offsets[i] >= bytes.Length)
                throw new InvalidSourceException($"Byte {start} of the Stata file: a value label begins at byte {offsets[i]} of {bytes.Length}.");
            labels[values[i]] = StataCell.Text(bytes.AsSpan(offsets[i]), release).Trim();
        }
        _labels[StataCell.Text(name, release)] = labels;
        return true;
    }

    private byte[] Bytes(StataInput input, int count, string what)
    {
        _bytes += Math.Max(0, count);
        if (count < 0 || _bytes > MostBytes)
            throw new InvalidSourceException($"Byte {input.Position} of the Stata file: {what} claim more than {MostBytes >> 20} MiB.");
        // In pieces, so that a claim costs no memory.
        var all = new MemoryStream();
        byte[] piece = new byte[Math.Min(count, 1 << 16)];
        for (int left = count; left > 0; left -= piece.Length)
        {
            Span<byte> part = piece.AsSpan(0, Math.Min(left, piece.Length));
            input.Fill(part, what);
            all.Write(part);
        }
        return all.ToArray();
    }

    private static long Number(ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        long number = 0;
        for (int i = 0; i < bytes.Length; i++)
            number = (number << 8) | bytes[bigEndian ? i : bytes.Length - 1 - i];
        return number;
    }
}
