using System.Collections.Immutable;
using Finntelligence.Explorer.Serving;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;

namespace Finntelligence.Explorer.Customers.Answers;

/// <summary>The nearest value of one feature that changes the answer.</summary>
/// <param name="Feature">Which.</param>
/// <param name="From">Its value now.</param>
/// <param name="To">The nearest that was found; null where none of its range changes anything.</param>
/// <param name="Then">The offer then; null for a decline, and where nothing changes.</param>
public sealed record SmallestChange(ApplicantFeature Feature, float From, float? To, PricedOffer? Then);

/// <summary>
/// For every feature that is filled in, the smallest change of it alone that changes the offer's terms or makes or ends a decline. Whole numbers are
/// tried one by one as far as there are <see cref="MostTried"/>; beyond, and for other numbers, steps grow with the distance and the last one is halved
/// down to the feature's step, so that an exception narrower than a step can be passed over.
/// </summary>
public static class SmallestChanges
{
    /// <summary>Values that are tried on each side of a feature, halvings not counted.</summary>
    public const int MostTried = 60;

    // The first step of a feature is its range over this.
    private const double Fineness = 1000;

    /// <summary>Searches one feature after the other.</summary>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static ImmutableArray<SmallestChange> Of(CustomerAnswer answer, CancellationToken cancellationToken)
    {
        var applicant = answer.Request.Applicant;
        return [.. answer.Pair.Product.Applicant.Select((feature, i) => (feature, i)).Where(f => !float.IsNaN(applicant.Values[f.i]))
            .Select(f => Nearest(answer, f.feature, f.i, cancellationToken))];
    }

    private static SmallestChange Nearest(CustomerAnswer answer, ApplicantFeature feature, int at, CancellationToken cancellationToken)
    {
        var from = answer.Request.Applicant.Values[at];
        var search = new Search(answer, at, cancellationToken);
        var found = feature.Kind is ApplicantFeatureKind.Category or ApplicantFeatureKind.Boolean
            ? Enumerable.Range(0, feature.Kind == ApplicantFeatureKind.Boolean ? 2 : feature.Values.Length).Select(v => (float)v).Where(v => v != from)
                // Of an ordered category the neighbours come first.
                .OrderBy(v => feature.Ordered ? Math.Abs(v - from) : 0).Select(v => (float?)v).FirstOrDefault(v => search.Changes(v!.Value))
            : new[] { Outwards(search, feature, from, -1), Outwards(search, feature, from, 1) }.Where(v => v is not null).OrderBy(v => Math.Abs(v!.Value - from)).FirstOrDefault();
        return new SmallestChange(feature, from, found, found is { } to ? search.Then(to) : null);
    }

    private static float? Outwards(Search search, ApplicantFeature feature, double from, int side)
    {
        var end = side < 0 ? (double)(feature.Minimum ?? 0) : (double)(feature.Maximum ?? (decimal)(from * 2));
        var room = (end - from) * side;
        if (room <= 0)
            return null;
        var least = feature.Kind == ApplicantFeatureKind.Integer ? 1 : Step(((double)(feature.Maximum ?? 0) - (double)(feature.Minimum ?? 0)) / Fineness);
        var growth = Growth(room / least);
        double same = 0, distance = 0;
        for (var step = least; distance < room; step *= growth)
        {
            distance = Math.Min(room, Math.Max(distance + least, Math.Round((distance + step) / least) * least));
            if (search.Changes(Value(distance)))
                return Value(Halve(same, distance));
            same = distance;
        }

        return null;

        float Value(double away) => (float)(from + (side * away));

        double Halve(double low, double high)
        {
            while (high - low > least * 1.5)
            {
                var middle = Math.Round((low + high) / 2 / least) * least;
                if (middle <= low || middle >= high)
                    break;
                if (search.Changes(Value(middle)))
                    high = middle;
                else
                    low = middle;
            }

            return high;
        }
    }

    // A step that people would take: 1, 2 or 5 times a power of ten.
    private static double Step(double most)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(most, 1e-6))));
        return most / power >= 5 ? 5 * power : most / power >= 2 ? 2 * power : power;
    }

    // By how much each step is greater than the one before, so that they fill the room: 1 where one by one is enough.
    private static double Growth(double steps)
    {
        if (steps <= MostTried)
            return 1;
        double low = 1, high = 2;
        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            if ((Math.Pow(middle, MostTried) - 1) / (middle - 1) < steps)
                low = middle;
            else
                high = middle;
        }

        return high;
    }

    private sealed class Search(CustomerAnswer answer, int at, CancellationToken cancellationToken)
    {
        private readonly OfferEngine _engine = answer.Pair.Engine;
        private readonly OfferTerms? _now = answer.Decision.Offer?.Terms;

        public bool Changes(float value) => Then(value)?.Terms is var then && then != _now;

        public PricedOffer? Then(float value)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var applicant = answer.Request.Applicant with { Values = answer.Request.Applicant.Values.SetItem(at, value) };
            return _engine.Decide(answer.Request with { Applicant = applicant, Alternatives = 0, Explain = false, Schedule = false }).Offer;
        }
    }
}
