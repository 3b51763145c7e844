using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Loading;

/// <summary>Reads <c>economics</c>: what a loan costs and earns.</summary>
internal static class EconomicsSection
{
    private const decimal GreatestPercent = 1000;
    private const decimal Cent = 0.01m;

    public static Economics Read(ObjectReader product, FeatureReferences features, ImmutableArray<int> terms)
    {
        if (product.Object("economics") is not { } json)
            return new Economics(default, 0, 0, 0);
        var interest = json.Choice<InterestMethod>("interest");
        var (costOfFunds, fundsBy) = Varying(json, "costOfFunds", GreatestPercent, features, terms);
        // Below 0 where a loan brings other sales.
        var (operatingCost, operatingBy) = Varying(json, "operatingCost", NumberLimits.GreatestMoney, features, terms, -NumberLimits.GreatestMoney);
        var (lossGivenDefault, lossBy) = Varying(json, "lossGivenDefault", 1, features, []);
        var rounding = RoundingOf(json);
        var economics = new Economics(interest, costOfFunds, operatingCost, lossGivenDefault)
        {
            CostOfFundsBy = fundsBy,
            OperatingCostBy = operatingBy,
            LossGivenDefaultBy = lossBy?.ByCategory,
            RecordedMargin = SourceSection.Column(json, "recordedMargin"),
            Rounding = rounding,
            Fees = FeesOf(json, rounding),
            ExposureAtDefault = Exposure(json),
        };
        json.Close();
        return economics;
    }

    // A number; or the number that stands for the product, and where it differs.
    private static (decimal, Variation?) Varying(
        ObjectReader economics, string member, decimal most, FeatureReferences features, ImmutableArray<int> terms, decimal least = 0)
    {
        if (economics.Optional(member) is not { ValueKind: System.Text.Json.JsonValueKind.Object } element)
            return (Within(economics, member, economics.Number(member), most, least), null);
        var json = new ObjectReader(element, economics.PathOf(member), economics.Faults);
        var own = Within(json, "default", json.Number("default"), most, least);
        var byCategory = features.ByCategory(json, "byCategory", (value, path) =>
            NumberLimits.Check(ObjectReader.AsNumber(value, path, json.Faults) ?? 0, least, most, path, json.Faults));
        var byMonths = terms.IsEmpty ? null : ByMonths(json, most, terms, least);
        var byFeature = member == "costOfFunds" ? ByFeature(json, features) : null;
        string[] possible = [.. new[] { "byCategory", "byMonths", "byFeature" }.Take(terms.IsEmpty ? 1 : member == "costOfFunds" ? 3 : 2)];
        string[] there = [.. possible.Where(json.Has)];
        if (there.Length == 0)
            json.Faults.Add(new Fault(json.Path, $"Must have {string.Join(" or ", possible)}."));
        foreach (var second in there.Skip(1))
            json.AddFault(second, $"Must not stand beside {there[0]}.");
        json.Close();
        return (
            own,
            new Variation(there is ["byCategory", ..] ? byCategory : null, byMonths ?? ImmutableSortedDictionary<int, decimal>.Empty)
            {
                ByFeature = there is ["byFeature"] ? byFeature : null,
            });
    }

    // The range of the feature says which figures there may be.
    private static OwnFigure? ByFeature(ObjectReader owner, FeatureReferences features)
    {
        if (owner.OptionalObject("byFeature") is not { } json)
            return null;
        var name = features.Numeric(json, "feature");
        var step = json.Number("step");
        json.Close();
        if (step <= 0)
        {
            if (json.Has("step"))
                json.AddFault("step", "Must be above 0.");
            return null;
        }

        if (features.Find(name) is not { Minimum: { } least, Maximum: { } greatest })
            return null;
        var count = Math.Floor((greatest - least) / step) + 1;
        if (least < 0 || greatest > GreatestPercent)
            json.AddFault("feature", $"\"{name}\" may hold less than 0 or more than {GreatestPercent} percent: narrow its range.");
        else if (count > OwnFigure.MostFigures)
            json.AddFault("step", $"Makes {count} figures of the range of \"{name}\", more than {OwnFigure.MostFigures}: take a greater step, or narrow the range.");
        else
            return new OwnFigure(name, least, step, (int)count);
        return null;
    }

    private static ImmutableSortedDictionary<int, decimal>? ByMonths(ObjectReader owner, decimal most, ImmutableArray<int> terms, decimal least)
    {
        if (owner.OptionalObject("byMonths") is not { } json)
            return null;
        var figures = ImmutableSortedDictionary.CreateBuilder<int, decimal>();
        foreach (var term in terms)
        {
            var name = term.ToString(CultureInfo.InvariantCulture);
            if (json.OptionalNumber(name) is { } figure)
                figures[term] = Within(json, name, figure, most, least);
        }

        json.Close();
        return figures.ToImmutable();
    }

    private static Rounding RoundingOf(ObjectReader economics)
    {
        if (economics.OptionalObject("rounding") is not { } json)
            return Rounding.Cents;
        var step = json.OptionalNumber("step") ?? Cent;
        var unit = json.OptionalNumber("unit") ?? Cent;
        var rounding = new Rounding(step, unit, json.OptionalChoice("mode", RoundingMode.HalfUp));
        var before = json.Faults.Count;
        if (unit < Cent || unit > NumberLimits.GreatestMoney || unit % Cent != 0)
            json.AddFault("unit", "Must be a multiple of 0.01 above 0.");
        else if (step < unit || step > NumberLimits.GreatestMoney || step % unit != 0)
            json.AddFault("step", string.Create(CultureInfo.InvariantCulture, $"Must be a multiple of the unit {unit} above 0."));
        json.Close();
        return json.Faults.Count == before ? rounding : Rounding.Cents;
    }

    private static Fees FeesOf(ObjectReader economics, Rounding rounding)
    {
        if (economics.OptionalObject("fees") is not { } json)
            return Fees.None;
        var fees = new Fees(Origination(json), Payable(json, "installment", rounding));
        json.Close();
        return fees;
    }

    private static OriginationFee? Origination(ObjectReader fees)
    {
        if (fees.OptionalObject("origination") is not { } json)
            return null;
        var fee = new OriginationFee(
            Optional(json, "fixed", NumberLimits.GreatestMoney),
            Optional(json, "percent", 99),
            Optional(json, "minimum", NumberLimits.GreatestMoney),
            json.Has("maximum") ? Optional(json, "maximum", NumberLimits.GreatestMoney) : null,
            json.Choice<FeeCollection>("collected"));
        if (fee.Maximum < fee.Minimum)
            json.AddFault("maximum", "Must not be below the minimum.");
        json.Close();
        return fee;
    }

    private static decimal Payable(ObjectReader json, string member, Rounding rounding)
    {
        var sum = Optional(json, member, NumberLimits.GreatestMoney);
        if (sum % rounding.Unit != 0)
            json.AddFault(member, string.Create(CultureInfo.InvariantCulture, $"Must be a multiple of {rounding.Unit}."));
        return sum;
    }

    private static ExposureAtDefault? Exposure(ObjectReader economics)
    {
        if (economics.OptionalObject("exposureAtDefault") is not { } json)
            return null;
        ExposureAtDefault? exposure = null;
        if (json.Has("month") == json.Has("hazard"))
            json.Faults.Add(new Fault(json.Path, "Must have either month or hazard."));
        else if (json.Has("month"))
        {
            var month = json.Integer("month");
            if (month is < 1 or > OfferSection.LongestTerm)
                json.AddFault("month", "Must be 1 to 600.");
            else
                exposure = Products.ExposureAtDefault.At(month);
        }
        else
            exposure = Hazard(json);
        json.Close();
        return exposure;
    }

    private static ExposureAtDefault? Hazard(ObjectReader json)
    {
        var values = json.Array("hazard");
        var hazard = values.Select(v =>
            (double)NumberLimits.Check(ObjectReader.AsNumber(v.Value, v.Path, json.Faults) ?? 0, 0, 1, v.Path, json.Faults)).ToImmutableArray();
        if (hazard.IsEmpty || hazard.Length > OfferSection.LongestTerm || hazard.All(h => h == 0))
        {
            json.AddFault("hazard", "Must hold 1 to 600 probabilities, at least one above 0.");
            return null;
        }

        return new ExposureAtDefault(hazard);
    }

    private static decimal Optional(ObjectReader json, string member, decimal most) =>
        Within(json, member, json.OptionalNumber(member) ?? 0, most);

    private static decimal Within(ObjectReader json, string member, decimal value, decimal most, decimal least = 0) =>
        NumberLimits.Check(value, least, most, json.PathOf(member), json.Faults);
}
