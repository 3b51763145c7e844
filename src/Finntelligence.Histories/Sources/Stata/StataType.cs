namespace Finntelligence.Histories.Sources.Stata;

/// <summary>What the bytes of a variable are.</summary>
internal enum StataKind
{
    Text,
    Byte,
    Int,
    Long,
    Float,
    Double,

    /// <summary>A text that stands behind the rows, named by eight bytes (strL).</summary>
    LongText,
}

/// <summary>A variable's storage type.</summary>
/// <param name="Kind">What its bytes are.</param>
/// <param name="Width">Bytes in a row.</param>
internal readonly record struct StataType(StataKind Kind, int Width)
{
    /// <summary>The longest text of releases 111 to 115.</summary>
    public const int MaximumTextWidth = 244;

    private const int MaximumTaggedTextWidth = 2045;
    private const int MaximumLetterTextWidth = 128;

    /// <summary>The type a code of the type list stands for, or null if there is none.</summary>
    /// <param name="code">One byte before release 117, two from it on.</param>
    /// <param name="release">Of the file.</param>
    public static StataType? FromCode(int code, StataRelease release) => release switch
    {
        { Number: >= 117 } => OfTagged(code),
        { HasLetterTypes: true } => OfLetter(code),
        _ => OfNumber(code),
    };

    private static StataType? OfNumber(int code) => code switch
    {
        >= 1 and <= MaximumTextWidth => new(StataKind.Text, code),
        251 => new(StataKind.Byte, 1),
        252 => new(StataKind.Int, 2),
        253 => new(StataKind.Long, 4),
        254 => new(StataKind.Float, 4),
        255 => new(StataKind.Double, 8),
        _ => null,
    };

    private static StataType? OfLetter(int code) => code switch
    {
        'b' => new(StataKind.Byte, 1),
        'i' => new(StataKind.Int, 2),
        'l' => new(StataKind.Long, 4),
        'f' => new(StataKind.Float, 4),
        'd' => new(StataKind.Double, 8),
        > 127 and <= 127 + MaximumLetterTextWidth => new(StataKind.Text, code - 127),
        _ => null,
    };

    private static StataType? OfTagged(int code) => code switch
    {
        >= 1 and <= MaximumTaggedTextWidth => new(StataKind.Text, code),
        32768 => new(StataKind.LongText, 8),
        65526 => new(StataKind.Double, 8),
        65527 => new(StataKind.Float, 4),
        65528 => new(StataKind.Long, 4),
        65529 => new(StataKind.Int, 2),
        65530 => new(StataKind.Byte, 1),
        _ => null,
    };
}
