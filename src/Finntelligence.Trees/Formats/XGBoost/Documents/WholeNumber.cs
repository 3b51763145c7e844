namespace Finntelligence.Trees.Formats.XGBoost.Documents;

/// <summary>Integers that are written as floating-point numbers.</summary>
internal static class WholeNumber
{
    private const double ExactLimit = 1L << 53;

    /// <summary>The integer a number is, or null when it has a fraction or is too large to be exact.</summary>
    public static long? From(double number) =>
        number is >= -ExactLimit and <= ExactLimit && Math.Truncate(number) == number ? (long)number : null;
}
