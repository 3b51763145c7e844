using Finntelligence.Foundation.Faults;

namespace Finntelligence.Portfolios.Frontier;

/// <summary>All frontiers of a portfolio, and the point asked for.</summary>
/// <param name="Frontiers">One for each resource, with the points that are shown.</param>
/// <param name="Chosen">On which resource's frontier, and where; the unlimited optimum where nothing was asked.</param>
/// <param name="Offers">Every applicant's there.</param>
public sealed record FrontierRun(
    IReadOnlyList<(EfficientFrontier Frontier, IReadOnlyList<FrontierPoint> Points)> Frontiers,
    (EfficientFrontier Frontier, FrontierPoint Point) Chosen,
    PortfolioOffer[] Offers)
{
    /// <summary>Steps between the ends of a frontier that are shown.</summary>
    private const int Intervals = 100;

    /// <summary>Finds them.</summary>
    /// <param name="applicants">Of the portfolio.</param>
    /// <param name="resources">In the order of the applicants' hulls.</param>
    /// <param name="losses">How losses are counted.</param>
    /// <param name="asked">A resource and its limit; null for no limit.</param>
    /// <exception cref="RequestFaultException">No portfolio is within the limit.</exception>
    public static FrontierRun Of(
        IReadOnlyList<PortfolioApplicant> applicants, IReadOnlyList<Resource> resources, Resource losses, (Resource Resource, double Limit)? asked)
    {
        var frontiers = resources
            .Select((resource, i) => new EfficientFrontier(resource, losses, [.. applicants.Select(a => a.Hulls[i])]))
            .Select(frontier => (Frontier: frontier, Points: (IReadOnlyList<FrontierPoint>)[.. frontier.At(Limits(frontier))]))
            .ToList();
        var chosen = asked is { } wish
            ? Choose(frontiers.Single(f => f.Frontier.Resource == wish.Resource).Frontier, wish.Limit)
            // The start of a frontier of minimums is where nothing is asked.
            : (frontiers.First(f => f.Frontier.Resource.IsMinimum) is var (free, points) ? (free, points[0]) : default);
        return new FrontierRun(frontiers, chosen, chosen.Item1.OffersAt(chosen.Item2));
    }

    private static (EfficientFrontier, FrontierPoint) Choose(EfficientFrontier frontier, double limit)
    {
        var resource = frontier.Resource;
        if (resource.IsMinimum && limit > resource.In(frontier.End))
        {
            throw new RequestFaultException(FormattableString.Invariant(
                $"{resource.Title}: at most {Math.Floor(resource.In(frontier.End) * 100) / 100} can be had of these applicants, not {limit}."));
        }

        return (frontier, frontier.At([limit]).Single());
    }

    private static IEnumerable<double> Limits(EfficientFrontier frontier)
    {
        var (from, to) = (frontier.Resource.In(frontier.Start), frontier.Resource.In(frontier.End));
        for (var i = 0; i < Intervals; i++)
            yield return from + (to - from) * i / Intervals;
        // Exactly the end, which a rounded sum could miss.
        yield return to;
    }
}
