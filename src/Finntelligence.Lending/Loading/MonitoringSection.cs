using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Loading;

/// <summary>Reads <c>monitoring</c>: when the present counts as different from history. Absent, whole or in part, the defaults hold.</summary>
internal static class MonitoringSection
{
    /// <summary>Reads it.</summary>
    /// <param name="product">The whole file.</param>
    /// <param name="inputs">Names of features of the applicant and of derived ones.</param>
    public static Monitoring Read(ObjectReader product, IReadOnlyCollection<string> inputs)
    {
        var defaults = Monitoring.Default;
        if (product.OptionalObject("monitoring") is not { } json)
            return defaults;
        var monitoring = new Monitoring
        {
            StabilityWarning = Positive(json, "stabilityWarning") ?? defaults.StabilityWarning,
            StabilityLimit = Positive(json, "stabilityLimit") ?? defaults.StabilityLimit,
            MissingLimit = Positive(json, "missingLimit", atMost: 1) ?? defaults.MissingLimit,
            CalibrationLimit = Positive(json, "calibrationLimit") ?? defaults.CalibrationLimit,
            MinimumRows = json.Has("minimumRows") ? json.Integer("minimumRows") : defaults.MinimumRows,
            Calendar = Calendar(json, inputs),
        };
        if (monitoring.StabilityLimit < monitoring.StabilityWarning)
            json.AddFault("stabilityLimit", "Must not be below stabilityWarning.");
        if (monitoring.MinimumRows < 1)
            json.AddFault("minimumRows", "Must be at least 1.");
        json.Close();
        return monitoring;
    }

    private static ImmutableArray<string>? Calendar(ObjectReader json, IReadOnlyCollection<string> inputs)
    {
        const string Member = "calendar";
        if (!json.Has(Member))
            return null;
        var names = json.Texts(Member);
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length > 0 && !inputs.Contains(names[i]))
            {
                json.Faults.Add(new Fault(
                    JsonPaths.Element(json.PathOf(Member), i), $"\"{names[i]}\" is no feature of the applicant and no derived feature.{NearestName.Hint(names[i], inputs)}"));
            }
        }

        return names.IsEmpty ? null : names;
    }

    private static decimal? Positive(ObjectReader json, string member, decimal? atMost = null)
    {
        var value = json.OptionalNumber(member);
        if (value <= 0 || value > atMost)
            json.AddFault(member, atMost is { } most ? $"Must be above 0 and at most {most}." : "Must be above 0.");
        return value;
    }
}
