using System.Collections.Immutable;

namespace Finntelligence.Histories.Sources.Stata;

/// <summary>
/// Reads a release-113 header (Stata 8 to 9), as "File formats .dta" of those versions describes it: header, type list, names,
/// sort list, formats, label names, labels, expansion fields.
/// </summary>
internal static class StataHeaderReader
{
    private const byte Release = 113;
    private const int NameWidth = 33;
    private const int FormatWidth = 12;
    private const int LabelWidth = 81;
    private const int TimeStampWidth = 18;

    /// <summary>Reads up to the first row and sets the input's byte order.</summary>
    /// <exception cref="InvalidSourceException">Not such a file, or damaged.</exception>
    public static StataHeader Read(StataInput input)
    {
        CheckRelease(input.Byte("the header"));
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
        input.Skip(LabelWidth + TimeStampWidth, "the header");

        ImmutableArray<StataType> types = ReadTypes(input, variables);
        ImmutableArray<string> names = ReadNames(input, variables);
        input.Skip(2L * (variables + 1), "the sort list");
        input.Skip((long)FormatWidth * variables, "the list of formats");
        input.Skip((long)NameWidth * variables, "the list of value labels");
        ImmutableArray<string> labels = ReadTexts(input, variables, LabelWidth, "the variable labels");
        SkipExpansionFields(input);
        return new StataHeader(input.BigEndian, rows, Assemble(types, names, labels));
    }

    private static void CheckRelease(byte found)
    {
        if (found == Release)
            return;
        string hint = found switch
        {
            (byte)'<' => "it looks like release 117 or later; save it with Stata's 'saveold' or as CSV",
            102 or 103 or 104 or 105 or 108 or 110 or 111 or 112 or 114 or 115 => $"it looks like release {found}; save it as CSV",
            _ => "it does not look like a Stata file",
        };
        throw new InvalidSourceException($"Byte 0 of the Stata file should be {Release} (its release), but is {found}: {hint}.");
    }

    private static ImmutableArray<StataType> ReadTypes(StataInput input, int count)
    {
        long start = input.Position;
        byte[] codes = new byte[count];
        input.Fill(codes, "the type list");
        return [.. codes.Select((code, i) => StataType.FromCode(code)
            ?? throw new InvalidSourceException($"Byte {start + i} of the Stata file: {code} is no type of variable {i + 1}."))];
    }

    private static ImmutableArray<string> ReadNames(StataInput input, int count)
    {
        long start = input.Position;
        ImmutableArray<string> names = ReadTexts(input, count, NameWidth, "the variable names");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            bool plain = names[i].Length > 0 && names[i].All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
            if (!plain || !seen.Add(names[i]))
            {
                string fault = plain ? $"the name {names[i]} of an earlier one" : "no proper name";
                throw new InvalidSourceException($"Byte {start + (i * NameWidth)} of the Stata file: variable {i + 1} has {fault}.");
            }
        }
        return names;
    }

    private static ImmutableArray<string> ReadTexts(StataInput input, int count, int width, string what)
    {
        var texts = ImmutableArray.CreateBuilder<string>(count);
        Span<byte> bytes = stackalloc byte[width];
        for (int i = 0; i < count; i++)
        {
            input.Fill(bytes, what);
            texts.Add(StataCell.Text(bytes));
        }
        return texts.MoveToImmutable();
    }

    private static void SkipExpansionFields(StataInput input)
    {
        const string What = "the expansion fields";
        while (true)
        {
            long start = input.Position;
            byte type = input.Byte(What);
            int length = input.Int32(What);
            if (type == 0 && length == 0)
                return;
            if (length < 0)
                throw new InvalidSourceException($"Byte {start} of the Stata file: an expansion field claims {length} bytes.");
            input.Skip(length, What);
        }
    }

    private static ImmutableArray<StataVariable> Assemble(
        ImmutableArray<StataType> types, ImmutableArray<string> names, ImmutableArray<string> labels)
    {
        var variables = ImmutableArray.CreateBuilder<StataVariable>(types.Length);
        int offset = 0;
        for (int i = 0; i < types.Length; i++)
        {
            variables.Add(new StataVariable(names[i], types[i], offset, labels[i]));
            offset += types[i].Width;
        }
        return variables.MoveToImmutable();
    }
}
