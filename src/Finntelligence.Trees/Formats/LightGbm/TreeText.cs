using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.LightGbm;

/// <summary>One tree as a block of LightGBM's text.</summary>
internal sealed class TreeText
{
    private const int BitsPerWord = 32;
    private const int IsCategory = 1;
    private const int DefaultLeft = 2;
    private const int MissingIsNaN = (int)MissingType.NaN << 2;

    private readonly DecisionTree _tree;
    private readonly Split[] _splits;
    private readonly List<int> _boundaries = [0];
    private readonly List<uint> _words = [];

    public TreeText(DecisionTree tree, ImmutableArray<int> categories)
    {
        _tree = tree;
        _splits = [.. tree.Nodes.Select(node => node.Categories is { } codes ? BySet(node, codes, categories[node.Feature]) : ByThreshold(node))];
    }

    /// <summary>The block, with what stands behind it.</summary>
    /// <param name="index">Of the tree.</param>
    /// <param name="start">Added to each leaf.</param>
    public string Of(int index, double start)
    {
        var text = new StringBuilder();
        Line(text, "Tree", [index]);
        Line(text, "num_leaves", [_tree.Leaves.Length]);
        Line(text, "num_cat", [_boundaries.Count - 1]);
        Line(text, "split_feature", _tree.Nodes.Select(n => n.Feature));
        Line(text, "split_gain", _tree.Nodes.Select(n => n.Gain));
        Line(text, "threshold", _splits.Select(s => s.Threshold));
        Line(text, "decision_type", _splits.Select(s => s.Type));
        Line(text, "left_child", _splits.Select(s => s.Left));
        Line(text, "right_child", _splits.Select(s => s.Right));
        Line(text, "leaf_value", _tree.Leaves.Select(l => l.Value + start));
        Line(text, "leaf_weight", _tree.Leaves.Select(l => l.Cover));
        Line(text, "leaf_count", _tree.Leaves.Select(l => Count(l.Cover)));
        Line(text, "internal_value", _tree.Nodes.Select(_ => 0));
        Line(text, "internal_weight", _tree.Nodes.Select(n => n.Cover));
        Line(text, "internal_count", _tree.Nodes.Select(n => Count(n.Cover)));
        if (_boundaries.Count > 1)
        {
            Line(text, "cat_boundaries", _boundaries);
            Line(text, "cat_threshold", _words);
        }

        Line(text, "is_linear", [0]);
        Line(text, "shrinkage", [1]);
        return text.Append("\n\n").ToString();
    }

    private static Split ByThreshold(SplitNode node) => new(
        float.IsPositiveInfinity(node.Threshold) ? LightGbmWriter.Beyond : float.IsNegativeInfinity(node.Threshold) ? -LightGbmWriter.Beyond : node.Threshold,
        MissingIsNaN | (node.MissingGoesLeft ? DefaultLeft : 0), node.Left, node.Right);

    // A missing category goes right in LightGBM: where ours goes left, the others' set is written and the children change places.
    private Split BySet(SplitNode node, ImmutableArray<int> codes, int count)
    {
        int[] members = node.MissingGoesLeft ? [.. Enumerable.Range(0, count).Except(codes)] : [.. codes];
        var words = new uint[members.Length == 0 ? 1 : (members[^1] / BitsPerWord) + 1];
        foreach (var code in members)
            words[code / BitsPerWord] |= 1u << (code % BitsPerWord);
        _words.AddRange(words);
        _boundaries.Add(_words.Count);
        var (left, right) = node.MissingGoesLeft ? (node.Right, node.Left) : (node.Left, node.Right);
        return new Split(_boundaries.Count - 2, IsCategory, left, right);
    }

    private static long Count(double cover) => (long)Math.Round(Math.Clamp(cover, 0, 1e15));

    private static void Line<T>(StringBuilder text, string key, IEnumerable<T> values) where T : IFormattable =>
        text.Append(key).Append('=').AppendJoin(' ', values.Select(v => v.ToString(null, CultureInfo.InvariantCulture))).Append('\n');

    private readonly record struct Split(double Threshold, int Type, int Left, int Right);
}
