using Finntelligence.Experiments.Guarding;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Experiments.Tests.Guarding;

public sealed class ConfidenceSequenceTests
{
    private const int Least = 200;
    private const int Terms = 4000;

    // With σ² t = v and σ² / ρ² = r the half width times t is √((v + r) ln((v + r) / (r α²))): Howard et al., two-sided normal mixture.
    [Theory]
    [InlineData(10)]
    [InlineData(500)]
    [InlineData(100_000)]
    public void The_radius_is_the_normal_mixture_boundary(double count)
    {
        const double Rho = 0.05, Alpha = 0.1;
        double v = count, r = 1 / (Rho * Rho);
        (ConfidenceSequence.Radius(count, Rho, 1 - Alpha) * count).ShouldBe(Math.Sqrt((v + r) * Math.Log((v + r) / (r * Alpha * Alpha))), 1e-9 * count);
    }

    [Fact]
    public void It_is_narrowest_where_it_was_asked_to_be()
    {
        double rho = ConfidenceSequence.Rho(0.95, 1000), best = ConfidenceSequence.Radius(1000, rho, 0.95);
        foreach (double factor in (double[])[0.5, 0.8, 1.25, 2])
            ConfidenceSequence.Radius(1000, rho * factor, 0.95).ShouldBeGreaterThan(best * 0.999);
    }

    // Looked at after every one of 4,000 profits, nine in ten of which are 0: a test made for one look would err in a third of the cases.
    [Fact]
    public void Peeking_after_every_decision_errs_no_oftener_than_it_says()
    {
        int wrong = 0, naive = 0;
        const int Runs = 400;
        for (ulong run = 0; run < Runs; run++)
        {
            var random = new CounterRandom(run);
            var sequence = new ConfidenceSequence(0.9, Least);
            var (missed, once) = (false, false);
            for (int i = 0; i < Terms; i++)
            {
                sequence.Add(random.Uniform((ulong)i) < 0.1 ? 10 : 0);
                if (i < Least)
                    continue;
                missed |= sequence.Interval.Lower > 1 || sequence.Interval.Upper < 1;
                once |= Math.Abs(sequence.Mean - 1) > 1.645 * 3 / Math.Sqrt(i + 1);
            }
            wrong += missed ? 1 : 0;
            naive += once ? 1 : 0;
        }

        wrong.ShouldBeLessThanOrEqualTo(40);
        naive.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void It_closes_in_on_the_mean()
    {
        var sequence = new ConfidenceSequence(0.95, Least);
        for (int i = 0; i < 100_000; i++)
            sequence.Add(i % 2);
        sequence.Mean.ShouldBe(0.5, 1e-9);
        (sequence.Interval.Upper - sequence.Interval.Lower).ShouldBeLessThan(0.03);
    }
}
