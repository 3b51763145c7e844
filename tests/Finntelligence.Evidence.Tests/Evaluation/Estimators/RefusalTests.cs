using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Evidence.Evaluation.Estimators;
using Finntelligence.Evidence.Evaluation.Policies;
using Finntelligence.Experiments.Estimators;
using Finntelligence.Lending.Loading;

namespace Finntelligence.Evidence.Tests.Evaluation.Estimators;

public sealed class RefusalTests
{
    private const int Rows = 4000;

    private static readonly RateGrid Grid = new(ProductLoader.Load(Repository.File("data/cash-loan/product.json")));
    private static readonly Experiment Letters = SomeExperiment.Draw(Rows, 5);
    private static readonly RowTerms Terms = new(Grid, Letters, new Propensities(Letters), RealisedProfit.Recorded(Letters, 0), 0.2);

    [Theory]
    [InlineData(3.25, 1, "no decision of the log")]
    [InlineData(5, 0, null)]
    public void A_rate_that_nobody_was_offered_gets_no_value(double rate, double outside, string? refusal)
    {
        int position = Array.IndexOf(Grid.Of(0), rate);
        var policy = new RatePolicy("", "", [.. Enumerable.Repeat((byte)position, Rows)]);
        float[] model = [.. Grid.Of(0).Select(_ => 68.28f)];
        double share = Enumerable.Range(0, Rows).Average(row => Terms.Outside(policy, row));

        share.ShouldBe(outside);
        string? found = Overlap.Of([.. Enumerable.Range(0, Rows).Select(row => Terms.Of(policy, row, model, 68.28).Weight)]).Refusal(share);
        if (refusal is null)
            found.ShouldBeNull();
        else
            found.ShouldNotBeNull().ShouldContain(refusal);
    }

    [Fact]
    public void A_drawing_policy_lies_outside_with_the_rates_that_were_never_offered()
    {
        // Of a grid of quarter points only 4, 5, 6 and 7 were offered.
        double share = Terms.Outside(new RatePolicy("", "", null), 0);
        share.ShouldBe(1 - (4.0 / Grid.Of(0).Length), 1e-12);
    }
}
