namespace Finntelligence.Trees.Formats.XGBoost;

/// <summary>What to take from an XGBoost model.</summary>
public sealed record XGBoostReadOptions
{
    /// <summary>Which boosting rounds the ensemble gets. <see cref="RoundSelection.All"/> is what <c>Booster.predict</c> does.</summary>
    public RoundSelection Rounds { get; init; } = RoundSelection.All;

    /// <summary>How large a file may be.</summary>
    public ModelFileLimits Limits { get; init; } = ModelFileLimits.Default;
}
