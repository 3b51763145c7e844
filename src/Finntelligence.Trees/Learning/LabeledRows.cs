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
        Check(features, values, labels.Length);
        if (weights is not null && weights.Length != labels.Length)
            throw new ArgumentException($"There are {weights.Length} weights for {labels.Length} rows.", nameof(weights));
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

    private LabeledRows(ImmutableArray<FeatureSpec> features, RowValues values, float[] shares)
    {
        Check(features, values, shares.Length);
        for (var i = 0; i < shares.Length; i++)
        {
            if (!(shares[i] is >= 0 and <= 1))
                throw new ArgumentException($"Row {i} has the share {shares[i]}; it must be in [0, 1].", nameof(shares));
        }

        Features = features;
        Values = values;
        Labels = shares;
        IsFractional = true;
    }

    /// <summary>
    /// Rows that are events by a share and none by the rest (fractional response, Papke and Wooldridge 1996). All that is learned has the bits that rows
    /// which stand twice have, first all of them as events with their shares for weights, then as others with what is left of 1; halves of weight 0 are
    /// as if absent. <see cref="TreeOptions.MinimumExampleCountPerLeaf"/> counts halves.
    /// </summary>
    /// <param name="features">The columns.</param>
    /// <param name="values">Rows.</param>
    /// <param name="shares">In [0, 1], one per row; must not change afterwards.</param>
    /// <exception cref="ArgumentException">Lengths disagree, or a share is none; names the row.</exception>
    public static LabeledRows OfShares(ImmutableArray<FeatureSpec> features, RowValues values, float[] shares) => new(features, values, shares);

    /// <summary>The columns.</summary>
    public ImmutableArray<FeatureSpec> Features { get; }

    /// <summary>Number of rows.</summary>
    public int Count => Labels.Length;

    /// <summary>Whether rows have weights of their own.</summary>
    public bool HasWeights => Weights is not null;

    /// <summary>The rows, and where they lie; what is made of them in learning lies there too.</summary>
    public RowValues Values { get; }

    /// <summary>0 or 1, or the share where rows are events in part.</summary>
    internal float[] Labels { get; }

    /// <summary>Whether <see cref="Labels"/> are shares.</summary>
    internal bool IsFractional { get; }

    /// <summary>Rows, or halves of rows with any weight.</summary>
    internal int Halves => IsFractional ? checked(Count + Labels.Count(share => share is > 0 and < 1)) : Count;

    internal float[]? Weights { get; }

    /// <summary>One row.</summary>
    public ReadOnlySpan<float> Row(int index) => Values.Row(index);

    /// <summary>Some of the rows, in the order given.</summary>
    public LabeledRows Select(IReadOnlyList<int> rows) => IsFractional
        ? OfShares(Features, Values.Select(rows), [.. rows.Select(r => Labels[r])])
        : new(Features, Values.Select(rows), [.. rows.Select(r => Labels[r])], Weights is null ? null : [.. rows.Select(r => Weights[r])]);

    /// <summary>The weight of a row as an event, and as none, of rows that are events in part.</summary>
    internal (float Event, float Other) HalvesOf(int row) => (Labels[row], 1 - Labels[row]);

    /// <summary>The sum of the weights, row by row; of rows that are events in part first as events, then as none.</summary>
    internal double TotalWeight()
    {
        if (!IsFractional)
            return Weights is null ? Count : Weights.Sum(weight => (double)weight);
        var sum = Labels.Sum(share => (double)share);
        foreach (var share in Labels)
            sum += 1 - share;
        return sum;
    }

    /// <summary>Without the rows of weight 0, which are as if absent.</summary>
    internal LabeledRows WithoutZeroWeights() =>
        Weights is null || !Weights.Contains(0) ? this : Select([.. Enumerable.Range(0, Count).Where(row => Weights[row] > 0)]);

    private static void Check(ImmutableArray<FeatureSpec> features, RowValues values, int count)
    {
        if (features.IsEmpty)
            throw new ArgumentException("There are no features.", nameof(features));
        if (values.Width != features.Length || values.Count != count)
            throw new ArgumentException($"{values.Length} values are not {count} rows of {features.Length} features.", nameof(values));
        foreach (var feature in features)
        {
            if (feature is { Kind: FeatureKind.Category, Monotonicity: not Monotonicity.None })
                throw new ArgumentException($"Feature '{feature.Name}' has no order, so it cannot be monotone.", nameof(features));
        }
    }

    private static RowValues Rows(ImmutableArray<FeatureSpec> features, float[] values, float[] labels) =>
        features.IsEmpty || (long)labels.Length * features.Length == values.Length
            ? new RowValues(values, Math.Max(1, features.Length))
            : throw new ArgumentException($"{values.Length} values are not {labels.Length} rows of {features.Length} features.", nameof(values));
}
