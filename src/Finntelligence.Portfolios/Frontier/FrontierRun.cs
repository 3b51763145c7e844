using Finntelligence.Foundation.Faults;

namespace Finntelligence.Portfolios.Frontier;

/// <summary>All frontiers of a portfolio, and the point asked for.</summary>
/// <param name="Frontiers">One for each resource, with the points that are shown.</param>
/// <param name="Chosen">On which resource's frontier, and where; the unlimited optimum where nothing was asked.</param>
public sealed record FrontierRun(IReadOnlyList<EfficientFrontier> Frontiers, (EfficientFrontier Frontier, FrontierPoint Point) Chosen)
{
    /// <summary>Steps between the ends of a frontier that are shown.</summary>
    private const int Intervals = 100;

    /// <summary>Finds them.</summary>
    /// <param name="menus">Of the portfolio.</param>
    /// <param name="resources">In the order of the applicants' hulls.</param>
    /// <param name="losses">How losses are counted.</param>
    /// <param name="asked">A resource by its name, and its limit; null for no limit.</param>
    /// <param name="threads">How many parts at a time; has no influence on the result.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="RequestFaultException">No portfolio is within the limit.</exception>
    public static FrontierRun Of(
        IMenuSource menus, IReadOnlyList<Resource> resources, Resource losses, (string Resource, double Limit)? asked, int threads,
        CancellationToken cancellation)
    {
        var found = new FrontierSearch(menus, resources, losses, threads, cancellation).Find(Limits);
        var shown = found.Select(f => f with { Points = [.. f.Points.Take(Intervals + 1)] }).ToList();
        // The start of a frontier of minimums is where nothing is asked.
        var on = asked is { } wish ? shown.FindIndex(f => f.Resource.Name == wish.Resource) : shown.FindIndex(f => f.Resource.IsMinimum);
        return new FrontierRun(shown, (shown[on], asked is null ? found[on].Points[0] : found[on].Points[^1]));

        IReadOnlyList<double> Limits(Resource resource, Totals start, Totals end)
        {
            var shown = Shown(resource.In(start), resource.In(end));
            if (asked?.Resource != resource.Name)
                return [.. shown];
            if (resource.IsMinimum && asked.Value.Limit > resource.In(end))
            {
                throw new RequestFaultException(FormattableString.Invariant(
                    $"{resource.Title}: at most {Math.Floor(resource.In(end) * 100) / 100} can be had of these applicants, not {asked.Value.Limit}."));
            }

            return [.. shown, asked.Value.Limit];
        }
    }

    private static IEnumerable<double> Shown(double from, double to)
    {
        for (var i = 0; i < Intervals; i++)
            yield return from + (to - from) * i / Intervals;
        // Exactly the end, which a rounded sum could miss.
        yield return to;
    }
}
