using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>The origination fee over a run of amounts that its limits do not divide: fixed + share × amount, but for rounding.</summary>
/// <param name="Fixed">In the product's currency.</param>
/// <param name="Share">Of the amount.</param>
/// <param name="Added">Whether it is financed.</param>
internal readonly record struct LinearFee(double Fixed, double Share, bool Added)
{
    /// <summary>The amounts at which the minimum ends and the maximum begins.</summary>
    public static IEnumerable<decimal> Breaks(OriginationFee? fee)
    {
        if (fee is not { Percent: > 0 })
            yield break;
        yield return Math.Max(0, (fee.Minimum - fee.Fixed) * 100 / fee.Percent);
        if (fee.Maximum is { } most)
            yield return Math.Max(0, (most - fee.Fixed) * 100 / fee.Percent);
    }

    /// <summary>The fee of the amounts between two.</summary>
    public static LinearFee Of(OriginationFee? fee, double least, double greatest)
    {
        if (fee is null)
            return default;
        var added = fee.Collected == FeeCollection.Added;
        var (middle, share) = ((least + greatest) / 2, (double)fee.Percent / 100);
        var sum = (double)fee.Fixed + share * middle;
        return sum < (double)fee.Minimum ? new LinearFee((double)fee.Minimum, 0, added)
            : fee.Maximum is { } most && sum > (double)most ? new LinearFee((double)most, 0, added)
            : new LinearFee((double)fee.Fixed, share, added);
    }

    /// <summary>What is financed of an amount.</summary>
    public double Financed(double amount) => Added ? amount + Fixed + Share * amount : amount;

    /// <summary>The amount of which so much is financed.</summary>
    public double Amount(double financed) => Added ? (financed - Fixed) / (1 + Share) : financed;

    /// <summary>The fee of an amount.</summary>
    public double Of(double amount) => Fixed + Share * amount;
}
