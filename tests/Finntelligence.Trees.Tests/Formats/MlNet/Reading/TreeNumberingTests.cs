using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.MlNet.Reading;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading;

public sealed class TreeNumberingTests
{
    [Fact]
    public void ParentsFirst_Keeps_An_Order_That_Will_Do() =>
        Order([1, -1, -2], [2, -3, -4]).ShouldBe([0, 1, 2]);

    [Fact]
    public void ParentsFirst_Turns_An_Order_That_Will_Not_Do()
    {
        // 0 → 2 → 1: node 1 comes below node 2.
        Order([2, -1, 1], [-2, -3, -4]).ShouldBe([0, 2, 1]);
    }

    [Theory]
    // A cycle between 1 and 2 beside the path from the root.
    [InlineData(new[] { -1, 2, 1 }, new[] { -2, -3, -4 }, "2 of its 3 inner nodes cannot be reached")]
    // A child that leads back to the root.
    [InlineData(new[] { 1, 0, -1 }, new[] { 2, -2, -3 }, "child 0 has a parent already, or is the root")]
    // Two parents.
    [InlineData(new[] { 1, 2, -1 }, new[] { 2, -2, -3 }, "child 2 has a parent already")]
    // A leaf twice.
    [InlineData(new[] { 1, 2, -1 }, new[] { -2, -2, -3 }, "child -2 has a parent already")]
    [InlineData(new[] { 1, 2, -1 }, new[] { -2, int.MinValue, -3 }, "child -2147483648 is out of range")]
    [InlineData(new[] { 1, 2, -1 }, new[] { -2, int.MaxValue, -3 }, "child 2147483647 is out of range")]
    public void ParentsFirst_Refuses_What_Is_No_Tree(int[] lower, int[] higher, string because) =>
        Should.Throw<InvalidModelFileException>(() => Order(lower, higher)).Message.ShouldContain(because);

    private static int[] Order(int[] lower, int[] higher)
    {
        var arrays = new TreeArrays(lower, higher, [], [], null, [], []);
        return TreeNumbering.ParentsFirst(new ByteCursor("trees", []), 0, arrays, lower.Length + 1);
    }
}
