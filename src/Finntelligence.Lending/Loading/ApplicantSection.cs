using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;
using Finntelligence.Trees;

namespace Finntelligence.Lending.Loading;

/// <summary>Reads <c>applicant</c>: the features of an applicant.</summary>
internal static partial class ApplicantSection
{
    // Whole numbers up to 2^24 are exact in a float32.
    private const decimal GreatestInteger = 16_777_216;

    private static readonly ApplicantFeatureKind[] CategoryOnly = [ApplicantFeatureKind.Category];

    private static readonly ApplicantFeatureKind[] NumbersOnly = [ApplicantFeatureKind.Number, ApplicantFeatureKind.Integer];

    public static ImmutableArray<ApplicantFeature> Read(ObjectReader product)
    {
        var items = product.Array("applicant");
        if (items.IsEmpty && product.Has("applicant"))
            product.AddFault("applicant", "Must hold at least one feature.");
        return [.. items.Select(item => Feature(new ObjectReader(item.Value, item.Path, product.Faults)))];
    }

    private static ApplicantFeature Feature(ObjectReader json)
    {
        var name = FeatureName(json);
        var kind = json.Required("kind") is { } element
            ? ObjectReader.AsChoice<ApplicantFeatureKind>(element, json.PathOf("kind"), json.Faults)
            : null;
        var values = Categories(json, kind);
        var ordered = BelongsTo(CategoryOnly, json, "ordered", kind) && json.OptionalFlag("ordered");
        var (minimum, maximum) = Range(json, kind);
        var required = json.Flag("required");
        var monotone = ReadDirections(json);
        if (kind == ApplicantFeatureKind.Category && !ordered && monotone != Directionless)
            json.AddFault("monotone", "A category without an order has no direction.");
        var feature = new ApplicantFeature
        {
            Name = name,
            Kind = kind ?? default,
            Values = values,
            Ordered = ordered,
            Unit = json.OptionalText("unit"),
            Minimum = minimum,
            Maximum = maximum,
            Required = required,
            Description = json.Text("description"),
            Example = json.Required("example")?.Clone() ?? default,
            Source = Source(json, kind, values),
            MonotoneDefault = monotone.Default,
            MonotoneAcceptance = monotone.Acceptance,
            NotPersonal = json.OptionalText("notPersonal"),
            Reason = ReadReason(json),
        };
        json.Close();
        return feature;
    }

    public static Directions Directionless { get; } = new(Monotonicity.None, Monotonicity.None);

    /// <summary>Reads <c>monotone</c>; absent, and absent members, mean no constraint.</summary>
    public static Directions ReadDirections(ObjectReader owner)
    {
        if (owner.OptionalObject("monotone") is not { } json)
            return Directionless;
        var directions = new Directions(
            json.OptionalChoice("default", Monotonicity.None),
            json.OptionalChoice("acceptance", Monotonicity.None));
        json.Close();
        return directions;
    }

    public static ReasonCode ReadReason(ObjectReader owner)
    {
        if (owner.Object("reason") is not { } json)
            return new ReasonCode("", "");
        var reason = new ReasonCode(json.Text("code"), json.Text("text"));
        if (reason.Code.Length > 0 && !ReasonPattern().IsMatch(reason.Code))
            json.AddFault("code", "Must be upper-case letters, digits and underscores, such as \"LOW_INCOME\".");
        json.Close();
        return reason;
    }

    /// <summary>Reads a <c>name</c> in camelCase.</summary>
    public static string FeatureName(ObjectReader json)
    {
        var name = json.Text("name");
        if (name.Length > 0 && !NamePattern().IsMatch(name))
            json.AddFault("name", "Must be in camelCase: a small letter, then letters and digits.");
        return name;
    }

    private static ImmutableArray<string> Categories(ObjectReader json, ApplicantFeatureKind? kind)
    {
        if (!BelongsTo(CategoryOnly, json, "values", kind))
            return [];
        var values = json.Texts("values");
        if (values.Length < 2 && json.Optional("values") is { ValueKind: JsonValueKind.Array })
            json.AddFault("values", "A category needs at least two values.");
        return values;
    }

    private static (decimal? Minimum, decimal? Maximum) Range(ObjectReader json, ApplicantFeatureKind? kind)
    {
        if (!BelongsTo(NumbersOnly, json, "range", kind))
            return (null, null);
        var items = json.Array("range");
        if (items.Length != 2)
        {
            if (json.Optional("range") is { ValueKind: JsonValueKind.Array })
                json.AddFault("range", "Must hold two numbers, the least and the greatest plausible value.");
            return (null, null);
        }
        var bounds = items.Select(item => Bound(item.Value, item.Path, kind, json.Faults)).ToArray();
        if (bounds[0] >= bounds[1])
        {
            var found = string.Create(CultureInfo.InvariantCulture, $"{bounds[0]} is not below {bounds[1]}");
            json.AddFault("range", $"Is reversed or empty: {found}.");
        }
        return (bounds[0], bounds[1]);
    }

    private static decimal? Bound(JsonElement element, string path, ApplicantFeatureKind? kind, ICollection<Fault> faults)
    {
        var bound = ObjectReader.AsNumber(element, path, faults);
        if (kind == ApplicantFeatureKind.Integer && bound is { } value)
        {
            if (value != decimal.Truncate(value))
                faults.Add(new Fault(path, "Must be a whole number, as the feature is an integer."));
            if (Math.Abs(value) > GreatestInteger)
                faults.Add(new Fault(path, "An integer must be within ±16777216, where float32 is exact; use kind \"number\"."));
        }
        else if (bound is { } number)
            NumberLimits.Check(number, -NumberLimits.GreatestValue, NumberLimits.GreatestValue, path, faults);
        return bound;
    }

    private static SourceColumn Source(ObjectReader owner, ApplicantFeatureKind? kind, ImmutableArray<string> values)
    {
        if (owner.Object("source") is not { } json)
            return SourceColumn.Plain("");
        var scale = BelongsTo(NumbersOnly, json, "scale", kind) ? SourceSection.Scale(json) : 1;
        var map = json.Has("map") && kind == ApplicantFeatureKind.Category
            ? Misplaced(json)
            : SourceSection.Map(json);
        var source = new SourceColumn(json.Text("column"), scale, json.Texts("missing", required: false)) { Map = map, Groups = Groups(json, kind, values) };
        json.Close();
        return source;
    }

    private static CategoryGroups? Groups(ObjectReader source, ApplicantFeatureKind? kind, ImmutableArray<string> values)
    {
        if (!(BelongsTo(CategoryOnly, source, "groups", kind) | BelongsTo(CategoryOnly, source, "others", kind)))
            return null;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var groups = source.OptionalObject("groups");
        foreach (var value in groups?.Names.Where(name => name != ObjectReader.Note).ToArray() ?? [])
        {
            if (!values.Contains(value))
                groups!.AddFault(value, "Is no value of the category." + NearestName.Hint(value, values));
            if (groups!.Array(value) is { IsEmpty: true } && groups.Optional(value) is { ValueKind: JsonValueKind.Array })
                groups.AddFault(value, "Must hold at least one text.");
            foreach (var (text, path) in groups.Texts(value).Select((text, i) => (text, JsonPaths.Element(groups.PathOf(value), i))).Where(t => t.text.Length > 0))
            {
                if (values.Contains(text))
                    groups.Faults.Add(new Fault(path, $"\"{text}\" is a value of the category itself."));
                else if (!texts.TryAdd(text, value))
                    groups.Faults.Add(new Fault(path, $"\"{text}\" is in more than one group."));
            }
        }

        groups?.Close();
        var others = source.OptionalText("others");
        if (others is not null && !values.Contains(others))
            source.AddFault("others", $"\"{others}\" is no value of the category.{NearestName.Hint(others, values)}");
        return texts.Count == 0 && others is null ? null : new CategoryGroups(texts, others);
    }

    private static ImmutableDictionary<string, decimal> Misplaced(ObjectReader source)
    {
        source.AddFault("map", "Belongs to a number, an integer or a boolean only.");
        return ImmutableDictionary<string, decimal>.Empty;
    }

    // A kind that is itself at fault says nothing about the other members.
    private static bool BelongsTo(ApplicantFeatureKind[] kinds, ObjectReader json, string member, ApplicantFeatureKind? kind)
    {
        var given = json.Has(member);
        var belongs = kind is { } known && kinds.Contains(known);
        if (given && kind is not null && !belongs)
            json.AddFault(member, kinds == CategoryOnly ? "Belongs to a category only." : "Belongs to a number or an integer only.");
        return belongs;
    }

    [GeneratedRegex("^[a-z][A-Za-z0-9]*$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[A-Z][A-Z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex ReasonPattern();
}
