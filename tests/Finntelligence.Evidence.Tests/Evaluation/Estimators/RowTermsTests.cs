using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Evidence.Evaluation.Estimators;
using Finntelligence.Evidence.Evaluation.Policies;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Tests.Evaluation.Estimators;

public sealed class RowTermsTests
{
    private const int Rows = 60_000;

    private static readonly RateGrid Grid = new(ProductLoader.Load(Repository.File("data/cash-loan/product.json")));
    private static readonly Experiment Letters = SomeExperiment.Draw(Rows, 5);
    private static readonly double[] Profit = RealisedProfit.Recorded(Letters, 0);
    private static readonly RowTerms Terms = new(Grid, Letters, new Propensities(Letters), Profit, 0.2);

    // However wrong the model of profit is, the mean must be right: the propensities are known.
    [Theory]
    [InlineData(4, 0)]
    [InlineData(7, 0)]
    [InlineData(7, 25)]
    [InlineData(5, -100)]
    public void Every_estimator_finds_the_true_value_of_a_rate(double rate, float modelled)
    {
        int position = Array.IndexOf(Grid.Of(0), rate);
        float[] model = [.. Grid.Of(0).Select(_ => modelled)];
        RowTerm[] terms = [.. Enumerable.Range(0, Rows).Select(row => Terms.At(row, position, model, modelled))];
        double truth = SomeExperiment.TakeUp(rate) * SomeExperiment.ProfitOfLoan(rate);
        terms.Average(t => t.Weight).ShouldBe(1, 1e-9);
        terms.Average(t => t.InversePropensity).ShouldBe(truth, 0.35);
        terms.Average(t => t.DoublyRobust).ShouldBe(truth, 0.35);
    }

    [Fact]
    public void As_mailed_is_the_mean()
    {
        var policy = new RatePolicy("", "", null, AsMailed: true);
        float[] model = [.. Grid.Of(0).Select(_ => 3f)];
        Enumerable.Range(0, Rows).Average(row => Terms.Of(policy, row, model, 3).DoublyRobust).ShouldBe(Profit.Average(), 1e-9);
    }

    [Fact]
    public void A_rate_that_was_never_offered_has_no_weight() =>
        Terms.At(0, 0, [.. Grid.Of(0).Select(_ => 3f)], 1).ShouldBe(new RowTerm(0, 0, 3));
}
