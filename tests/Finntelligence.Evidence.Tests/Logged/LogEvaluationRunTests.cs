using Finntelligence.Evidence.Logged;
using Finntelligence.Experiments.Estimators;

namespace Finntelligence.Evidence.Tests.Logged;

public sealed class LogEvaluationRunTests
{
    private const int Offers = 20_000;

    private static readonly ValuationOptions Valuation = new() { Replicates = 200, Threads = 2 };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_rate_is_worth_what_it_is_worth_by_propensities_and_by_strata(bool own)
    {
        var log = SomeLog.Draw(Offers, 1, propensities: own);
        var run = Run(log, own, new RatedPolicy("eight", "Eight", [.. log.Select(_ => 8.0)]), new RatedPolicy("ten", "Ten", [.. log.Select(_ => 10.0)]));

        var valued = run.ToDate(default);

        foreach (var (name, rate) in ((string, double)[])[("eight", 8), ("ten", 10)])
        {
            var policy = valued.Single(p => p.Name == name);
            policy.Refusal.ShouldBeNull();
            double truth = (SomeLog.Truth(rate, 0) + SomeLog.Truth(rate, 1)) / 2;
            foreach (string estimator in (string[])["inversePropensity", "selfNormalised"])
                policy.Estimates.Single(e => e.Estimator == estimator).Value.ShouldBe(truth, 4.5, $"{name} {estimator}");
        }

        // As logged, the groups' rates go with what they take: the mean at ten is far from what ten is worth.
        double naive = log.Where(d => d.Terms.Rate == 10).Average(d => d.Profit);
        Math.Abs(naive - ((SomeLog.Truth(10, 0) + SomeLog.Truth(10, 1)) / 2)).ShouldBeGreaterThan(15);
    }

    [Fact]
    public void Without_strata_confounded_rates_mislead_and_nothing_warns_but_the_log()
    {
        var log = SomeLog.Draw(Offers, 1, propensities: false).Select(d => d with { Stratum = "" }).ToArray();
        var run = Run(log, own: false, new RatedPolicy("ten", "Ten", [.. log.Select(_ => 10.0)]));
        double truth = (SomeLog.Truth(10, 0) + SomeLog.Truth(10, 1)) / 2;
        Math.Abs(run.ToDate(default)[1].Estimates[0].Value - truth).ShouldBeGreaterThan(15);
    }

    [Fact]
    public void A_rate_that_was_never_offered_is_refused_with_the_reason()
    {
        var log = SomeLog.Draw(2000, 2);
        var valued = Run(log, true, new RatedPolicy("six", "Six", [.. log.Select(_ => 6.0)])).ToDate(default)[1];
        valued.Refusal.ShouldNotBeNull().ShouldContain("no decision");
        valued.Estimates.ShouldBeEmpty();
    }

    [Fact]
    public void A_rate_that_was_never_offered_to_half_of_them_is_refused_by_strata_exactly()
    {
        var log = SomeLog.Draw(4000, 2, propensities: false).Where(d => d.Stratum == "poor" || d.Terms.Rate != 10).ToArray();
        var valued = Run(log, false, new RatedPolicy("ten", "Ten", [.. log.Select(_ => 10.0)])).ToDate(default)[1];
        valued.Refusal.ShouldNotBeNull().ShouldContain("% of its offers");
    }

    // To decline everybody earns nothing, for certain.
    [Fact]
    public void No_offer_earns_nothing_and_needs_no_evidence()
    {
        var log = SomeLog.Draw(2000, 3);
        var valued = Run(log, true, new RatedPolicy("none", "None", [.. log.Select(_ => double.NaN)])).ToDate(default)[1];
        valued.Refusal.ShouldBeNull();
        valued.Estimates.ShouldAllBe(e => Math.Abs(e.Value) < 1e-9);
    }

    [Fact]
    public void Young_offers_are_censored_by_their_age_and_not_by_what_became_of_them()
    {
        var log = SomeLog.Draw(4000, 4);
        var asOf = log[^1].At;
        var run = new LogEvaluationRun(SomeLog.Product, SomeLog.File(log), null, [], new LogRunOptions(asOf, HorizonMonths: 2, 0.5, Valuation));

        var data = run.Describe("log.csv", "");

        data.Old.ShouldBe(log.Count(d => (asOf - d.At).TotalDays >= 2 * 365.25 / 12));
        (data.Old + data.Young).ShouldBe(4000);
        run.OnOld(default)[0].Estimates[0].Value.ShouldBe(log.Take(data.Old).Average(d => d.Profit), 1e-9);
    }

    [Fact]
    public void The_overlap_of_rates_sums_to_one()
    {
        var log = SomeLog.Draw(1000, 5);
        var rates = Run(log, true, new RatedPolicy("ten", "Ten", [.. log.Select(_ => 10.0)])).Rates();
        rates.Sum(r => r.Logged).ShouldBe(1, 1e-9);
        rates.Sum(r => r.Policies[0].Share).ShouldBe(1, 1e-9);
        rates.Select(r => r.Rate).ShouldBe([8, 9, 10]);
    }

    private static LogEvaluationRun Run(LoggedDecision[] log, bool own, params RatedPolicy[] policies) => new(
        SomeLog.Product, SomeLog.File(log, own), null, policies, new LogRunOptions(log.Max(d => d.At), 0, 0.25, Valuation));
}
