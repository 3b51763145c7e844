using Finntelligence.Modelling.Identification;
using Finntelligence.Trees;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Modelling.Tests.Identification;

public sealed class CrossFittedMeanTests
{
    private const int Rows = 4000;

    [Fact]
    public void The_mean_of_a_number_given_the_features_is_found_on_rows_not_learned_from()
    {
        var random = new Random(1);
        float[] x = [.. Enumerable.Range(0, Rows).Select(_ => (float)random.NextDouble())];
        double[] truth = [.. x.Select(v => v < 0.3 ? 4.0 : v < 0.7 ? 6.5 : 10)];
        double[] targets = [.. truth.Select(t => t + random.NextDouble() - 0.5)];

        var mean = Fit(x, targets).OutOfFold;

        mean.Zip(truth).Average(p => Math.Abs(p.First - p.Second)).ShouldBeLessThan(0.15);
        mean.ShouldAllBe(m => m >= targets.Min() && m <= targets.Max());
    }

    [Fact]
    public void A_row_does_not_tell_its_own_mean()
    {
        var random = new Random(2);
        float[] x = [.. Enumerable.Range(0, Rows).Select(_ => (float)random.NextDouble())];
        double[] noise = [.. x.Select(_ => random.NextDouble())];

        var mean = Fit(x, noise).OutOfFold;

        RateBalance.Pearson(mean, noise, null).ShouldBeInRange(-0.05, 0.05);
    }

    [Fact]
    public void What_is_the_same_for_all_has_itself_as_its_mean()
    {
        var fit = Fit(new float[Rows], [.. Enumerable.Repeat(7.5, Rows)]);

        fit.OutOfFold.ShouldAllBe(m => m == 7.5);
        fit.Final(default).Of([0f]).ShouldBe(7.5);
    }

    [Fact]
    public void Trees_of_all_rows_say_about_what_those_of_the_folds_say()
    {
        var random = new Random(3);
        float[] x = [.. Enumerable.Range(0, Rows).Select(_ => (float)random.NextDouble())];
        var fit = Fit(x, [.. x.Select(v => (v > 0.5 ? 9 : 5) + random.NextDouble())]);

        var final = fit.Final(default);

        x.Select((v, i) => Math.Abs(final.Of([v]) - fit.OutOfFold[i])).Average().ShouldBeLessThan(0.1);
    }

    private static CrossFittedMean Fit(float[] x, double[] targets) => CrossFittedMean.Fit(
        [new FeatureSpec("x", FeatureKind.Numeric, Monotonicity.None)], new RowValues(x, 1), targets, [.. Enumerable.Range(0, x.Length).Select(i => i % 5)], 1, 1, default);
}
