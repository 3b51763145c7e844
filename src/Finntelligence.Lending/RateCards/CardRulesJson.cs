using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.RateCards;

/// <summary>Reads ratecard.json.</summary>
public static class CardRulesJson
{
    private const int GreatestCells = 1 << CardRules.GreatestDepth;

    /// <summary>Reads the rules.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="file">Its name, for a person.</param>
    /// <param name="product">What they refer to.</param>
    /// <exception cref="RequestFaultException">They have faults; all of them are named by JSON path and line.</exception>
    public static CardRules Read(ReadOnlyMemory<byte> utf8, string file, ProductDefinition product)
    {
        var faults = new List<Fault>();
        using var document = JsonFile.Parse(utf8, faults);
        var rules = document is null ? CardRules.None : Read(new ObjectReader(document.RootElement, "", faults), product);
        if (faults.Count == 0)
            return rules;
        var lines = JsonLines.Of(utf8.Span);
        throw new RequestFaultException($"{file} has faults:" + string.Concat(faults.Select(f =>
            string.Create(CultureInfo.InvariantCulture, $"\n  {(f.Path.Length == 0 ? "$" : f.Path)}{(lines.Find(f.Path) is { } line ? $" (line {line})" : "")}: {f.Message}"))));
    }

    private static CardRules Read(ObjectReader json, ProductDefinition product)
    {
        var inputs = new CardInputs(product);
        var features = new FeatureReferences(product.Applicant);
        var none = CardRules.None;
        var rules = new CardRules
        {
            SplitBy = [.. json.Texts("splitBy", required: false).Select((name, i) => Known(json, JsonPaths.Element(json.PathOf("splitBy"), i), name, inputs))],
            Thresholds = Thresholds(json, inputs),
            MostThresholds = Whole(json, "mostThresholds", 1, CardRules.GreatestThresholds, none.MostThresholds),
            Depth = Whole(json, "depth", 1, CardRules.GreatestDepth, none.Depth),
            MostCells = Whole(json, "mostCells", 1, GreatestCells, none.MostCells),
            FewestCustomers = Whole(json, "fewestCustomers", 1, int.MaxValue, none.FewestCustomers),
            Order = [.. json.OptionalArray("order").Select(item => Order(new ObjectReader(item.Value, item.Path, json.Faults), inputs))],
            GreatestJump = Points(json, "greatestJump"),
            Caps = Rates(json, "caps", features),
            NotSplit = [.. json.OptionalArray("notSplit").Select(item => NotSplit(new ObjectReader(item.Value, item.Path, json.Faults), inputs, features))],
            Today = Rates(json, "today", features),
            GreatestChange = Points(json, "greatestChange"),
            GreatestLoss = (double?)Points(json, "greatestLoss"),
            LeastTakeUp = (double?)Points(json, "leastTakeUp"),
        };
        if (rules.LeastTakeUp > 1)
            json.AddFault("leastTakeUp", "Is a share: it must be at most 1.");
        if (rules is { GreatestLoss: not null, LeastTakeUp: not null })
            json.AddFault("leastTakeUp", "Must not stand beside greatestLoss: one limit at a time.");
        json.Close();
        return rules;
    }

    private static string Known(ObjectReader json, string path, string name, CardInputs inputs)
    {
        if (name.Length > 0 && inputs.PositionOf(name) < 0)
            json.Faults.Add(new Fault(path, $"\"{name}\" is no feature of the applicant, nor what is asked for." + NearestName.Hint(name, inputs.Names)));
        return name;
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<decimal>> Thresholds(ObjectReader json, CardInputs inputs)
    {
        var all = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<decimal>>(StringComparer.Ordinal);
        if (json.OptionalObject("thresholds") is not { } given)
            return all.ToImmutable();
        foreach (var name in given.Names.Where(name => name != ObjectReader.Note))
        {
            var numbers = given.Array(name).Select(item => ObjectReader.AsNumber(item.Value, item.Path, json.Faults) ?? 0).ToImmutableArray();
            if (inputs.PositionOf(name) is var input && input < 0)
                Known(json, given.PathOf(name), name, inputs);
            else if (!inputs.ValuesOf(input).IsEmpty)
                given.AddFault(name, $"\"{name}\" is no number.");
            if (numbers.Length > CardRules.GreatestThresholds)
                given.AddFault(name, $"Has {numbers.Length} thresholds; {CardRules.GreatestThresholds} are the most.");
            if (numbers.Zip(numbers.Skip(1)).Any(pair => pair.First >= pair.Second))
                given.AddFault(name, "Must ascend.");
            all[name] = numbers;
        }

        given.Close();
        return all.ToImmutable();
    }

    private static CardOrder Order(ObjectReader json, CardInputs inputs)
    {
        var order = new CardOrder(json.Text("feature"), json.Choice<RateDirection>("rate"));
        Known(json, json.PathOf("feature"), order.Feature, inputs);
        if (inputs.PositionOf(order.Feature) is >= 0 and var input && inputs.FeatureAt(input) is { Kind: ApplicantFeatureKind.Category, Ordered: false })
            json.AddFault("feature", $"The values of \"{order.Feature}\" have no order.");
        json.Close();
        return order;
    }

    private static NoSplit NotSplit(ObjectReader json, CardInputs inputs, FeatureReferences features)
    {
        var by = json.Text("by");
        Known(json, json.PathOf("by"), by, inputs);
        var rule = new NoSplit(by, null, []);
        if (json.OptionalObject("where") is { } where)
        {
            var category = features.Category(where, "feature");
            var texts = where.Texts("values");
            if (texts.IsEmpty)
                where.AddFault("values", "Must hold at least one value.");
            for (var i = 0; i < texts.Length && category is not null; i++)
            {
                if (texts[i].Length > 0 && !category.Values.Contains(texts[i]))
                    json.Faults.Add(new Fault(JsonPaths.Element(where.PathOf("values"), i), $"\"{texts[i]}\" is none of the values: {string.Join(", ", category.Values)}."));
            }

            rule = new NoSplit(by, category?.Name, category is null ? [] : [.. texts.Select(t => category.Values.IndexOf(t)).Where(c => c >= 0)]);
            where.Close();
        }

        json.Close();
        return rule;
    }

    private static ByCategory<decimal>? Rates(ObjectReader json, string member, FeatureReferences features) =>
        features.ByCategory(json, member, (element, path) =>
        {
            var rate = ObjectReader.AsNumber(element, path, json.Faults) ?? 0;
            if (rate < 0)
                json.Faults.Add(new Fault(path, "Must not be below 0."));
            return rate;
        });

    private static decimal? Points(ObjectReader json, string member)
    {
        var points = json.OptionalNumber(member);
        if (points < 0)
            json.AddFault(member, "Must not be below 0.");
        return points;
    }

    private static int Whole(ObjectReader json, string member, int least, int most, int otherwise)
    {
        if (json.Optional(member) is not { } element || ObjectReader.AsInteger(element, json.PathOf(member), json.Faults) is not { } value)
            return otherwise;
        if (value < least || value > most)
            json.AddFault(member, most == int.MaxValue ? $"Must be at least {least}." : $"Must lie between {least} and {most}.");
        return Math.Clamp(value, least, most);
    }
}
