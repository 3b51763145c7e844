namespace Finntelligence.Portfolios.Frontier;

/// <summary>From one vertex of an applicant's hull to the next, and when the walk over all hulls takes it.</summary>
/// <param name="Key">Its place in the walk: steepest first; ties go by applicant, so that the walk is the same every time.</param>
/// <param name="Slope">Profit for a unit of the resource.</param>
/// <param name="Gain">What it adds.</param>
internal readonly record struct WalkStep(UInt128 Key, double Slope, ExactTotals Gain)
{
    // Vertices of one hull, which a product's grid keeps far below.
    private const int PositionShift = 16;

    /// <summary>The steps of one hull, in the order in which they are taken.</summary>
    /// <param name="hull">For the resource.</param>
    /// <param name="position">Of the applicant in the portfolio.</param>
    /// <param name="resource">What is limited.</param>
    /// <param name="losses">How losses are counted.</param>
    /// <param name="steps">Takes them; emptied before.</param>
    public static void Of(PortfolioOffer[] hull, long position, Resource resource, Resource losses, List<WalkStep> steps)
    {
        steps.Clear();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hull.Length, 1 << PositionShift, nameof(hull));
        var slope = double.PositiveInfinity;
        var from = ExactTotals.Of(hull[0], losses);
        for (var to = 1; to < hull.Length; to++)
        {
            slope = SlopeOf(hull, to, slope, resource);
            var at = ExactTotals.Of(hull[to], losses);
            steps.Add(new WalkStep(KeyOf(slope, position, to), slope, at - from));
            from = at;
        }
    }

    /// <summary>The vertex at which an applicant stands when all steps before a key are taken.</summary>
    public static PortfolioOffer At(PortfolioOffer[] hull, long position, Resource resource, UInt128 stop)
    {
        var slope = double.PositiveInfinity;
        var to = 1;
        for (; to < hull.Length; to++)
        {
            slope = SlopeOf(hull, to, slope, resource);
            if (KeyOf(slope, position, to) >= stop)
                break;
        }

        return hull[to - 1];
    }

    // Rounding must not let a step go before the one it goes on from.
    private static double SlopeOf(PortfolioOffer[] hull, int to, double before, Resource resource) =>
        Math.Min(before, (hull[to].Profit - hull[to - 1].Profit) / (resource.Of(hull[to]) - resource.Of(hull[to - 1])));

    private static UInt128 KeyOf(double slope, long position, int to)
    {
        // Adding zero turns −0 into 0. The bits of doubles, those of negative ones turned round, are in the order of the doubles.
        var bits = BitConverter.DoubleToInt64Bits(slope + 0.0);
        var ascending = (ulong)(bits < 0 ? ~bits : bits | long.MinValue);
        return new UInt128(~ascending, ((ulong)position << PositionShift) | (uint)to);
    }
}
