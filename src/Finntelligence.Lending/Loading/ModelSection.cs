using System.Collections.Immutable;
using System.Text.Json;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Loading;

/// <summary>Reads one of <c>models</c>: what it sees and learns. What its names refer to, <see cref="ModelChecks"/> looks at.</summary>
internal static class ModelSection
{
    public static ModelDefinition Read(ObjectReader? models, string member, ModelKind kind, FeatureReferences features, RatePeriod period)
    {
        if (models?.Object(member) is not { } json)
            return Nothing(kind);
        if (json.Has("constant") | json.Has("curve"))
            return Declared(json, kind);
        var inputs = json.Texts("inputs");
        if (inputs.IsEmpty && json.Has("inputs"))
            json.AddFault("inputs", "Must name at least one input.");
        var model = new ModelDefinition
        {
            Kind = kind,
            Inputs = inputs,
            OfferColumns = OfferColumns(json, period),
            Label = Label(json),
            Trainer = Trainer(json),
            Weight = SourceSection.Column(json, "weight"),
            Filters = [.. json.OptionalArray("filters").Select(item => Filter(new ObjectReader(item.Value, item.Path, json.Faults)))],
            Support = Support(json, features),
        };
        json.Close();
        return model;
    }

    // Of a probability that stands in place of a model, nothing is learned.
    private static ModelDefinition Declared(ObjectReader json, ModelKind kind)
    {
        foreach (var member in new[] { "inputs", "offerColumns", "trainer", "weight", "label", "filters", "support" }.Where(json.Has))
            json.AddFault(member, "Must not stand beside constant or curve, which stand in place of a model that learns.");
        if (json.Has("constant") && json.Has("curve"))
            json.AddFault("curve", "Must not stand beside constant.");
        DeclaredPoint[] points = json.Has("curve")
            ? [.. json.OptionalArray("curve").Select(item => Point(new ObjectReader(item.Value, item.Path, json.Faults)))]
            : [new DeclaredPoint(0, Probability(json, "constant"))];
        if (json.Has("curve"))
            CheckCurve(json, points);
        json.Close();
        return Nothing(kind) with { Inputs = [DeclaredProbability.Input], Declared = new DeclaredProbability([.. points]) };
    }

    private static DeclaredPoint Point(ObjectReader json)
    {
        var point = new DeclaredPoint(NumberLimits.Check(json.Number("rate"), 0, 1000, json.PathOf("rate"), json.Faults), Probability(json, "probability"));
        json.Close();
        return point;
    }

    private static decimal Probability(ObjectReader json, string member) =>
        NumberLimits.Check(json.Number(member), 0, 1, json.PathOf(member), json.Faults);

    private static void CheckCurve(ObjectReader json, DeclaredPoint[] points)
    {
        if (points.Length < 2 && json.Optional("curve") is { ValueKind: JsonValueKind.Array })
            json.AddFault("curve", "Must hold at least two points; a constant needs none.");
        for (var i = 1; i < points.Length; i++)
        {
            if (points[i].Rate <= points[i - 1].Rate)
                json.Faults.Add(new Fault($"{JsonPaths.Element(json.PathOf("curve"), i)}.rate", "Rates must ascend."));
        }
    }

    private static string? Trainer(ObjectReader model)
    {
        if (model.OptionalText("trainer") is not { } name)
            return null;
        if (!TrainerNames.All.Contains(name))
            model.AddFault("trainer", $"\"{name}\" is no trainer; possible are {string.Join(" and ", TrainerNames.All)}. Without it all compete.");
        return name;
    }

    private static ModelDefinition Nothing(ModelKind kind) => new()
    {
        Kind = kind,
        Inputs = [],
        OfferColumns = ImmutableDictionary<OfferVariable, SourceColumn>.Empty,
        Label = new LabelDefinition("", null, 0),
        Filters = [],
        Support = SupportDefinition.Everywhere,
    };

    private static ImmutableDictionary<OfferVariable, SourceColumn> OfferColumns(ObjectReader model, RatePeriod period)
    {
        var columns = ImmutableDictionary.CreateBuilder<OfferVariable, SourceColumn>();
        if (model.Object("offerColumns") is not { } json)
            return columns.ToImmutable();
        foreach (var variable in Enum.GetValues<OfferVariable>())
            if (SourceSection.Offer(json, variable, period) is { } column)
                columns[variable] = column;
        json.Close();
        return columns.ToImmutable();
    }

    private static LabelDefinition Label(ObjectReader model)
    {
        if (model.Object("label") is not { } json)
            return new LabelDefinition("", null, 0);
        var column = json.Text("column");
        var dividedBy = json.OptionalText("dividedBy");
        var test = CellTestSection.Optional(json, CellTestSection.OfLabels);
        if (test is not null)
        {
            foreach (var member in new[] { "above", "dividedBy" }.Where(json.Has))
                json.AddFault(member, "Must not stand beside equalTo, oneOf, notOneOf or between.");
        }

        var label = new LabelDefinition(column, dividedBy, test is null ? json.Number("above") : 0) { Event = test };
        json.Close();
        return label;
    }

    private static RowFilter Filter(ObjectReader json)
    {
        var filter = new RowFilter(json.Text("column"), CellTestSection.Required(json));
        json.Close();
        return filter;
    }

    private static SupportDefinition Support(ObjectReader model, FeatureReferences features)
    {
        // A model without a price among its inputs, or of people who are all alike to it, may be asked about every offer.
        if (model.OptionalObject("support") is not { } json)
            return SupportDefinition.Everywhere;
        var by = json.Has("by") ? features.Category(json, "by")?.Name ?? "" : "";
        var variables = Variables(json);
        var minimum = json.Integer("minimumNeighbours");
        if (minimum < 0)
            json.AddFault("minimumNeighbours", "Must not be below 0.");
        json.Close();
        return new SupportDefinition(by, variables, minimum);
    }

    private static ImmutableArray<SupportVariable> Variables(ObjectReader support)
    {
        var items = support.Array("variables");
        if (items.IsEmpty && support.Optional("variables") is { ValueKind: JsonValueKind.Array })
            support.AddFault("variables", "Must hold at least one offer variable.");
        var seen = new HashSet<OfferVariable>();
        return [.. items.Select(item =>
        {
            var json = new ObjectReader(item.Value, item.Path, support.Faults);
            var known = json.Has("variable");
            var variable = new SupportVariable(json.Choice<OfferVariable>("variable"), json.Number("within"));
            if (known && !seen.Add(variable.Variable))
                json.AddFault("variable", $"\"{OfferVariableNames.Of(variable.Variable)}\" is listed twice.");
            if (variable.Within < 0)
                json.AddFault("within", "Must not be below 0.");
            json.Close();
            return variable;
        })];
    }
}
