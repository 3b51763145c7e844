namespace Finntelligence.Histories.Sources.Stata;

/// <summary>Storage types of release 113.</summary>
internal enum StataKind
{
    Text,
    Byte,
    Int,
    Long,
    Float,
    Double,
}

/// <summary>A variable's storage type.</summary>
/// <param name="Kind">What its bytes are.</param>
/// <param name="Width">Bytes in a row.</param>
internal readonly record struct StataType(StataKind Kind, int Width)
{
    /// <summary>The longest text of the release.</summary>
    public const int MaximumTextWidth = 244;

    /// <summary>The type a code of the type list stands for, or null if there is none.</summary>
    public static StataType? FromCode(byte code) => code switch
    {
        >= 1 and <= MaximumTextWidth => new(StataKind.Text, code),
        251 => new(StataKind.Byte, 1),
        252 => new(StataKind.Int, 2),
        253 => new(StataKind.Long, 4),
        254 => new(StataKind.Float, 4),
        255 => new(StataKind.Double, 8),
        _ => null,
    };
}
