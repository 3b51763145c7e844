using System.Collections.Immutable;

namespace Finntelligence.Histories.Sources.Stata;

/// <summary>
/// Reads the header of releases before 117, in their fixed order: header, type list, names, sort list, formats, label names, labels, expansion fields.
/// What begins with a tag is read by <see cref="StataTaggedHeaderReader"/>.
/// </summary>
internal static class StataHeaderReader
{
    private const int TimeStampWidth = 18;

    /// <summary>Reads up to the first row and sets the input's byte order.</summary>
    /// <exception cref="InvalidSourceException">Not such a file, or damaged.</exception>
    public static StataHeader Read(StataInput input)
    {
        byte first = input.Byte("the header");
        if (first == (byte)'<')
            return StataTaggedHeaderReader.Read(input);
        StataRelease release = first is >= 105 and < 117 && StataRelease.Find(first) is { } known ? known : throw Unknown(first);
        input.BigEndian = input.Byte("the header") switch
        {
            1 => true,
            2 => false,
            var other => throw new InvalidSourceException($"Byte 1 of the Stata file should be 1 or 2 (byte order), but is {other}."),
        };
        if (input.Byte("the header") is var fileType and not 1)
            throw new InvalidSourceException($"Byte 2 of the Stata file should be 1 (file type), but is {fileType}.");
        input.Skip(1, "the header");
        int variables = input.UInt16("the header");
        int rows = input.Int32("the header");
        if (variables is 0 or > short.MaxValue)
            throw new InvalidSourceException($"The Stata file claims {variables} variables (byte 4); 1 to {short.MaxValue} are possible.");
        if (rows < 0)
            throw new InvalidSourceException($"The Stata file claims {rows} rows (byte 6).");
        input.Skip(release.DataLabelWidth + TimeStampWidth, "the header");

        ImmutableArray<StataType> types = StataLists.Types(input, release, variables);
        ImmutableArray<string> names = StataLists.Names(input, release, variables);
        input.Skip(2L * (variables + 1), "the sort list");
        ImmutableArray<string> formats = StataLists.Texts(input, release, variables, release.FormatWidth, "the list of formats");
        ImmutableArray<string> valueLabels = StataLists.Texts(input, release, variables, release.NameWidth, "the list of value labels");
        ImmutableArray<string> labels = StataLists.Texts(input, release, variables, release.LabelWidth, "the variable labels");
        SkipExpansionFields(input, release);
        return StataHeader.Of(release, input.BigEndian, rows, types, names, formats, valueLabels, labels);
    }

    private static InvalidSourceException Unknown(byte found) => new(
        $"Byte 0 of the Stata file should be its release, but is {found}: "
        + (found is >= 102 and < 117
            ? $"it looks like release {found}, which nothing here reads. Open it in Stata and write it as CSV: export delimited using \"history.csv\"."
            : "it does not look like a Stata file of release 105 to 119."));

    private static void SkipExpansionFields(StataInput input, StataRelease release)
    {
        const string What = "the expansion fields";
        while (true)
        {
            long start = input.Position;
            byte type = input.Byte(What);
            long length = input.Whole(release.ExpansionLengthWidth, What);
            if (type == 0 && length == 0)
                return;
            if (length < 0)
                throw new InvalidSourceException($"Byte {start} of the Stata file: an expansion field claims {length} bytes.");
            input.Skip(length, What);
        }
    }
}
