using System.Collections.Immutable;

namespace Finntelligence.Histories.Sources.Stata;

/// <summary>
/// Reads the header of releases 117 to 119, whose parts stand between tags: header, map, types, names, sort list, formats, label names, labels,
/// characteristics. The map says where parts begin; they are read in their order, so that a wrong map leads nowhere.
/// </summary>
internal static class StataTaggedHeaderReader
{
    private const int MostVariables = 120_000;
    private const int MapWidth = 14 * 8;

    /// <summary>Reads from behind the first byte up to the first row and sets the input's byte order.</summary>
    /// <exception cref="InvalidSourceException">Not such a file, or damaged.</exception>
    public static StataHeader Read(StataInput input)
    {
        input.Expect("stata_dta><header><release>"u8);
        StataRelease release = ReadRelease(input);
        input.Expect("</release><byteorder>"u8);
        input.BigEndian = ReadByteOrder(input);
        input.Expect("</byteorder><K>"u8);
        long place = input.Position;
        long variables = input.Whole(release.VariableCountWidth, "the header");
        if (variables is < 1 or > MostVariables)
            throw new InvalidSourceException($"The Stata file claims {variables} variables (byte {place}); 1 to {MostVariables} are possible.");
        input.Expect("</K><N>"u8);
        place = input.Position;
        long rows = input.Whole(release.RowCountWidth, "the header");
        if (rows < 0)
            throw new InvalidSourceException($"The Stata file claims {rows} rows (byte {place}).");
        input.Expect("</N><label>"u8);
        input.Skip(release.Number == 117 ? input.Byte("the header") : input.UInt16("the header"), "the header");
        input.Expect("</label><timestamp>"u8);
        input.Skip(input.Byte("the header"), "the header");
        input.Expect("</timestamp></header><map>"u8);
        input.Skip(MapWidth, "the map");
        return ReadVariables(input, release, (int)variables, rows);
    }

    private static StataHeader ReadVariables(StataInput input, StataRelease release, int count, long rows)
    {
        input.Expect("</map><variable_types>"u8);
        ImmutableArray<StataType> types = StataLists.Types(input, release, count);
        input.Expect("</variable_types><varnames>"u8);
        ImmutableArray<string> names = StataLists.Names(input, release, count);
        input.Expect("</varnames><sortlist>"u8);
        input.Skip((long)release.VariableCountWidth * (count + 1), "the sort list");
        input.Expect("</sortlist><formats>"u8);
        ImmutableArray<string> formats = StataLists.Texts(input, release, count, release.FormatWidth, "the list of formats");
        input.Expect("</formats><value_label_names>"u8);
        ImmutableArray<string> valueLabels = StataLists.Texts(input, release, count, release.NameWidth, "the list of value labels");
        input.Expect("</value_label_names><variable_labels>"u8);
        ImmutableArray<string> labels = StataLists.Texts(input, release, count, release.LabelWidth, "the variable labels");
        input.Expect("</variable_labels><characteristics>"u8);
        SkipCharacteristics(input);
        input.Expect("<data>"u8);
        return StataHeader.Of(release, input.BigEndian, rows, types, names, formats, valueLabels, labels);
    }

    private static StataRelease ReadRelease(StataInput input)
    {
        Span<byte> digits = stackalloc byte[3];
        input.Fill(digits, "the header");
        string text = System.Text.Encoding.Latin1.GetString(digits);
        return int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number) && number >= 117 && StataRelease.Find(number) is { } release
            ? release
            : throw new InvalidSourceException(
                $"Byte {input.Position - 3} of the Stata file should be its release, but is \"{text}\"; 117 to 119 are read. In Stata: saveold \"history.dta\", version(13).");
    }

    private static bool ReadByteOrder(StataInput input)
    {
        Span<byte> order = stackalloc byte[3];
        input.Fill(order, "the header");
        return order.SequenceEqual("MSF"u8) || (order.SequenceEqual("LSF"u8)
            ? false
            : throw new InvalidSourceException($"Byte {input.Position - 3} of the Stata file should be MSF or LSF (byte order)."));
    }

    // <ch>, a length, and as many bytes, for each; then the closing tag.
    private static void SkipCharacteristics(StataInput input)
    {
        const string What = "the characteristics";
        Span<byte> tag = stackalloc byte[4];
        while (true)
        {
            long start = input.Position;
            input.Fill(tag, What);
            if (!tag.SequenceEqual("<ch>"u8))
            {
                if (!tag.SequenceEqual("</ch"u8))
                    throw new InvalidSourceException($"Byte {start} of the Stata file: a characteristic, or their end, should stand here.");
                input.Expect("aracteristics>"u8);
                return;
            }
            int length = input.Int32(What);
            if (length < 0)
                throw new InvalidSourceException($"Byte {start} of the Stata file: a characteristic claims {length} bytes.");
            input.Skip(length, What);
            input.Expect("</ch>"u8);
        }
    }
}
