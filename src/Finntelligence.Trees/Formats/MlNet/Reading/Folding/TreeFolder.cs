using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Folding;

/// <summary>
/// Rewrites trees over the slots of a features column into trees over raw inputs that send every row to a leaf of the same value.
/// A split whose values to the left lie in several ranges becomes several splits, and the children below are repeated; what is known of
/// an input from the splits above is used, so that of each copy only what can still be reached is kept.
/// </summary>
internal sealed class TreeFolder
{
    // Copies may multiply; a tree this large would be of no use to anyone.
    private const long MostNodes = 4_000_000;

    private readonly ImmutableArray<Slot> _slots;
    private readonly Dictionary<RawInput, int> _features = [];
    private long _nodes;

    public TreeFolder(ImmutableArray<Slot> slots)
    {
        _slots = slots;
        foreach (var slot in slots)
            _features.TryAdd(slot.Input, _features.Count);
    }

    /// <summary>The inputs that rows consist of, in the order in which the features first use them.</summary>
    public IEnumerable<RawInput> Inputs => _features.OrderBy(f => f.Value).Select(f => f.Key);

    public DecisionTree Fold(DecisionTree tree, int index)
    {
        // Trees over inputs as they are stay as they are, node by node.
        if (tree.Nodes.All(n => _slots[n.Feature] is NumberSlot { IsInput: true }))
            return tree with { Nodes = [.. tree.Nodes.Select(n => n with { Feature = _features[_slots[n.Feature].Input] })] };
        var nodes = new List<SplitNode>();
        var leaves = new List<Leaf>();
        var gainsLeft = tree.Nodes.Select(n => n.Gain).ToArray();
        var known = new Dictionary<RawInput, Known>();
        try
        {
            _ = Place(tree.Nodes.IsEmpty ? ~0 : 0);
        }
        catch (InsufficientExecutionStackException)
        {
            throw TooLarge();
        }

        return new DecisionTree([.. nodes], [.. leaves]);

        int Place(int child)
        {
            if (child < 0)
            {
                leaves.Add(tree.Leaves[~child]);
                return ~(leaves.Count - 1);
            }

            RuntimeHelpers.EnsureSufficientExecutionStack();
            var node = tree.Nodes[child];
            var slot = _slots[node.Feature];
            var before = known.GetValueOrDefault(slot.Input, Known.Nothing(slot.Input));
            var placed = slot switch
            {
                NumberSlot number => PlaceNumber(node, child, number.Passing(node.Threshold, node.MissingGoesLeft), before, slot.Input),
                TermSlot terms => PlaceTerms(node, child, terms, before),
                _ => throw new InvalidOperationException("A text is no number."),
            };
            known[slot.Input] = before;
            return placed;
        }

        int PlaceNumber(SplitNode node, int number, Passage passage, Known before, RawInput input)
        {
            var runs = before.Within(passage.Runs);
            // Only missing values are left, or none: one way for all.
            if (runs.Length == 0)
                return PlaceBelow(passage.MissingGoesLeft ? node.Left : node.Right, input, before);
            return PlaceRuns(node, number, runs, passage.MissingGoesLeft, before, input);
        }

        int PlaceRuns(SplitNode node, int number, ReadOnlySpan<Run> runs, bool missingGoesLeft, Known before, RawInput input)
        {
            var missing = before.MayBeMissing;
            if (runs.Length == 1)
            {
                var here = runs[0].GoesLeft ? node.Left : node.Right;
                if (!missing || runs[0].GoesLeft == missingGoesLeft)
                    return PlaceBelow(here, input, before);
                // Every number one way, a missing value the other.
                return Split(
                    node, number, input, float.PositiveInfinity, missingLeft: false,
                    () => PlaceBelow(here, input, before with { MayBeMissing = false }),
                    () => PlaceBelow(missingGoesLeft ? node.Left : node.Right, input, Known.OnlyMissing));
            }

            // Half of the ranges on either side; a missing value goes where some range goes its way.
            var middle = runs.Length / 2;
            var (lower, upper) = (runs[..middle].ToArray(), runs[middle..].ToArray());
            var missingLower = Array.Exists(lower, r => r.GoesLeft == missingGoesLeft);
            var boundary = upper[0].First;
            return Split(
                node, number, input, FloatOrder.At(boundary - 1), missingLower,
                () => PlaceRuns(
                    node, number, lower, missingGoesLeft, before with { Last = boundary - 1, MayBeMissing = missing && missingLower }, input),
                () => PlaceRuns(
                    node, number, upper, missingGoesLeft, before with { First = boundary, MayBeMissing = missing && !missingLower }, input));
        }

        int PlaceTerms(SplitNode node, int number, TermSlot slot, Known before)
        {
            var input = slot.Input;
            var others = GoesLeft(null);
            var codes = before.Codes.Where(code => GoesLeft(input.Terms[code]) != others).ToImmutableArray();
            var (known, rest) = others ? (node.Right, node.Left) : (node.Left, node.Right);
            if (codes.IsEmpty)
                return PlaceBelow(rest, input, before);
            if (codes.Length == before.Codes.Length && !before.MayBeOther)
                return PlaceBelow(known, input, before);
            return Split(
                node, number, input, threshold: 0, missingLeft: false,
                () => PlaceBelow(known, input, before with { Codes = codes, MayBeOther = false }),
                () => PlaceBelow(rest, input, before with { Codes = [.. before.Codes.Except(codes)] }),
                codes);

            bool GoesLeft(string? term)
            {
                var value = slot.Value(term);
                return double.IsNaN(value) ? node.MissingGoesLeft : (float)value <= node.Threshold;
            }
        }

        int PlaceBelow(int child, RawInput input, Known now)
        {
            known[input] = now;
            return Place(child);
        }

        int Split(
            SplitNode node, int number, RawInput input, float threshold, bool missingLeft, Func<int> left, Func<int> right,
            ImmutableArray<int>? codes = null)
        {
            if (++_nodes > MostNodes || nodes.Count >= Limits.Leaves)
                throw TooLarge();
            var at = nodes.Count;
            // A split that becomes several keeps its gain once.
            nodes.Add(new SplitNode(_features[input], threshold, 0, 0, missingLeft, gainsLeft[number], Cover: 0, codes));
            gainsLeft[number] = 0;
            var (leftChild, rightChild) = (left(), right());
            nodes[at] = nodes[at] with { Left = leftChild, Right = rightChild };
            return at;
        }

        InvalidModelFileException TooLarge() => new(
            "", $"Tree {index} becomes too large when the steps before it are folded into it: "
            + "train with fewer leaves, or on columns with fewer categories");
    }
}
