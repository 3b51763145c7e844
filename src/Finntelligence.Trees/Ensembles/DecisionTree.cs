using System.Collections.Immutable;

namespace Finntelligence.Trees.Ensembles;

/// <summary>
/// One tree in its logical form: what the learner makes, what formats read and write, and what explanations walk.
/// Inner nodes are numbered from 0 (the root), parents before children. A child <c>c ≥ 0</c> is an inner node, a child
/// <c>c &lt; 0</c> is leaf <c>~c</c>. A tree with one leaf has no inner node.
/// </summary>
/// <param name="Nodes">Inner nodes; one fewer than leaves.</param>
/// <param name="Leaves">Leaves.</param>
public sealed record DecisionTree(ImmutableArray<SplitNode> Nodes, ImmutableArray<Leaf> Leaves)
{
    /// <summary>The leaf that a row falls into.</summary>
    /// <param name="row">One value per feature; NaN is missing.</param>
    public int LeafOf(ReadOnlySpan<float> row)
    {
        if (Nodes.IsEmpty)
            return 0;
        var child = 0;
        do
        {
            var node = Nodes[child];
            child = node.GoesLeft(row[node.Feature]) ? node.Left : node.Right;
        }
        while (child >= 0);
        return ~child;
    }
}

/// <summary>A leaf.</summary>
/// <param name="Value">What it adds to the score (log-odds), shrinkage included.</param>
/// <param name="Cover">Sum of example weights of the training rows that reached it.</param>
public readonly record struct Leaf(double Value, double Cover);

/// <summary>An inner node.</summary>
/// <param name="Feature">Index of the feature it tests.</param>
/// <param name="Threshold">A value ≤ it goes left. Not used when <paramref name="Categories"/> is set.</param>
/// <param name="Left">Child for values that pass the test.</param>
/// <param name="Right">Child for the rest.</param>
/// <param name="MissingGoesLeft">Where NaN goes (and, for a category split, nothing else).</param>
/// <param name="Gain">Drop in the training loss that the split brought.</param>
/// <param name="Cover">Sum of example weights of the training rows that reached it.</param>
/// <param name="Categories">Codes that go left, ascending; null for a threshold split. Any other code, seen or not, goes right.</param>
public sealed record SplitNode(
    int Feature,
    float Threshold,
    int Left,
    int Right,
    bool MissingGoesLeft,
    double Gain,
    double Cover,
    ImmutableArray<int>? Categories = null)
{
    /// <summary>Whether a value takes the left child.</summary>
    public bool GoesLeft(float value)
    {
        if (float.IsNaN(value))
            return MissingGoesLeft;
        if (Categories is not { } codes)
            return value <= Threshold;
        // A code that is no code (fractional, negative, huge) is in no set.
        return value is >= 0 and < CategoryLimit && (int)value == value && codes.BinarySearch((int)value) >= 0;
    }

    /// <summary>Codes are below this: the range in which float32 holds every integer.</summary>
    public const int CategoryLimit = 1 << 24;
}
