namespace Finntelligence.Modelling.Identification;

/// <summary>Where one verdict ends and another begins. Nobody knows exact limits; these are the usual ones, and each has a source.</summary>
internal static class IdentificationLimits
{
    /// <summary>
    /// R² from which two things go together. It is the square of a correlation of 0.1: Cohen's (1988) small effect, and the limit of balance that
    /// Zhu, Coffman and Ghosh (2015) and Austin (2019) use for continuous treatments.
    /// </summary>
    public const double Related = 0.01;

    /// <summary>Correlation up to which weights have balanced a feature: the same.</summary>
    public const double Balanced = 0.1;

    /// <summary>
    /// Standard normal units from which a placebo is no chance: two-sided p = 0.00006, so that of 150 columns one or none is flagged by chance in 99
    /// of 100 histories (Bonferroni).
    /// </summary>
    public const double BeyondChance = 4;

    /// <summary>
    /// R² of the rate from which too little of it is left: a variance inflation factor 1 ÷ (1 − R²) of 10, which regression calls severe
    /// (Marquardt 1970; Kutner, Nachtsheim, Neter and Li 2005).
    /// </summary>
    public const double NothingLeft = 0.9;

    /// <summary>
    /// Least share of the rows that must speak for the applicant in the middle, after weighting. At a tenth the standard error of an effect is √10
    /// times that of an experiment of the size: the same inflation of variance as of <see cref="NothingLeft"/>.
    /// </summary>
    public const double FewestNeighbours = 0.1;
}
