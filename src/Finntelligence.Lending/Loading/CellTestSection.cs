using System.Collections.Immutable;
using System.Text.Json;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Loading;

/// <summary>Reads the question of a filter or a label: one of <c>equalTo</c>, <c>oneOf</c>, <c>notOneOf</c>, <c>between</c>, <c>notMissing</c>.</summary>
internal static class CellTestSection
{
    /// <summary>What a label may ask: a column that is only known or not tells of no event.</summary>
    public static ImmutableArray<string> OfLabels { get; } = ["equalTo", "oneOf", "notOneOf", "between"];

    private static ImmutableArray<string> OfFilters { get; } = [.. OfLabels, "notMissing"];

    /// <summary>The question; with a fault if there is none.</summary>
    public static CellTest Required(ObjectReader json)
    {
        if (Optional(json, OfFilters) is { } test)
            return test;
        if (!OfFilters.Any(json.Has))
            json.AddFault("equalTo", "Is missing (or oneOf, notOneOf, between or notMissing in its place).");
        return new CellTest.NotMissing();
    }

    /// <summary>The question, if there is one among these.</summary>
    public static CellTest? Optional(ObjectReader json, ImmutableArray<string> members)
    {
        var given = members.Where(json.Has).ToArray();
        foreach (var more in given.Skip(1))
            json.AddFault(more, $"Must not stand beside {given[0]}.");
        return given.FirstOrDefault() switch
        {
            "equalTo" => Value(json.Required("equalTo")!.Value, json.PathOf("equalTo"), json.Faults) is { } value ? new CellTest.OneOf([value]) : null,
            "oneOf" => OneOf(json, "oneOf", not: false),
            "notOneOf" => OneOf(json, "notOneOf", not: true),
            "between" => Between(json),
            "notMissing" => NotMissing(json),
            _ => null,
        };
    }

    private static CellTest.OneOf? OneOf(ObjectReader json, string member, bool not)
    {
        var items = json.Array(member);
        if (items.IsEmpty)
            json.AddFault(member, "Must hold at least one value.");
        var values = items.Select(item => Value(item.Value, item.Path, json.Faults)).ToArray();
        for (var i = 0; i < values.Length; i++)
            if (values[i] is not null && values.AsSpan(0, i).Contains(values[i]))
                json.Faults.Add(new Fault(items[i].Path, "Is listed twice."));
        return values.Length > 0 && values.All(v => v is not null) ? new CellTest.OneOf([.. values.Select(v => v!.Value)], not) : null;
    }

    private static CellTest.Between? Between(ObjectReader json)
    {
        var items = json.Array("between");
        if (items.Length != 2)
        {
            json.AddFault("between", "Must hold two numbers, the least and the greatest.");
            return null;
        }

        var bounds = items.Select(item => ObjectReader.AsNumber(item.Value, item.Path, json.Faults)).ToArray();
        if (bounds[0] > bounds[1])
            json.AddFault("between", "Is reversed.");
        return bounds is [{ } least, { } most] ? new CellTest.Between(least, most) : null;
    }

    private static CellTest.NotMissing NotMissing(ObjectReader json)
    {
        if (!json.Flag("notMissing") && json.Optional("notMissing") is { ValueKind: JsonValueKind.False })
            json.AddFault("notMissing", "Must be true, or left out.");
        return new CellTest.NotMissing();
    }

    private static CellValue? Value(JsonElement element, string path, ICollection<Fault> faults)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.True:
                return CellValue.Of(1);
            case JsonValueKind.False:
                return CellValue.Of(0);
            case JsonValueKind.Number:
                return ObjectReader.AsNumber(element, path, faults) is { } number ? CellValue.Of(number) : null;
            case JsonValueKind.String:
                return ObjectReader.AsText(element, path, faults) is { } text ? CellValue.Of(text) : null;
            default:
                faults.Add(new Fault(path, $"Must be a number, a text, true or false, not {JsonText.Describe(element.ValueKind)}."));
                return null;
        }
    }
}
