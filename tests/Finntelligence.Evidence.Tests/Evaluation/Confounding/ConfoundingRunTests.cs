using Finntelligence.Evidence.Evaluation.Confounding;
using Finntelligence.Histories.Simulation.Confounding;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Tests.Evaluation.Confounding;

public sealed class ConfoundingRunTests
{
    private static readonly ProductDefinition Product = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));

    [Fact]
    public void The_verdict_is_right_and_weights_help_where_the_cause_was_seen()
    {
        var result = ConfoundingRun.Run(Product, 5000, 1, 1, 2, new Progress<double>(), default);

        result.Cases.Select(c => (c.Strength, c.MoodSeen)).ShouldBe(
            [("none", false), ("weak", true), ("weak", false), ("moderate", true), ("moderate", false), ("strong", true), ("strong", false)]);
        result.Cases.ShouldAllBe(c => c.Right == 1);
        foreach (var one in result.Cases)
        {
            one.TakeUp.Truth.ShouldBeLessThan(-0.01);
            one.Default.Truth.ShouldBeGreaterThan(0.005);
            foreach (var share in (double[])[one.Profit.Naive, one.Profit.Weighted, one.Profit.WithinRates, one.Profit.OracleWithinTerms, one.Profit.Usual])
                share.ShouldBeInRange(0, 1);
            one.Profit.Banded.ShouldBeInRange(0, one.Profit.OracleWithinTerms);
        }

        // Prices that follow risk hide what they do, and more so the more they follow it; a cause that nobody sees hides all of it, weights or not.
        var seen = result.Cases.Where(c => c.MoodSeen).ToList();
        seen.ShouldAllBe(c => c.TakeUp.Naive.Mean > 0.004);
        seen[0].TakeUp.Naive.Mean.ShouldBeLessThan(seen[2].TakeUp.Naive.Mean);
        result.Cases.Where(c => c.Strength != "none" && !c.MoodSeen).ShouldAllBe(c => c.TakeUp.Weighted.Mean > 0.012);

        // What a public loan book is checked by: offers follow what people paid, and no grade is offered what its like did not pay. With a cause hidden, people
        // who look alike paid wider apart than a grade did, and one grade in seven may lie at the edge.
        foreach (var one in result.Cases.Where(c => c.Strength is "moderate" or "strong"))
        {
            one.Book.LeastCorrelation.ShouldBeGreaterThan(0.2);
            one.Book.GradesOutside.ShouldBeLessThanOrEqualTo(one.MoodSeen ? 0 : 0.15);
        }
    }

    [Fact]
    public void Weights_remove_most_of_the_bias_of_a_cause_that_was_seen()
    {
        var trial = ConfoundingTrial.Run(ConfoundedProduct.Seen(Product), ConfoundingStrength.Moderate, 20_000, 1, 2, default);
        var slopes = trial.TakeUp;
        var (naive, uncorrected, weighted) = (slopes.Naive - slopes.Truth, slopes.Uncorrected - slopes.Truth, slopes.Weighted - slopes.Truth);

        trial.Verdict.ShouldBe(PriceVerdict.Identified);
        naive.ShouldBeGreaterThan(0.005);
        Math.Abs(weighted).ShouldBeLessThan(0.5 * naive);
        // Trees alone stop before they have learned the effect whole.
        uncorrected.ShouldBeGreaterThan(weighted);
    }
}
