using Finntelligence.Trees.Explanation;

namespace Finntelligence.Trees.Tests.Explanation;

public sealed class GaussLegendreTests
{
    /// <summary>Abramowitz and Stegun, table 25.4, on [−1, 1].</summary>
    [Theory]
    [InlineData(1, 0, 0.0, 2.0)]
    [InlineData(2, 0, 0.577350269189626, 1.0)]
    [InlineData(3, 0, 0.774596669241483, 0.555555555555556)]
    [InlineData(3, 1, 0.0, 0.888888888888889)]
    [InlineData(4, 0, 0.861136311594053, 0.347854845137454)]
    [InlineData(4, 1, 0.339981043584856, 0.652145154862546)]
    [InlineData(8, 0, 0.960289856497536, 0.101228536290376)]
    [InlineData(8, 3, 0.183434642495650, 0.362683783378362)]
    [InlineData(16, 0, 0.989400934991650, 0.027152459411754)]
    [InlineData(16, 7, 0.095012509837637, 0.189450610455069)]
    public void Of_Equals_The_Published_Table(int points, int index, double root, double weight)
    {
        var rule = GaussLegendre.Of(points);
        rule.Nodes[index].ShouldBe((1 - root) / 2, 1e-14);
        rule.Nodes[points - 1 - index].ShouldBe((1 + root) / 2, 1e-14);
        rule.Weights[index].ShouldBe(weight / 2, 1e-14);
        rule.Weights[points - 1 - index].ShouldBe(weight / 2, 1e-14);
    }

    [Fact]
    public void Of_Is_Exact_Up_To_Its_Degree_And_No_Further()
    {
        for (var points = 1; points <= 40; points++)
        {
            var rule = GaussLegendre.Of(points);
            for (var degree = 0; degree < 2 * points; degree++)
                Integral(rule, degree).ShouldBe(1 / (degree + 1.0), 1e-14);
            if (points <= 8)
                Math.Abs(Integral(rule, 2 * points) - (1 / ((2 * points) + 1.0))).ShouldBeGreaterThan(1e-11);
        }
    }

    [Theory]
    [InlineData(64)]
    [InlineData(501)]
    public void Of_Many_Points_Stays_Inside_And_In_Order(int points)
    {
        var rule = GaussLegendre.Of(points);
        rule.Nodes.ShouldBe(rule.Nodes.Order());
        rule.Nodes.Distinct().Count().ShouldBe(points);
        rule.Nodes[0].ShouldBeGreaterThan(0);
        rule.Nodes[^1].ShouldBeLessThan(1);
        rule.Weights.ShouldAllBe(weight => weight > 0);
        rule.Weights.Sum().ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Of_Refuses_No_Points() => Should.Throw<ArgumentOutOfRangeException>(() => GaussLegendre.Of(0));

    private static double Integral(GaussLegendre rule, int degree) =>
        rule.Nodes.Zip(rule.Weights, (t, w) => w * Math.Pow(t, degree)).Sum();
}
