namespace Finntelligence.Lending.Pricing;

/// <summary>The rate at which monthly payments are worth what was received.</summary>
public static class InternalRate
{
    private const int MostSteps = 200;

    /// <summary>
    /// The monthly rate i ≥ 0, as a fraction, at which Σ payment / (1 + i)ᵏ = received. Newton's method, kept within a bracket by bisection:
    /// the present value falls as i rises and is at most Σ payment / (1 + i), so the root lies between 0 and Σ payment / received − 1.
    /// </summary>
    /// <param name="received">Above 0, at the start.</param>
    /// <param name="payments">After one month, two months and so on; none below 0. Where they sum to no more than was received, 0 is returned.</param>
    public static double Monthly(double received, ReadOnlySpan<double> payments)
    {
        var (sum, moment) = (0.0, 0.0);
        for (var k = 0; k < payments.Length; k++)
        {
            sum += payments[k];
            moment += (k + 1) * payments[k];
        }

        if (!(sum > received))
            return 0;
        var (low, high) = (0.0, sum / received - 1);
        // One payment at their mean time is worth nearly as much: the exact rate where there is one payment.
        var rate = Math.Min(SmallNumbers.Expm1(sum / moment * SmallNumbers.Log1p(high)), high);
        for (var step = 0; step < MostSteps; step++)
        {
            var (value, slope) = Value(rate, payments);
            var error = value - received;
            if (error == 0)
                return rate;
            if (error > 0)
                low = rate;
            else
                high = rate;
            var next = rate - error / slope;
            if (!(next > low && next < high))
                next = low + (high - low) / 2;
            if (next == rate || next <= low || next >= high)
                return rate;
            rate = next;
        }

        return rate;
    }

    // The present value, by Horner's rule from the last payment on, and how it moves with the rate.
    private static (double Value, double Slope) Value(double rate, ReadOnlySpan<double> payments)
    {
        var discount = 1 / (1 + rate);
        var (value, slope) = (0.0, 0.0);
        for (var k = payments.Length - 1; k >= 0; k--)
        {
            slope = (slope - (value + payments[k]) * discount) * discount;
            value = (value + payments[k]) * discount;
        }

        return (value, slope);
    }
}
