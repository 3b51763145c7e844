using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Loading;

/// <summary>Reads <c>offer</c>: the three axes of the grid.</summary>
internal static class OfferSection
{
    public const int LongestTerm = 600;
    private const decimal GreatestRate = 1000;
    private const decimal GreatestFactor = 1_000_000;
    private const double MostOffers = 10_000_000;

    public static OfferSpace Read(ObjectReader product, FeatureReferences features)
    {
        if (product.Object("offer") is not { } json)
            return new OfferSpace(NoAmount, NoMonths, NoRate);
        var space = new OfferSpace(Amount(json, features), Months(json, features), Rate(json));
        CheckSize(json, space);
        json.Close();
        return space;
    }

    private static AmountAxis NoAmount { get; } = new()
    {
        Minimum = 0,
        Maximum = 0,
        Step = 0,
        MinimumShareOfRequested = 1,
        Monotone = ApplicantSection.Directionless,
    };

    private static MonthsAxis NoMonths { get; } = new([], null, ApplicantSection.Directionless);

    private static RateAxis NoRate { get; } = new(0, 0, 0, ApplicantSection.Directionless);

    private static AmountAxis Amount(ObjectReader offer, FeatureReferences features)
    {
        if (offer.Object("amount") is not { } json)
            return NoAmount;
        var (minimum, maximum, step) = Limits(json);
        NumberLimits.Check(maximum, 0, NumberLimits.GreatestMoney, json.PathOf("maximum"), json.Faults);
        if (json.Has("minimum") && minimum <= 0)
            json.AddFault("minimum", "Must be above 0.");
        if (step > 0 && minimum > 0 && minimum <= maximum && Math.Ceiling(minimum / step) * step > maximum)
            json.AddFault("step", "No multiple of the step lies between minimum and maximum.");
        var share = json.Number("minimumShareOfRequested");
        if (json.Has("minimumShareOfRequested") && share is <= 0 or > 1)
            json.AddFault("minimumShareOfRequested", "Must be above 0 and at most 1.");
        var axis = new AmountAxis
        {
            Minimum = minimum,
            Maximum = maximum,
            Step = step,
            MinimumShareOfRequested = share,
            DefaultFeature = features.OptionalNumeric(json, "defaultFeature"),
            RequestedCap = Cap(json, features),
            Monotone = ApplicantSection.ReadDirections(json),
        };
        json.Close();
        return axis;
    }

    private static FeatureMultiple? Cap(ObjectReader amount, FeatureReferences features)
    {
        if (amount.OptionalObject("requestedCap") is not { } json)
            return null;
        var cap = new FeatureMultiple(features.Numeric(json, "feature"), json.Number("factor"));
        if (json.Has("factor") && cap.Factor <= 0)
            json.AddFault("factor", "Must be above 0.");
        NumberLimits.Check(Math.Max(cap.Factor, 0), 0, GreatestFactor, json.PathOf("factor"), json.Faults);
        json.Close();
        return cap;
    }

    private static MonthsAxis Months(ObjectReader offer, FeatureReferences features)
    {
        if (offer.Object("months") is not { } json)
            return NoMonths;
        var values = json.Has("values") || !HasRange(json)
            ? json.Required("values") is { } all ? Terms(all, json.PathOf("values"), json.Faults) : []
            : TermRange(json);
        if (json.Has("values") && HasRange(json))
            json.AddFault("values", "Must not stand beside minimum, maximum and step.");
        var byCategory = features.ByCategory(json, "byCategory", (element, path) =>
        {
            var terms = Terms(element, path, json.Faults);
            foreach (var term in terms.Where(term => !values.Contains(term)))
            {
                var message = string.Create(CultureInfo.InvariantCulture, $"{term} is not among {json.PathOf("values")}.");
                json.Faults.Add(new Fault(path, message));
            }
            return terms;
        });
        var axis = new MonthsAxis(values, byCategory, ApplicantSection.ReadDirections(json));
        json.Close();
        return axis;
    }

    private static bool HasRange(ObjectReader json) => json.Has("minimum") | json.Has("maximum") | json.Has("step");

    // "24 to 84 in steps of 12" in place of a list.
    private static ImmutableArray<int> TermRange(ObjectReader json)
    {
        var (minimum, maximum, step) = (json.Integer("minimum"), json.Integer("maximum"), json.Integer("step"));
        var before = json.Faults.Count;
        if (json.Has("minimum") && minimum is < 1 or > LongestTerm)
            json.AddFault("minimum", "Must be 1 to 600 months.");
        if (json.Has("maximum") && maximum is < 1 or > LongestTerm)
            json.AddFault("maximum", "Must be 1 to 600 months.");
        if (json.Has("maximum") && json.Has("minimum") && maximum < minimum)
            json.AddFault("maximum", string.Create(CultureInfo.InvariantCulture, $"{maximum} is below the minimum {minimum}."));
        if (json.Has("step") && step < 1)
            json.AddFault("step", "Must be at least 1.");
        if (json.Faults.Count > before || step < 1)
            return [];
        return [.. Enumerable.Range(0, (maximum - minimum) / step + 1).Select(i => minimum + i * step)];
    }

    private static ImmutableArray<int> Terms(JsonElement element, string path, ICollection<Fault> faults)
    {
        var items = ObjectReader.AsArray(element, path, faults);
        if (items.IsEmpty && element.ValueKind == JsonValueKind.Array)
            faults.Add(new Fault(path, "Must hold at least one term."));
        var terms = ImmutableArray.CreateBuilder<int>();
        foreach (var item in items)
        {
            if (ObjectReader.AsInteger(item.Value, item.Path, faults) is not { } term)
                continue;
            if (term is < 1 or > LongestTerm)
                faults.Add(new Fault(item.Path, "Must be 1 to 600 months."));
            if (terms.Count > 0 && term <= terms[^1])
                faults.Add(new Fault(item.Path, "Terms must ascend."));
            terms.Add(term);
        }
        return terms.ToImmutable();
    }

    private static RateAxis Rate(ObjectReader offer)
    {
        if (offer.Object("rate") is not { } json)
            return NoRate;
        var (minimum, maximum, step) = Limits(json);
        if (minimum < 0)
            json.AddFault("minimum", "Must not be below 0.");
        if (maximum > GreatestRate)
            json.AddFault("maximum", "Must be at most 1000 percent.");
        var axis = new RateAxis(minimum, maximum, step, ApplicantSection.ReadDirections(json));
        json.Close();
        return axis;
    }

    private static (decimal Minimum, decimal Maximum, decimal Step) Limits(ObjectReader json)
    {
        var (minimum, maximum, step) = (json.Number("minimum"), json.Number("maximum"), json.Number("step"));
        if (json.Has("minimum") && json.Has("maximum") && minimum > maximum)
            json.AddFault("maximum", string.Create(CultureInfo.InvariantCulture, $"{maximum} is below the minimum {minimum}."));
        if (json.Has("step") && step <= 0)
            json.AddFault("step", "Must be above 0.");
        return (minimum, maximum, step);
    }

    // The search looks at every offer, so a slip such as a step of 0.0001 must not become a service that never answers.
    private static void CheckSize(ObjectReader json, OfferSpace space)
    {
        if (space.Amount.Step <= 0 || space.Rate.Step <= 0)
            return;
        var offers = Count(space.Amount.Minimum, space.Amount.Maximum, space.Amount.Step)
            * Count(space.Rate.Minimum, space.Rate.Maximum, space.Rate.Step)
            * space.Months.Values.Length;
        if (offers > MostOffers)
            json.Faults.Add(new Fault(json.Path, "Describes more than 10000000 offers; the steps are too small."));
    }

    private static double Count(decimal minimum, decimal maximum, decimal step) =>
        Math.Floor(((double)maximum - (double)minimum) / (double)step) + 1;
}
