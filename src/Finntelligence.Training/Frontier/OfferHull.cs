namespace Finntelligence.Training.Frontier;

/// <summary>
/// Of all that one applicant may be offered, the offers that are best for some price of a resource: the vertices of the upper concave
/// hull of expected profit over the resource. For any multiplier λ, the offer with the greatest profit − λ × resource is one of them.
/// Found by QuickHull (Barber, Dobkin and Huhdanpaa 1996), in time linear in the offers for the few vertices there are.
/// </summary>
internal static class OfferHull
{
    /// <summary>The part of the hull that a limit can make one choose, from the cheapest price of the resource on.</summary>
    /// <param name="offers">All of them; to decline is always possible too.</param>
    /// <param name="resource">What is limited.</param>
    /// <returns>
    /// For a budget: from the least of it to the greatest profit. For a minimum: from the greatest profit to the most of it. The resource
    /// rises strictly, and each step brings less profit for it than the one before.
    /// </returns>
    public static PortfolioOffer[] Of(IReadOnlyList<PortfolioOffer> offers, Resource resource)
    {
        var points = new Point[offers.Count + 1];
        points[^1] = new Point(resource.Of(PortfolioOffer.Decline), 0, PortfolioOffer.Decline);
        for (var i = 0; i < offers.Count; i++)
            points[i] = new Point(resource.Of(offers[i]), offers[i].Profit, offers[i]);

        var richest = First(points, (a, b) => a.Y != b.Y ? a.Y > b.Y : a.X != b.X ? a.X < b.X == !resource.IsMinimum : a.IsKinderThan(b));
        var other = resource.IsMinimum
            ? First(points, (a, b) => a.X != b.X ? a.X > b.X : a.Y != b.Y ? a.Y > b.Y : a.IsKinderThan(b))
            : First(points, (a, b) => a.X != b.X ? a.X < b.X : a.Y != b.Y ? a.Y > b.Y : a.IsKinderThan(b));
        var (left, right) = resource.IsMinimum ? (richest, other) : (other, richest);
        var hull = new List<PortfolioOffer> { left.Offer };
        if (right.X > left.X)
        {
            AddBetween(left, right, points, hull);
            hull.Add(right.Offer);
        }

        return [.. hull];
    }

    // The vertices strictly between two, from left to right.
    private static void AddBetween(in Point left, in Point right, Point[] points, List<PortfolioOffer> hull)
    {
        var above = new List<Point>();
        var (found, farthest) = (default(Point), 0.0);
        var (width, height) = (right.X - left.X, right.Y - left.Y);
        foreach (ref readonly var point in points.AsSpan())
        {
            if (!(point.X > left.X && point.X < right.X))
                continue;
            var distance = (point.Y - left.Y) * width - (point.X - left.X) * height;
            if (!(distance > 0))
                continue;
            above.Add(point);
            if (distance > farthest || (distance == farthest && (point.X < found.X || (point.X == found.X && point.IsKinderThan(found)))))
                (found, farthest) = (point, distance);
        }

        // Without a vertex in between, rounding cannot bring a second one back.
        if (above.Count == 0)
            return;
        Point[] rest = [.. above];
        AddBetween(left, found, rest, hull);
        hull.Add(found.Offer);
        AddBetween(found, right, rest, hull);
    }

    private static Point First(Point[] points, Func<Point, Point, bool> goesFirst)
    {
        var first = points[0];
        foreach (var point in points)
        {
            if (goesFirst(point, first))
                first = point;
        }

        return first;
    }

    private readonly record struct Point(double X, double Y, PortfolioOffer Offer)
    {
        // So that the order of the offers does not matter: the customer's interest decides, and to decline comes last.
        public bool IsKinderThan(in Point other)
        {
            var (a, b) = (Offer.Terms, other.Offer.Terms);
            if (Offer.IsOffer != other.Offer.IsOffer)
                return Offer.IsOffer;
            return a.Rate != b.Rate ? a.Rate < b.Rate : a.Months != b.Months ? a.Months < b.Months : a.Amount < b.Amount;
        }
    }
}
