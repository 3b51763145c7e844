using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats;

namespace Finntelligence.Trees.Tests.Formats;

public sealed class TreeDepthTests
{
    [Fact]
    public void Depth_Is_The_Longest_Way_And_Not_The_Number_Of_Nodes()
    {
        TreeDepth.FaultOf(new DecisionTree([], [new Leaf(1, 0)])).ShouldBeNull();
        TreeDepth.FaultOf(Chain(TreeDepth.Maximum)).ShouldBeNull();
        TreeDepth.FaultOf(Chain(TreeDepth.Maximum + 1)).ShouldBe("the tree is 1025 splits deep; 1024 is the most that is read");
        TreeDepth.FaultOf(Complete(levels: 12)).ShouldBeNull();
    }

    /// <summary>Every node has a leaf on the left and the next node on the right.</summary>
    public static DecisionTree Chain(int depth) => new(
        [.. Enumerable.Range(0, depth).Select(n => Split(~n, n == depth - 1 ? ~depth : n + 1))],
        [.. Enumerable.Range(0, depth + 1).Select(l => new Leaf(l, 0))]);

    private static DecisionTree Complete(int levels)
    {
        var nodes = (1 << levels) - 1;
        return new(
            [.. Enumerable.Range(0, nodes).Select(n => Split(Child((2 * n) + 1), Child((2 * n) + 2)))],
            [.. Enumerable.Range(0, nodes + 1).Select(l => new Leaf(l, 0))]);

        int Child(int number) => number < nodes ? number : ~(number - nodes);
    }

    private static SplitNode Split(int left, int right) => new(0, 0, left, right, MissingGoesLeft: false, Gain: 0, Cover: 0);
}
