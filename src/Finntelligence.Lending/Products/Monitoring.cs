using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Finntelligence.Lending.Products;

/// <summary>
/// When the present business counts as different from the history that the models learned from. Optional in product.json, whole or in
/// part; it does not enter a model's schema, so changing it leaves trained models valid.
/// </summary>
public sealed record Monitoring
{
    /// <summary>What holds where product.json says nothing: the usual bounds of the population stability index, and the rest.</summary>
    public static Monitoring Default { get; } = new();

    /// <summary>Population stability index from which a feature or a score is to be watched, above 0.</summary>
    public decimal StabilityWarning { get; init; } = 0.10m;

    /// <summary>Population stability index from which it has drifted, at least <see cref="StabilityWarning"/>.</summary>
    public decimal StabilityLimit { get; init; } = 0.25m;

    /// <summary>Rise or fall of the share of missing values from which a feature has drifted, in (0, 1].</summary>
    public decimal MissingLimit { get; init; } = 0.10m;

    /// <summary>
    /// Distance of the mean probability from the observed share, as a share of the latter, from which a model is out of calibration,
    /// above 0; it must also be more than chance explains.
    /// </summary>
    public decimal CalibrationLimit { get; init; } = 0.20m;

    /// <summary>With fewer rows nothing is judged, at least 1.</summary>
    public int MinimumRows { get; init; } = 200;

    /// <summary>
    /// Inputs of the models that follow the calendar, such as a base rate or a competitor's: the present is never like the years of the history, and that
    /// is no fault of the business. Their distributions are shown apart and not judged; that they are missing more often still is. Null where none is named.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<string>? Calendar { get; init; }

    /// <summary>Whether an input follows the calendar.</summary>
    public bool FollowsCalendar(string input) => Calendar?.Contains(input) == true;
}
