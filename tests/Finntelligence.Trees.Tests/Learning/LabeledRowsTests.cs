using Finntelligence.Trees.Learning;

namespace Finntelligence.Trees.Tests.Learning;

public sealed class LabeledRowsTests
{
    [Fact]
    public void Lengths_that_disagree_are_refused()
    {
        Should.Throw<ArgumentException>(() => new LabeledRows([new("x")], [1, 2, 3], [0, 1])).Message.ShouldContain("3 values");
        Should.Throw<ArgumentException>(() => new LabeledRows([new("x")], [1, 2], [0, 1], [1])).Message.ShouldContain("1 weights for 2 rows");
        Should.Throw<ArgumentException>(() => new LabeledRows([], [], [])).Message.ShouldContain("no features");
    }

    [Theory]
    [InlineData(2f)]
    [InlineData(float.NaN)]
    public void A_label_that_is_neither_0_nor_1_is_refused_by_row(float label) =>
        Should.Throw<ArgumentException>(() => new LabeledRows([new("x")], [1, 2], [0, label])).Message.ShouldContain("Row 1");

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_weight_that_is_no_weight_is_refused_by_row(float weight) =>
        Should.Throw<ArgumentException>(() => new LabeledRows([new("x")], [1, 2], [0, 1], [1, weight])).Message.ShouldContain("Row 1");

    [Fact]
    public void A_monotone_category_is_refused_by_name() =>
        Should.Throw<ArgumentException>(() => new LabeledRows([new("branch", FeatureKind.Category, Monotonicity.Increasing)], [], []))
            .Message.ShouldContain("'branch'");

    [Fact]
    public void Select_copies_rows_in_the_order_asked_for()
    {
        var rows = new LabeledRows([new("x"), new("y")], [1, 2, 3, 4, 5, 6], [0, 1, 0], [7, 8, 9]).Select([2, 0]);
        rows.Row(0).ToArray().ShouldBe([5f, 6f]);
        rows.Row(1).ToArray().ShouldBe([1f, 2f]);
        rows.Labels.ShouldBe([0f, 0f]);
        rows.Weights.ShouldBe([9f, 7f]);
    }
}
