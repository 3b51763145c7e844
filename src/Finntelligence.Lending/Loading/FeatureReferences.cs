using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Loading;

/// <summary>Resolves what the rest of a product says about its applicant's features.</summary>
internal sealed class FeatureReferences(ImmutableArray<ApplicantFeature> applicant)
{
    private readonly Dictionary<string, ApplicantFeature> _features = applicant
        .Where(f => f.Name.Length > 0)
        .DistinctBy(f => f.Name)
        .ToDictionary(f => f.Name, StringComparer.Ordinal);

    public IEnumerable<string> Names => _features.Keys;

    public ApplicantFeature? Find(string name) => _features.GetValueOrDefault(name);

    /// <summary>The name of a number or an integer.</summary>
    public string Numeric(ObjectReader json, string member)
    {
        var name = json.Text(member);
        CheckNumeric(json, member, name);
        return name;
    }

    public string? OptionalNumeric(ObjectReader json, string member)
    {
        var name = json.OptionalText(member);
        CheckNumeric(json, member, name ?? "");
        return name;
    }

    /// <summary>A category; null, with a fault, if the member names none.</summary>
    public ApplicantFeature? Category(ObjectReader json, string member)
    {
        var name = json.Text(member);
        if (!Known(json, member, name))
            return null;
        if (_features[name].Kind == ApplicantFeatureKind.Category)
            return _features[name];
        json.AddFault(member, $"\"{name}\" is not a category.");
        return null;
    }

    /// <summary>
    /// Reads <c>{ "feature": …, "values": { category value: T } }</c>, with a member for each of the category's values and no others.
    /// </summary>
    public ByCategory<T>? ByCategory<T>(ObjectReader owner, string member, Func<JsonElement, string, T> read)
    {
        if (owner.OptionalObject(member) is not { } json)
            return null;
        var category = Category(json, "feature");
        if (category is { Required: false })
            json.AddFault("feature", $"\"{category.Name}\" must be a required feature, so that its value is known.");
        var result = json.Object("values") is { } values && category is not null
            ? new ByCategory<T>(category.Name, Entries(values, category, read))
            : null;
        json.Close();
        return result;
    }

    private static ImmutableArray<T> Entries<T>(ObjectReader json, ApplicantFeature category, Func<JsonElement, string, T> read)
    {
        foreach (var name in json.Names.Where(name => name != ObjectReader.Note && !category.Values.Contains(name)))
            json.AddFault(name, $"Is not a value of \"{category.Name}\"." + NearestName.Hint(name, category.Values));
        var entries = ImmutableArray.CreateBuilder<T>();
        foreach (var value in category.Values)
            if (json.Required(value) is { } element)
                entries.Add(read(element, json.PathOf(value)));
        return entries.ToImmutable();
    }

    private void CheckNumeric(ObjectReader json, string member, string name)
    {
        if (Known(json, member, name) && _features[name].Kind is ApplicantFeatureKind.Boolean or ApplicantFeatureKind.Category)
            json.AddFault(member, $"\"{name}\" is not a number.");
    }

    private bool Known(ObjectReader json, string member, string name)
    {
        if (name.Length == 0)
            return false;
        if (_features.ContainsKey(name))
            return true;
        json.AddFault(member, $"\"{name}\" is not a feature of the applicant." + NearestName.Hint(name, Names));
        return false;
    }
}
