using System.Collections.Immutable;

namespace Finntelligence.Histories.Sources.Stata;

/// <summary>
/// What differs between the releases of the format, as Stata's "File formats .dta" states it for each: 105 (Stata 5), 108 (6), 110 to 112 (7), 113
/// (8 and 9), 114 (10 and 11), 115 (12), and, with tags in place of a fixed order, 117 (13), 118 and 119 (14 and later; 119 for many variables).
/// </summary>
/// <param name="Number">The release.</param>
/// <param name="NameWidth">Bytes of a name of a variable or of a value label, its closing 0 among them.</param>
/// <param name="FormatWidth">Bytes of a display format.</param>
/// <param name="LabelWidth">Bytes of a label of a variable.</param>
internal sealed record StataRelease(int Number, int NameWidth, int FormatWidth, int LabelWidth)
{
    private static readonly ImmutableDictionary<int, StataRelease> All = new StataRelease[]
    {
        new(105, 9, 12, 32), new(108, 9, 12, 81), new(110, 33, 12, 81), new(111, 33, 12, 81), new(112, 33, 12, 81), new(113, 33, 12, 81),
        new(114, 33, 49, 81), new(115, 33, 49, 81), new(117, 33, 49, 81), new(118, 129, 57, 321), new(119, 129, 57, 321),
    }.ToImmutableDictionary(r => r.Number);

    /// <summary>Bytes of the label of the file, before 117.</summary>
    public int DataLabelWidth => LabelWidth;

    /// <summary>Bytes of the length of an expansion field, before 117.</summary>
    public int ExpansionLengthWidth => Number < 110 ? 2 : 4;

    /// <summary>Whether types are letters, and texts the codes from 128 on.</summary>
    public bool HasLetterTypes => Number < 111;

    /// <summary>Whether numbers keep their 27 greatest values for . and .a to .z, rather than the greatest one for . alone.</summary>
    public bool HasTaggedMissing => Number >= 113;

    /// <summary>Whether texts are UTF-8; else every byte is a character of ISO 8859-1.</summary>
    public bool IsUtf8 => Number >= 118;

    /// <summary>Bytes of the number of variables.</summary>
    public int VariableCountWidth => Number >= 119 ? 4 : 2;

    /// <summary>Bytes of the number of rows.</summary>
    public int RowCountWidth => Number >= 118 ? 8 : 4;

    /// <summary>Of the eight bytes by which a cell names a long text, those that name the variable; the others name the row.</summary>
    public int LongTextVariableWidth => Number switch
    {
        117 => 4,
        118 => 2,
        _ => 3,
    };

    /// <summary>The release; null for one that is not known.</summary>
    public static StataRelease? Find(int number) => All.GetValueOrDefault(number);
}
