namespace Finntelligence.Trees.Formats.MlNet.Reading.Folding;

/// <summary>The float32 values in ascending order as whole numbers without gaps: 0 is 0 (and −0), 1 the smallest above it.</summary>
internal static class FloatOrder
{
    /// <summary>Position of −∞.</summary>
    public const int Least = -0x7F80_0000;

    /// <summary>Position of +∞.</summary>
    public const int Greatest = 0x7F80_0000;

    public static float At(int position) =>
        BitConverter.Int32BitsToSingle(position >= 0 ? position : int.MinValue - position);

    /// <summary>Position of a value that is not NaN.</summary>
    public static int Of(float value)
    {
        var bits = BitConverter.SingleToInt32Bits(value);
        return bits >= 0 ? bits : int.MinValue - bits;
    }
}
