using System.Buffers;

namespace Finntelligence.Portfolios.Frontier;

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
    public static PortfolioOffer[] Of(ReadOnlySpan<PortfolioOffer> offers, Resource resource)
    {
        var rented = ArrayPool<Point>.Shared.Rent(offers.Length + 1);
        var hull = Find(offers, resource, rented.AsSpan(0, offers.Length + 1));
        ArrayPool<Point>.Shared.Return(rented);
        return hull;
    }

    private static PortfolioOffer[] Find(ReadOnlySpan<PortfolioOffer> offers, Resource resource, Span<Point> points)
    {
        var of = resource.Of;
        points[^1] = new Point(of(PortfolioOffer.Decline), 0, Point.Decline);
        for (var i = 0; i < offers.Length; i++)
        {
            ref readonly var offer = ref offers[i];
            points[i] = new Point(of(offer), offer.Profit, i);
        }

        // Ties: less of what is limited, or more of what is wanted; more profit; and then the customer's interest.
        var (richest, other) = (points[0], points[0]);
        foreach (ref readonly var point in points)
        {
            var less = point.X != richest.X && point.X < richest.X == !resource.IsMinimum;
            if (point.Y > richest.Y || (point.Y == richest.Y && (less || (point.X == richest.X && IsKinder(point, richest, offers)))))
                richest = point;
            var further = point.X != other.X && point.X > other.X == resource.IsMinimum;
            if (further || (point.X == other.X && (point.Y > other.Y || (point.Y == other.Y && IsKinder(point, other, offers)))))
                other = point;
        }

        var (left, right) = resource.IsMinimum ? (richest, other) : (other, richest);
        var hull = new List<PortfolioOffer> { left.In(offers) };
        if (right.X > left.X)
        {
            AddBetween(left, right, points, offers, hull);
            hull.Add(right.In(offers));
        }

        return [.. hull];
    }

    // The vertices strictly between two, from left to right. Points are moved about, so that those above the line come first.
    private static void AddBetween(
        in Point left, in Point right, Span<Point> points, ReadOnlySpan<PortfolioOffer> offers, List<PortfolioOffer> hull)
    {
        var (found, farthest, above) = (default(Point), 0.0, 0);
        var (width, height) = (right.X - left.X, right.Y - left.Y);
        for (var i = 0; i < points.Length; i++)
        {
            var point = points[i];
            if (!(point.X > left.X && point.X < right.X))
                continue;
            var distance = (point.Y - left.Y) * width - (point.X - left.X) * height;
            if (!(distance > 0))
                continue;
            (points[i], points[above]) = (points[above], point);
            above++;
            if (distance > farthest || (distance == farthest && (point.X < found.X || (point.X == found.X && IsKinder(point, found, offers)))))
                (found, farthest) = (point, distance);
        }

        // Without a vertex in between, rounding cannot bring a second one back.
        if (above == 0)
            return;
        AddBetween(left, found, points[..above], offers, hull);
        hull.Add(found.In(offers));
        AddBetween(found, right, points[..above], offers, hull);
    }

    // So that the order of the offers does not matter: the customer's interest decides, and to decline comes last.
    private static bool IsKinder(in Point point, in Point other, ReadOnlySpan<PortfolioOffer> offers)
    {
        if (point.Offer < 0 || other.Offer < 0)
            return point.Offer >= 0;
        var (a, b) = (offers[point.Offer].Terms, offers[other.Offer].Terms);
        return a.Rate != b.Rate ? a.Rate < b.Rate : a.Months != b.Months ? a.Months < b.Months : a.Amount < b.Amount;
    }

    /// <summary>An offer as a point.</summary>
    /// <param name="X">How much of the resource it takes.</param>
    /// <param name="Y">What it brings.</param>
    /// <param name="Offer">Position of the offer.</param>
    private readonly record struct Point(double X, double Y, int Offer)
    {
        /// <summary>Stands for the position of the offer that is not made.</summary>
        public const int Decline = -1;

        public PortfolioOffer In(ReadOnlySpan<PortfolioOffer> offers) => Offer < 0 ? PortfolioOffer.Decline : offers[Offer];
    }
}
