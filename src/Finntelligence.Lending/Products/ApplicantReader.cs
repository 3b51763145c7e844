using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Finntelligence.Lending.Products.Csv;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Products;

/// <summary>
/// Makes applicants from what clients send and from rows of history, by the same conversion. Its messages never repeat a value, so
/// that they may be logged.
/// </summary>
public static class ApplicantReader
{
    /// <summary>Reads an applicant.</summary>
    /// <param name="product">Says what an applicant is.</param>
    /// <param name="json">Any JSON value.</param>
    /// <param name="path">Where it stands in the document, such as <c>applicant</c>.</param>
    /// <param name="faults">Takes every fault there is.</param>
    /// <param name="ignore">A member beside the features that is nobody's fault; null for none.</param>
    /// <returns>The applicant; null if there was a fault.</returns>
    public static Applicant? FromJson(
        ProductDefinition product, JsonElement json, string path, ICollection<Fault> faults, string? ignore = null) =>
        FromJson(product, json, path, faults, out _, ignore);

    /// <summary>Reads an applicant.</summary>
    /// <param name="product">Says what an applicant is.</param>
    /// <param name="json">Any JSON value.</param>
    /// <param name="path">Where it stands in the document, such as <c>applicant</c>.</param>
    /// <param name="faults">Takes every fault there is, until there are more than are reported.</param>
    /// <param name="legible">What could be read, whether or not there was a fault: NaN for the rest. Null where it is no object.</param>
    /// <param name="ignore">A member beside the features that is nobody's fault; null for none.</param>
    /// <returns>The applicant; null if there was a fault.</returns>
    public static Applicant? FromJson(
        ProductDefinition product, JsonElement json, string path, ICollection<Fault> faults, out Applicant? legible, string? ignore = null)
    {
        legible = null;
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new Fault(path, $"Must be an object, not {JsonText.Describe(json.ValueKind)}."));
            return null;
        }
        var before = faults.Count;
        var features = product.Applicant;
        var values = new float[features.Length];
        var seen = new bool[features.Length];
        var ignored = false;
        foreach (var member in json.EnumerateObject())
        {
            if (faults.Count > Fault.MostReported)
                break;
            var name = JsonText.NameOf(member);
            var index = IndexOf(product, name);
            if (index < 0)
            {
                if (name == ignore && !ignored)
                {
                    ignored = true;
                    continue;
                }

                if (name == ignore)
                {
                    faults.Add(new Fault(JsonPaths.Member(path, name), "Stands here more than once."));
                    continue;
                }

                var hint = NearestName.Hint(name, features.Select(f => f.Name));
                faults.Add(new Fault(JsonPaths.Member(path, name), "Is not known here." + hint));
            }
            else if (seen[index])
                faults.Add(new Fault(JsonPaths.Member(path, name), "Stands here more than once."));
            else
            {
                seen[index] = true;
                values[index] = Value(features[index], member.Value, out var fault);
                if (fault is not null)
                    faults.Add(new Fault(JsonPaths.Member(path, name), fault));
            }
        }
        for (var i = 0; i < seen.Length; i++)
            if (!seen[i])
            {
                values[i] = float.NaN;
                if (features[i].Required)
                    faults.Add(new Fault(JsonPaths.Member(path, features[i].Name), "Is required."));
            }
        legible = new Applicant(ImmutableCollectionsMarshal.AsImmutableArray(values));
        return faults.Count == before ? legible : null;
    }

    /// <summary>Reads an applicant from a row of history. What a request may not leave out may be missing here.</summary>
    /// <param name="product">Says which columns an applicant is made of.</param>
    /// <param name="row">The current row; it has every feature's column.</param>
    /// <param name="implausible">
    /// Counts, by feature name, values outside the plausible range or not among the categories; they are taken as missing.
    /// </param>
    /// <exception cref="InvalidHistoryException">A cell is not a number.</exception>
    public static Applicant FromCsv(ProductDefinition product, CsvTable row, IDictionary<string, int> implausible)
    {
        var values = new float[product.Applicant.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var feature = product.Applicant[i];
            values[i] = Value(feature, row, out var plausible);
            if (!plausible)
                implausible[feature.Name] = (implausible.TryGetValue(feature.Name, out var count) ? count : 0) + 1;
        }
        return new Applicant(ImmutableCollectionsMarshal.AsImmutableArray(values));
    }

    /// <summary>The value of one feature in JSON; NaN for null, and after a fault, which is null where there is none.</summary>
    internal static float Value(ApplicantFeature feature, JsonElement json, out string? fault)
    {
        fault = null;
        if (json.ValueKind == JsonValueKind.Null)
            return feature.Required ? Refuse("Is required and must not be null.", out fault) : float.NaN;
        switch (feature.Kind)
        {
            case ApplicantFeatureKind.Boolean:
                return json.ValueKind switch
                {
                    JsonValueKind.True => 1,
                    JsonValueKind.False => 0,
                    var found => Refuse($"Must be true or false, not {JsonText.Describe(found)}.", out fault),
                };
            case ApplicantFeatureKind.Category:
                if (json.ValueKind != JsonValueKind.String)
                    return Refuse($"Must be a string, not {JsonText.Describe(json.ValueKind)}.", out fault);
                var code = feature.CodeOf(JsonText.Of(json));
                return code >= 0 ? code : Refuse(ChoiceMessage(feature), out fault);
            default:
                if (json.ValueKind != JsonValueKind.Number)
                    return Refuse($"Must be a number, not {JsonText.Describe(json.ValueKind)}.", out fault);
                if (!NumberText.TryParse(JsonMarshal.GetRawUtf8Value(json), 1, out var number))
                    return Refuse("Must be a finite number.", out fault);
                if (!InRange(feature, number))
                    return Refuse(RangeMessage(feature), out fault);
                return IsWhole(feature, number) ? (float)number.Value : Refuse("Must be a whole number.", out fault);
        }

        static float Refuse(string message, out string fault)
        {
            fault = message;
            return float.NaN;
        }
    }

    private static float Value(ApplicantFeature feature, CsvTable row, out bool plausible)
    {
        plausible = true;
        var text = row.Text(feature.Source.Column);
        if (feature.Source.IsMissing(text))
            return float.NaN;
        if (feature.Kind == ApplicantFeatureKind.Category)
        {
            var code = CodeOf(feature, feature.Source, text);
            plausible = code >= 0;
            return plausible ? code : float.NaN;
        }
        if (!feature.Source.TryNumber(text, out var number))
            throw InvalidHistoryException.NotANumber(row.Line, feature.Source.Column);
        plausible = feature.Kind == ApplicantFeatureKind.Boolean
            ? number.Value is 0 or 1
            : InRange(feature, number) && IsWhole(feature, number);
        return plausible ? (float)number.Value : float.NaN;
    }

    /// <summary>The code of a category's value, or of the group that a text of a column is in; −1 for none.</summary>
    internal static int CodeOf(ApplicantFeature feature, SourceColumn source, string text)
    {
        var code = feature.CodeOf(text);
        return code < 0 && source.Groups?.Find(text) is { } group ? feature.CodeOf(group) : code;
    }

    internal static string ChoiceMessage(ApplicantFeature feature)
    {
        const int MostNamed = 50;
        var named = string.Join(", ", feature.Values.Take(MostNamed).Select(v => $"\"{v}\""));
        return feature.Values.Length <= MostNamed ? $"Must be one of {named}." : $"Must be one of {feature.Values.Length} values, such as {named}.";
    }

    // Beyond the decimals means beyond the range, whose ends are decimals.
    internal static bool InRange(ApplicantFeature feature, ScaledNumber number) =>
        number.Exact is { } exact && !(exact < feature.Minimum) && !(exact > feature.Maximum);

    internal static bool IsWhole(ApplicantFeature feature, ScaledNumber number) =>
        feature.Kind != ApplicantFeatureKind.Integer || (number.Exact is { } exact && exact == decimal.Truncate(exact));

    internal static string RangeMessage(ApplicantFeature feature) => string.Create(
        CultureInfo.InvariantCulture,
        $"Must be between {feature.Minimum} and {feature.Maximum}{(feature.Unit is null ? "" : " " + feature.Unit)}.");

    private static int IndexOf(ProductDefinition product, string name)
    {
        for (var i = 0; i < product.Applicant.Length; i++)
            if (product.Applicant[i].Name == name)
                return i;
        return -1;
    }
}
