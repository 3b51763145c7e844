namespace Finntelligence.Lending.Pricing;

/// <summary>The rate at which level installments are worth the amount lent.</summary>
public static class InternalRate
{
    private const int MostSteps = 200;

    /// <summary>
    /// The monthly rate i ≥ 0, as a fraction, with installment × a(n, i) = amount. Newton's method, kept within a bracket by bisection:
    /// the present value falls as i rises, is installment × months at 0 and less than installment / i everywhere, so the root lies
    /// between 0 and installment / amount.
    /// </summary>
    /// <param name="amount">Above 0.</param>
    /// <param name="installment">At least amount / months; with less, there is no such rate and 0 is returned.</param>
    /// <param name="months">1 or more.</param>
    public static double Monthly(double amount, double installment, int months)
    {
        var ratio = amount / installment;
        if (ratio >= months)
            return 0;
        var (low, high) = (0.0, 1 / ratio);
        // The exact rate where n = 1, and a good one where the interest is small.
        var rate = Math.Min(2 * (months / ratio - 1) / (months + 1), high);
        for (var step = 0; step < MostSteps; step++)
        {
            var error = AnnuityFactor.Of(months, rate) - ratio;
            if (error == 0)
                return rate;
            if (error > 0)
                low = rate;
            else
                high = rate;
            var next = rate - error / Slope(months, rate);
            if (!(next > low && next < high))
                next = low + (high - low) / 2;
            if (next == rate || next <= low || next >= high)
                return rate;
            rate = next;
        }
        return rate;
    }

    // d a(n, i) / d i = (n v^(n+1) − a(n, i)) / i, with v = 1 / (1 + i).
    private static double Slope(int months, double rate) =>
        (months * Math.Exp(-(months + 1) * SmallNumbers.Log1p(rate)) - AnnuityFactor.Of(months, rate)) / rate;
}
