using System.Collections.Immutable;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Trees.Learning;

/// <summary>Rows to learn from or to validate on.</summary>
public sealed class LabeledRows
{
    /// <summary>Wraps arrays without copying; they must not change afterwards.</summary>
    /// <param name="features">The columns.</param>
    /// <param name="values">Rows one after the other, row-major; NaN is missing.</param>
    /// <param name="labels">0 or 1, one per row.</param>
    /// <param name="weights">Finite, ≥ 0, one per row; null for 1 each.</param>
    /// <exception cref="ArgumentException">Lengths disagree, or a label, weight or category code is not usable; names the row.</exception>
    public LabeledRows(ImmutableArray<FeatureSpec> features, float[] values, float[] labels, float[]? weights = null)
        : this(features, Rows(features, values, labels), labels, weights)
    {
    }

    /// <summary>Of rows wherever they lie.</summary>
    /// <inheritdoc cref="LabeledRows(ImmutableArray{FeatureSpec}, float[], float[], float[])"/>
    public LabeledRows(ImmutableArray<FeatureSpec> features, RowValues values, float[] labels, float[]? weights = null)
    {
        if (features.IsEmpty)
            throw new ArgumentException("There are no features.", nameof(features));
        if (values.Width != features.Length || values.Count != labels.Length)
            throw new ArgumentException($"{values.Length} values are not {labels.Length} rows of {features.Length} features.", nameof(values));
        if (weights is not null && weights.Length != labels.Length)
            throw new ArgumentException($"There are {weights.Length} weights for {labels.Length} rows.", nameof(weights));
        foreach (var feature in features)
        {
            if (feature is { Kind: FeatureKind.Category, Monotonicity: not Monotonicity.None })
                throw new ArgumentException($"Feature '{feature.Name}' has no order, so it cannot be monotone.", nameof(features));
        }

        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] is not (0 or 1))
                throw new ArgumentException($"Row {i} has label {labels[i]}; it must be 0 or 1.", nameof(labels));
            if (weights is not null && !(weights[i] >= 0 && float.IsFinite(weights[i])))
                throw new ArgumentException($"Row {i} has weight {weights[i]}; it must be finite and at least 0.", nameof(weights));
        }

        Features = features;
        Values = values;
        Labels = labels;
        Weights = weights;
    }

    /// <summary>The columns.</summary>
    public ImmutableArray<FeatureSpec> Features { get; }

    /// <summary>Number of rows.</summary>
    public int Count => Labels.Length;

    /// <summary>Whether rows have weights of their own.</summary>
    public bool HasWeights => Weights is not null;

    /// <summary>The rows, and where they lie; what is made of them in learning lies there too.</summary>
    public RowValues Values { get; }

    internal float[] Labels { get; }

    internal float[]? Weights { get; }

    /// <summary>One row.</summary>
    public ReadOnlySpan<float> Row(int index) => Values.Row(index);

    /// <summary>Some of the rows, in the order given.</summary>
    public LabeledRows Select(IReadOnlyList<int> rows) => new(
        Features, Values.Select(rows), [.. rows.Select(r => Labels[r])], Weights is null ? null : [.. rows.Select(r => Weights[r])]);

    /// <summary>Without the rows of weight 0, which are as if absent.</summary>
    internal LabeledRows WithoutZeroWeights() =>
        Weights is null || !Weights.Contains(0) ? this : Select([.. Enumerable.Range(0, Count).Where(row => Weights[row] > 0)]);

    private static RowValues Rows(ImmutableArray<FeatureSpec> features, float[] values, float[] labels) =>
        features.IsEmpty || (long)labels.Length * features.Length == values.Length
            ? new RowValues(values, Math.Max(1, features.Length))
            : throw new ArgumentException($"{values.Length} values are not {labels.Length} rows of {features.Length} features.", nameof(values));
}
