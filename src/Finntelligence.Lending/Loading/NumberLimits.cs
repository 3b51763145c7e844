using System.Globalization;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Loading;

/// <summary>Ends of the numbers that a product may hold: within them no sum, product or count of the search overflows.</summary>
internal static class NumberLimits
{
    /// <summary>Of any sum of money.</summary>
    public const decimal GreatestMoney = 1_000_000_000_000;

    /// <summary>Of an applicant's values, and of the multiples taken of them.</summary>
    public const decimal GreatestValue = 1_000_000_000_000_000;

    /// <summary>The value; with a fault, and the nearest allowed value, where it is outside.</summary>
    public static decimal Check(decimal value, decimal least, decimal most, string path, ICollection<Fault> faults)
    {
        if (value >= least && value <= most)
            return value;
        var message = value < least && least == 0
            ? "Must not be below 0."
            : string.Create(CultureInfo.InvariantCulture, $"Must be between {least} and {most}.");
        faults.Add(new Fault(path, message));
        return Math.Clamp(value, least, most);
    }
}
