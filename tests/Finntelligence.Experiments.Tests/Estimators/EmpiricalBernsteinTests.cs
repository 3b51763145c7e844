using Finntelligence.Experiments.Estimators;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Experiments.Tests.Estimators;

public sealed class EmpiricalBernsteinTests
{
    [Fact]
    public void It_is_its_formula()
    {
        var interval = EmpiricalBernstein.Of([0, 1, 0, 1], range: 1, confidence: 0.9);
        double log = Math.Log(40), half = Math.Sqrt(2 * (1.0 / 3) * log / 4) + (7 * log / 9);
        interval.Lower.ShouldBe(0.5 - half, 1e-12);
        interval.Upper.ShouldBe(0.5 + half, 1e-12);
    }

    [Fact]
    public void It_covers_at_least_as_often_as_it_says_where_the_bootstrap_does_not()
    {
        // One in fifty earns 50: of 100 decisions none does in every seventh log.
        int covered = 0;
        for (ulong log = 0; log < 400; log++)
        {
            var random = new CounterRandom(log);
            double[] terms = [.. Enumerable.Range(0, 100).Select(i => random.Uniform((ulong)i) < 0.02 ? 50.0 : 0)];
            var interval = EmpiricalBernstein.Of(terms, range: 50, confidence: 0.9);
            covered += interval.Lower <= 1 && 1 <= interval.Upper ? 1 : 0;
        }
        covered.ShouldBeGreaterThanOrEqualTo(360);
    }

    [Fact]
    public void One_term_says_nothing() => EmpiricalBernstein.Of([3], 1, 0.9).Upper.ShouldBe(double.PositiveInfinity);
}
