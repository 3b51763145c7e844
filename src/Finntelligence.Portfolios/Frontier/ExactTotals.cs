namespace Finntelligence.Portfolios.Frontier;

/// <summary>
/// What offers add up to, in whole steps of 2⁻⁴⁰: such sums are exact, so they are the same in whatever order and on however many
/// machines the offers were added. A step is 9 × 10⁻¹³, and 128 bits hold 10²⁶ of any unit.
/// </summary>
/// <param name="Profit">Expected.</param>
/// <param name="Loans">Expected number.</param>
/// <param name="Losses">Expected.</param>
/// <param name="Capital">Expected.</param>
/// <param name="Offered">Applicants with an offer.</param>
public readonly record struct ExactTotals(Int128 Profit, Int128 Loans, Int128 Losses, Int128 Capital, long Offered)
{
    private const double Scale = 1L << 40;

    /// <summary>Of one applicant.</summary>
    public static ExactTotals Of(in PortfolioOffer offer, Resource losses) =>
        new(Steps(offer.Profit), Steps(offer.Acceptance), Steps(losses.Of(offer)), Steps(offer.Capital), offer.IsOffer ? 1 : 0);

    /// <summary>The greatest whole number of steps that is not more than a value.</summary>
    public static Int128 Below(double value) => (Int128)Math.Floor(value * Scale);

    /// <summary>The least whole number of steps that is not less than a value.</summary>
    public static Int128 Above(double value) => (Int128)Math.Ceiling(value * Scale);

    /// <summary>As people read them.</summary>
    public Totals Rounded() => new(Value(Profit), Value(Loans), Value(Losses), Value(Capital), Offered);

    public static ExactTotals operator +(in ExactTotals a, in ExactTotals b) =>
        new(a.Profit + b.Profit, a.Loans + b.Loans, a.Losses + b.Losses, a.Capital + b.Capital, a.Offered + b.Offered);

    public static ExactTotals operator -(in ExactTotals a, in ExactTotals b) =>
        new(a.Profit - b.Profit, a.Loans - b.Loans, a.Losses - b.Losses, a.Capital - b.Capital, a.Offered - b.Offered);

    // A power of two changes no digit, so only the fraction of a step is rounded.
    private static Int128 Steps(double value) => (Int128)Math.Round(value * Scale, MidpointRounding.ToEven);

    private static double Value(Int128 steps) => (double)steps / Scale;
}
