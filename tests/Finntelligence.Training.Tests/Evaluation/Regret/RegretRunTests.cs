using Finntelligence.Lending.Products;
using Finntelligence.Training.Evaluation.Regret;

namespace Finntelligence.Training.Tests.Evaluation.Regret;

public sealed class RegretRunTests
{
    [Fact]
    public void No_policy_earns_more_than_the_oracle_and_threads_change_nothing()
    {
        var product = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));
        var result = RegretRun.Run(product, [2000, 4000], 1, 2, TimeProvider.System, new Progress<double>(), default);

        result.Curves.Select(c => (c.Monotone, c.SupportGuard)).ShouldBe([(true, true), (true, false), (false, true), (false, false)]);
        result.OracleProfit.ShouldBeGreaterThan(result.CardProfit);
        foreach (var point in result.Curves.SelectMany(c => c.Points))
        {
            point.ShareOfOracle.ShouldBeInRange(0.3, 1);
            point.Profit.ShouldBe(point.ShareOfOracle * result.OracleProfit, 1e-9);
        }
        result.Curves[0].Points.Select(p => p.Rows).ShouldBe([2000, 4000]);
        RegretRun.Run(product, [2000, 4000], 1, 1, TimeProvider.System, new Progress<double>(), default).Curves
            .SelectMany(c => c.Points.Select(p => p.Profit)).ShouldBe(result.Curves.SelectMany(c => c.Points.Select(p => p.Profit)));
    }
}
