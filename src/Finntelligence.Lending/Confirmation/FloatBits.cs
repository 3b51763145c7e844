namespace Finntelligence.Lending.Confirmation;

/// <summary>The bits of float32, by which two scorers are compared: equal numbers may hide a sign, and no NaN equals another.</summary>
public static class FloatBits
{
    /// <summary>Whether two have the same bits.</summary>
    public static bool Same(float a, float b) => BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b);

    /// <summary>As eight hexadecimal digits.</summary>
    public static string Text(float value) => $"0x{BitConverter.SingleToUInt32Bits(value):X8}";
}
