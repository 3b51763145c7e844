using Finntelligence.Evidence.Evaluation.Regret;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Tests.Evaluation.Regret;

public sealed class RegretRunTests
{
    [Fact]
    public void No_policy_earns_more_than_the_oracle()
    {
        var product = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));
        var result = RegretRun.Run(product, [2000, 4000], 1, 2, TimeProvider.System, new Progress<double>(), default);

        result.Curves.Select(c => (c.Monotone, c.SupportGuard)).ShouldBe([(true, true), (true, false), (false, true), (false, false)]);
        result.OracleProfit.ShouldBeGreaterThanOrEqualTo(result.CardProfit);
        foreach (var curve in result.Curves)
        {
            // The guard finds too few neighbours among so few rows, and declines: that is its price.
            curve.Points.ShouldAllBe(p => p.ShareOfOracle > (curve.SupportGuard ? 0.1 : 0.8) && p.ShareOfOracle <= 1);
        }
        foreach (var point in result.Curves.SelectMany(c => c.Points))
        {
            point.Profit.ShouldBe(point.ShareOfOracle * result.OracleProfit, 1e-9);
        }
        result.Curves[0].Points.Select(p => p.Rows).ShouldBe([2000, 4000]);
    }
}
