namespace Finntelligence.Trees.Formats.XGBoost.Documents;

/// <summary>The grammar of a JSON number.</summary>
internal static class JsonNumber
{
    /// <summary>Whether all of the text is a number: an optional minus, digits, an optional fraction, an optional exponent.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("-"u8))
            text = text[1..];
        if (!TakeDigits(ref text))
            return false;
        if (text.StartsWith("."u8))
        {
            text = text[1..];
            if (!TakeDigits(ref text))
                return false;
        }

        if (text.IsEmpty)
            return true;
        if (text[0] is not ((byte)'e' or (byte)'E'))
            return false;
        text = text[1..];
        if (text.StartsWith("-"u8) || text.StartsWith("+"u8))
            text = text[1..];
        return TakeDigits(ref text) && text.IsEmpty;
    }

    private static bool TakeDigits(ref ReadOnlySpan<byte> text)
    {
        var other = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var count = other < 0 ? text.Length : other;
        text = text[count..];
        return count > 0;
    }
}
