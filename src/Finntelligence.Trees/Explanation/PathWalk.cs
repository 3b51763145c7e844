using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Finntelligence.Trees.Explanation;

/// <summary>
/// The heart of TreeSHAP by quadrature: one tree, one row, a few quadrature points t at once, O(1) per edge and point.
/// <para>
/// At a point t every group is known with chance t. A group that a path has tested contributes to a leaf the factor
/// f = z(1−t) + ot, where z is the product of its cover ratios on the path and o is 1 if the row passed all its tests.
/// An edge therefore multiplies the weight of everything below it by f(after) / f(before): for the child the row takes,
/// with ratio r, by (z·r(1−t) + t) / f and for the other by z·r(1−t) / f, where f = z(1−t) + t is the factor before.
/// Once the row has failed a test on the group (o = 0) the edge multiplies by r alone.
/// </para>
/// <para>
/// Down: the weight W of each node, the product of the factors above it. Up: the value V of each node, the weighted sum of the leaves
/// below it relative to the node itself. Group g then earns, at each node that tests it while o = 1,
/// z · W / f² · ((1 − r) V(taken) − r′ V(other)), integrated over t. This is the sum over leaves of
/// v · (o − z)/f · Πf with the credit of an earlier edge on the same group withdrawn, brought to one fraction; nothing
/// is divided by a cover, so covers of 0 need no special case.
/// </para>
/// Parents come before their children in a tree's node array, so both directions are plain loops: no recursion, no stack.
/// </summary>
internal static class PathWalk<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private const byte GoesRight = 1;
    private const byte Earns = 2;
    private const byte IsGiven = 4;

    /// <summary>Adds what each group earns to the credits of the scratch, per quadrature point and not yet weighted.</summary>
    /// <param name="forest">The trees.</param>
    /// <param name="tree">The tree to walk.</param>
    /// <param name="row">One value per feature.</param>
    /// <param name="points">The quadrature points t.</param>
    /// <param name="condition">A group that is no player.</param>
    /// <param name="scratch">Room for the largest tree.</param>
    public static void Add(
        PathForest forest, PathTree tree, ReadOnlySpan<float> row, TLanes points, Condition condition, PathScratch scratch)
    {
        var nodes = forest.Nodes.AsSpan(tree.FirstNode, tree.NodeCount);
        Descend(nodes, forest, row, points, condition, scratch);
        Ascend(nodes, forest.Leaves, points, scratch);
    }

    private static void Descend(
        ReadOnlySpan<PathNode> nodes, PathForest forest, ReadOnlySpan<float> row, TLanes points, Condition condition, PathScratch scratch)
    {
        ref var weights = ref MemoryMarshal.GetReference(scratch.Weights);
        ref var states = ref MemoryMarshal.GetReference(scratch.States);
        ref var passed = ref MemoryMarshal.GetReference(scratch.Passed);
        ref var values = ref MemoryMarshal.GetReference(row);
        var unknown = TLanes.Broadcast(1) - points;
        TLanes.Store(TLanes.Broadcast(condition.Scale), ref weights, 0);
        for (var n = 0; n < nodes.Length; n++)
        {
            ref readonly var node = ref nodes[n];
            var right = Direction(in node, Unsafe.Add(ref values, node.Feature), forest);
            var state = (byte)(right | (
                node.Group == condition.Group ? (condition.IsKnown ? IsGiven : 0)
                : node.Previous < 0 || Unsafe.Add(ref passed, node.Previous) != 0 ? Earns : 0));
            Unsafe.Add(ref states, n) = state;

            var taken = Child(in node, right);
            var other = Child(in node, 1 - right);
            if ((taken & other) < 0)
                continue;
            var (takenFactor, otherFactor) = Factors(in node, state, points, unknown);
            var weight = TLanes.Load(ref weights, n * TLanes.Count);
            if (taken >= 0)
            {
                TLanes.Store(weight * takenFactor, ref weights, taken * TLanes.Count);
                Unsafe.Add(ref passed, taken) = (byte)(state & Earns);
            }

            if (other >= 0)
            {
                TLanes.Store(weight * otherFactor, ref weights, other * TLanes.Count);
                Unsafe.Add(ref passed, other) = 0;
            }
        }
    }

    private static void Ascend(ReadOnlySpan<PathNode> nodes, double[] leaves, TLanes points, PathScratch scratch)
    {
        ref var weights = ref MemoryMarshal.GetReference(scratch.Weights);
        ref var sums = ref MemoryMarshal.GetReference(scratch.Values);
        ref var credits = ref MemoryMarshal.GetReference(scratch.Credits);
        ref var states = ref MemoryMarshal.GetReference(scratch.States);
        ref var leaf = ref MemoryMarshal.GetArrayDataReference(leaves);
        var one = TLanes.Broadcast(1);
        var unknown = one - points;
        for (var n = nodes.Length - 1; n >= 0; n--)
        {
            ref readonly var node = ref nodes[n];
            var state = Unsafe.Add(ref states, n);
            var right = state & GoesRight;
            var taken = Child(in node, right);
            var other = Child(in node, 1 - right);
            var takenValue = taken >= 0 ? TLanes.Load(ref sums, taken * TLanes.Count) : TLanes.Broadcast(Unsafe.Add(ref leaf, ~taken));
            var otherValue = other >= 0 ? TLanes.Load(ref sums, other * TLanes.Count) : TLanes.Broadcast(Unsafe.Add(ref leaf, ~other));
            var (takenFactor, otherFactor) = Factors(in node, state, points, unknown);
            TLanes.Store((takenFactor * takenValue) + (otherFactor * otherValue), ref sums, n * TLanes.Count);
            if ((state & Earns) == 0)
                continue;

            var difference = (TLanes.Broadcast(1 - Ratio(in node, right)) * takenValue) - (TLanes.Broadcast(Ratio(in node, 1 - right)) * otherValue);
            var earned = TLanes.Load(ref weights, n * TLanes.Count) * difference;
            if (node.Previous >= 0)
            {
                var known = TLanes.Broadcast(node.Known);
                var factor = (known * unknown) + points;
                earned = earned * known / (factor * factor);
            }

            var credit = node.Group * TLanes.Count;
            TLanes.Store(TLanes.Load(ref credits, credit) + earned, ref credits, credit);
        }
    }

    /// <summary>What the edges to the child the row takes and to the other one multiply by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes Taken, TLanes Other) Factors(ref readonly PathNode node, byte state, TLanes points, TLanes unknown)
    {
        var right = state & GoesRight;
        var taken = TLanes.Broadcast(Ratio(in node, right));
        var other = TLanes.Broadcast(Ratio(in node, 1 - right));
        if ((state & Earns) == 0)
            return (state & IsGiven) == 0 ? (taken, other) : (TLanes.Broadcast(1), TLanes.Broadcast(0));
        if (node.Previous < 0)
            return ((taken * unknown) + points, other * unknown);
        var known = TLanes.Broadcast(node.Known) * unknown;
        var factor = known + points;
        return (((known * taken) + points) / factor, known * other / factor);
    }

    /// <summary>0 for left, 1 for right, without a branch for thresholds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Direction(ref readonly PathNode node, float value, PathForest forest)
    {
        if (node.CategorySplit >= 0)
            return forest.CategorySplits[node.CategorySplit].GoesLeft(value) ? 0 : 1;
        // Both comparisons are false for NaN.
        var above = value > node.Threshold;
        var notBelow = !(value <= node.Threshold);
        return Unsafe.BitCast<bool, byte>(above) | (Unsafe.BitCast<bool, byte>(notBelow) & node.MissingRight);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Child(ref readonly PathNode node, int right) => Unsafe.Add(ref Unsafe.AsRef(in node.Left), right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Ratio(ref readonly PathNode node, int right) => Unsafe.Add(ref Unsafe.AsRef(in node.LeftRatio), right);
}
