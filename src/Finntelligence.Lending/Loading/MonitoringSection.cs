using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Loading;

/// <summary>Reads <c>monitoring</c>: when the present counts as different from history. Absent, whole or in part, the defaults hold.</summary>
internal static class MonitoringSection
{
    public static Monitoring Read(ObjectReader product)
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
        };
        if (monitoring.StabilityLimit < monitoring.StabilityWarning)
            json.AddFault("stabilityLimit", "Must not be below stabilityWarning.");
        if (monitoring.MinimumRows < 1)
            json.AddFault("minimumRows", "Must be at least 1.");
        json.Close();
        return monitoring;
    }

    private static decimal? Positive(ObjectReader json, string member, decimal? atMost = null)
    {
        var value = json.OptionalNumber(member);
        if (value <= 0 || value > atMost)
            json.AddFault(member, atMost is { } most ? $"Must be above 0 and at most {most}." : "Must be above 0.");
        return value;
    }
}
