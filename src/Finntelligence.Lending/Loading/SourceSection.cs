using System.Collections.Immutable;
using System.Text.Json;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Loading;

/// <summary>Reads how a column of history is read as numbers.</summary>
internal static class SourceSection
{
    private const decimal MonthsOfYear = 12;

    /// <summary>Reads an entry of <c>offerColumns</c>: a column's name, or an object with its unit; null if it is absent.</summary>
    public static SourceColumn? Offer(ObjectReader owner, OfferVariable variable, RatePeriod period)
    {
        var member = OfferVariableNames.Of(variable);
        if (owner.Optional(member) is not { ValueKind: JsonValueKind.Object } element)
            return owner.OptionalText(member) is { } name ? SourceColumn.Plain(name) : null;
        var json = new ObjectReader(element, owner.PathOf(member), owner.Faults);
        var source = variable == OfferVariable.Rate
            ? Rate(json, period) with { Reference = Reference(json, period) }
            : new SourceColumn(json.Text("column"), Scale(json), json.Texts("missing", required: false)) { Map = Map(json) };
        json.Close();
        return source;
    }

    private static SourceColumn Rate(ObjectReader json, RatePeriod period)
    {
        var scale = Scale(json) * Percent(json.OptionalChoice("unit", RateUnit.Percent)) * Periods(json.OptionalChoice("per", period), period);
        return new SourceColumn(json.Text("column"), scale, json.Texts("missing", required: false)) { Map = Map(json) };
    }

    // What the column is a spread over, in a unit of its own.
    private static SourceColumn? Reference(ObjectReader rate, RatePeriod period)
    {
        const string Member = "reference";
        if (rate.Optional(Member) is not { ValueKind: JsonValueKind.Object } element)
            return rate.OptionalText(Member) is { } name ? Other(rate, SourceColumn.Plain(name), rate.PathOf(Member)) : null;
        var json = new ObjectReader(element, rate.PathOf(Member), rate.Faults);
        var reference = Rate(json, period);
        json.Close();
        return Other(rate, reference, json.PathOf("column"));
    }

    private static SourceColumn Other(ObjectReader rate, SourceColumn reference, string path)
    {
        if (reference.Column.Length > 0 && rate.Optional("column") is { ValueKind: JsonValueKind.String } own && own.ValueEquals(reference.Column))
            rate.Faults.Add(new Fault(path, "Must be another column than the one of the spread."));
        return reference;
    }

    /// <summary>Reads a column of plain numbers: its name, or an object that says how it is read; null if it is absent.</summary>
    public static SourceColumn? Column(ObjectReader owner, string member)
    {
        if (owner.Optional(member) is not { ValueKind: JsonValueKind.Object } element)
            return owner.OptionalText(member) is { } name ? SourceColumn.Plain(name) : null;
        var json = new ObjectReader(element, owner.PathOf(member), owner.Faults);
        var source = new SourceColumn(json.Text("column"), Scale(json), json.Texts("missing", required: false)) { Map = Map(json) };
        json.Close();
        return source;
    }

    /// <summary>Reads <c>scale</c>; 1 if it is absent.</summary>
    public static decimal Scale(ObjectReader json)
    {
        var scale = json.OptionalNumber("scale");
        if (scale <= 0)
            json.AddFault("scale", "Must be above 0.");
        NumberLimits.Check(scale ?? 1, -NumberLimits.GreatestMoney, NumberLimits.GreatestMoney, json.PathOf("scale"), json.Faults);
        return scale is > 0 and <= NumberLimits.GreatestMoney ? scale.Value : 1;
    }

    /// <summary>Reads <c>map</c>: what texts stand for.</summary>
    public static ImmutableDictionary<string, decimal> Map(ObjectReader owner)
    {
        if (owner.OptionalObject("map") is not { } json)
            return ImmutableDictionary<string, decimal>.Empty;
        var map = ImmutableDictionary.CreateBuilder<string, decimal>(StringComparer.Ordinal);
        foreach (var text in json.Names.Where(name => name != ObjectReader.Note).ToArray())
        {
            if (text.Length == 0 || text != text.Trim())
                json.AddFault(text, "Must not be blank, and must not begin or end with white space.");
            var value = json.Number(text);
            map[text] = NumberLimits.Check(value, -NumberLimits.GreatestValue, NumberLimits.GreatestValue, json.PathOf(text), json.Faults);
        }

        json.Close();
        return map.ToImmutable();
    }

    private static decimal Percent(RateUnit unit) => unit switch
    {
        RateUnit.Fraction => 100,
        RateUnit.BasisPoints => 0.01m,
        _ => 1,
    };

    // A rate per year is twelve times one per month, here as everywhere in the product.
    private static decimal Periods(RatePeriod written, RatePeriod product) =>
        written == product ? 1 : product == RatePeriod.Year ? MonthsOfYear : 1 / MonthsOfYear;

    private enum RateUnit
    {
        Percent,
        Fraction,
        BasisPoints,
    }
}
