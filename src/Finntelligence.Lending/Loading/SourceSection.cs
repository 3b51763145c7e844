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
        var scale = Scale(json);
        if (variable == OfferVariable.Rate)
            scale *= Percent(json.OptionalChoice("unit", RateUnit.Percent)) * Periods(json.OptionalChoice("per", period), period);
        var source = new SourceColumn(json.Text("column"), scale, json.Texts("missing", required: false)) { Map = Map(json) };
        json.Close();
        return source;
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
