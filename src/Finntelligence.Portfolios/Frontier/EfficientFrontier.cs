namespace Finntelligence.Portfolios.Frontier;

/// <summary>
/// The most profit that a portfolio can expect for every limit of one resource, by Lagrange multipliers.
/// </summary>
/// <remarks>
/// With a price λ on the resource every applicant is a problem of its own, and its answer moves along its <see cref="OfferHull"/> as λ
/// falls. So all answers for all λ are one walk over the steps of all hulls, steepest first. A limit that falls inside a step is met by
/// stopping before it (a budget) or after it (a minimum); the profit of the broken step bounds what any other choice could earn more:
/// Lagrangian duality, Everett 1963. That difference is the duality gap.
/// </remarks>
public sealed class EfficientFrontier
{
    private readonly IReadOnlyList<PortfolioOffer[]> _hulls;
    private readonly Step[] _steps;

    /// <param name="resource">What is limited.</param>
    /// <param name="losses">How losses are counted.</param>
    /// <param name="hulls">Of every applicant, for this resource.</param>
    public EfficientFrontier(Resource resource, Resource losses, IReadOnlyList<PortfolioOffer[]> hulls)
    {
        Resource = resource;
        Losses = losses;
        _hulls = hulls;
        _steps = [.. hulls.SelectMany((hull, applicant) => Steps(hull, applicant))];
        // Ties go by applicant, so that the walk is the same every time.
        Array.Sort(_steps, (a, b) => a.Slope != b.Slope
            ? b.Slope.CompareTo(a.Slope)
            : a.Applicant != b.Applicant ? a.Applicant.CompareTo(b.Applicant) : a.To.CompareTo(b.To));
        Start = hulls.Aggregate(default(Totals), (sum, hull) => sum + Totals.Of(hull[0], losses));
        End = _steps.Aggregate(Start, After);
    }

    /// <summary>What is limited.</summary>
    public Resource Resource { get; }

    /// <summary>How losses are counted.</summary>
    public Resource Losses { get; }

    /// <summary>For a budget of nothing; for a minimum, without it.</summary>
    public Totals Start { get; }

    /// <summary>For a budget, without it; for a minimum, the most there is.</summary>
    public Totals End { get; }

    /// <summary>The best portfolios for several limits.</summary>
    /// <param name="limits">Ascending.</param>
    /// <exception cref="ArgumentOutOfRangeException">A minimum is more than there is, or a budget is negative.</exception>
    public IEnumerable<FrontierPoint> At(IEnumerable<double> limits)
    {
        var (before, totals, next) = (Start, Start, 0);
        foreach (var limit in limits)
        {
            if (Resource.IsMinimum ? limit > Resource.In(End) : limit < 0)
                throw new ArgumentOutOfRangeException(nameof(limits), limit, "There is no portfolio within this limit.");
            var broken = false;
            while (next < _steps.Length && !(broken = IsMet(totals, After(totals, _steps[next]), limit)))
                (before, totals) = (totals, After(totals, _steps[next++]));
            yield return Resource.IsMinimum
                ? Minimum(limit, before, totals, next)
                : Budget(limit, totals, broken ? next : -1);
        }
    }

    /// <summary>Every applicant's offer at one point.</summary>
    public PortfolioOffer[] OffersAt(FrontierPoint point)
    {
        var offers = _hulls.Select(hull => hull[0]).ToArray();
        foreach (var step in _steps.AsSpan(0, point.Steps))
            offers[step.Applicant] = _hulls[step.Applicant][step.To];
        return offers;
    }

    // A budget must not be passed; a minimum is met once it is reached.
    private bool IsMet(in Totals now, in Totals after, double limit) =>
        Resource.IsMinimum ? Resource.In(now) >= limit : Resource.In(after) > limit;

    private FrontierPoint Budget(double limit, in Totals totals, int broken)
    {
        if (broken < 0)
            return new FrontierPoint(limit, 0, totals, totals.Profit, _steps.Length);
        var price = _steps[broken].Slope;
        return new FrontierPoint(limit, price, totals, totals.Profit + price * (limit - Resource.In(totals)), broken);
    }

    private FrontierPoint Minimum(double limit, in Totals before, in Totals totals, int steps)
    {
        if (steps == 0)
            return new FrontierPoint(limit, 0, totals, totals.Profit, 0);
        var price = _steps[steps - 1].Slope;
        // The limit lies within the last step.
        return new FrontierPoint(limit, -price, totals, before.Profit + price * (limit - Resource.In(before)), steps);
    }

    private Totals After(Totals totals, Step step)
    {
        var hull = _hulls[step.Applicant];
        return totals + (Totals.Of(hull[step.To], Losses) - Totals.Of(hull[step.To - 1], Losses));
    }

    private IEnumerable<Step> Steps(PortfolioOffer[] hull, int applicant)
    {
        var slope = double.PositiveInfinity;
        for (var to = 1; to < hull.Length; to++)
        {
            // Rounding must not let a step go before the one it goes on from.
            slope = Math.Min(slope, (hull[to].Profit - hull[to - 1].Profit) / (Resource.Of(hull[to]) - Resource.Of(hull[to - 1])));
            yield return new Step(applicant, to, slope);
        }
    }

    /// <summary>From one vertex of a hull to the next.</summary>
    private readonly record struct Step(int Applicant, int To, double Slope);
}

/// <summary>The best portfolio within a limit.</summary>
/// <param name="Limit">The budget or the minimum.</param>
/// <param name="Multiplier">What one more unit of the resource is worth (a budget) or costs (a minimum), in profit.</param>
/// <param name="Totals">What it comes to.</param>
/// <param name="UpperBound">No portfolio within the limit can expect more profit.</param>
/// <param name="Steps">Steps of the walk up to here.</param>
public sealed record FrontierPoint(double Limit, double Multiplier, Totals Totals, double UpperBound, int Steps)
{
    /// <summary>How much more a better choice could at most earn.</summary>
    public double DualityGap => UpperBound - Totals.Profit;
}
