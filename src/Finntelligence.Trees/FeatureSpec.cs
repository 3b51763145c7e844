namespace Finntelligence.Trees;

/// <summary>How a column is read.</summary>
public enum FeatureKind
{
    /// <summary>A number, or a category whose codes are in a meaningful order: split by a threshold.</summary>
    Numeric,

    /// <summary>Category codes 0, 1, 2, … without an order: split by a set of codes.</summary>
    Category,
}

/// <summary>The direction in which the score may move as a feature rises; it holds exactly in the trained ensemble.</summary>
public enum Monotonicity
{
    /// <summary>The score never rises.</summary>
    Decreasing = -1,

    /// <summary>No constraint.</summary>
    None = 0,

    /// <summary>The score never falls.</summary>
    Increasing = 1,
}

/// <summary>One column of the rows an ensemble scores. A value is a float32; NaN means missing.</summary>
/// <param name="Name">Unique within an ensemble.</param>
/// <param name="Kind">Threshold or set splits.</param>
/// <param name="Monotonicity">Only numeric columns may be constrained; a missing value is outside the constraint.</param>
public sealed record FeatureSpec(string Name, FeatureKind Kind = FeatureKind.Numeric, Monotonicity Monotonicity = Monotonicity.None);
