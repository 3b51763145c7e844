using System.Collections.Immutable;
using Finntelligence.Modelling.Identification;
using Finntelligence.Trees;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Modelling.Tests.Identification;

public sealed class EntropyBalanceTests
{
    private const int Rows = 3000;
    private static readonly ImmutableArray<FeatureSpec> Features =
    [
        new("x", FeatureKind.Numeric, Monotonicity.None), new("kind", FeatureKind.Category, Monotonicity.None),
    ];

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.7)]
    public void Weights_free_the_rate_from_numbers_and_categories(double follows)
    {
        var (applicants, means) = Draw(follows);

        var weights = EntropyBalance.Of(Ones(), applicants, means, Cores.Of(2, default))!;

        foreach (var threads in (int[])[1, 5])
            EntropyBalance.Of(Ones(), applicants, means, Cores.Of(threads, default)).ShouldBe(weights);
        weights.Average().ShouldBe(1, 1e-9);
        weights.ShouldAllBe(w => w > 0);
        var balance = RateBalance.Of(Features, applicants.Values, applicants.Rates, weights);
        balance.ShouldAllBe(b => b.Before > 0.1 && b.After < 0.02);
    }

    [Fact]
    public void What_is_balanced_already_keeps_its_weights()
    {
        var (applicants, means) = Draw(0);

        EntropyBalance.Of(Ones(), applicants, means, Cores.Of(2, default))!.ShouldAllBe(w => w > 0.7 && w < 1.4);
    }

    [Fact]
    public void A_rate_that_a_feature_decides_cannot_be_freed_of_it()
    {
        float[] values = [.. Enumerable.Range(0, Rows).SelectMany(i => (float[])[i % 10, i % 3])];
        double[] rates = [.. Enumerable.Range(0, Rows).Select(i => (double)(i % 10))];

        EntropyBalance.Of(Ones(), new ApplicantRows(Features, new RowValues(values, Features.Length), rates, [.. Enumerable.Range(0, Rows)]), rates, Cores.Of(0, default)).ShouldBeNull();
    }

    private static double[] Ones() => [.. Enumerable.Repeat(1.0, Rows)];

    private static (ApplicantRows Rows, double[] Means) Draw(double follows)
    {
        var random = new Random(5);
        var values = new float[2 * Rows];
        var (rates, means) = (new double[Rows], new double[Rows]);
        for (var i = 0; i < Rows; i++)
        {
            values[2 * i] = (float)((2 * random.NextDouble()) - 1);
            values[(2 * i) + 1] = random.Next(3);
            means[i] = 7 + (follows * ((2 * values[2 * i]) + values[(2 * i) + 1]));
            rates[i] = means[i] + (3 * (random.NextDouble() - 0.5));
        }

        return (new ApplicantRows(Features, new RowValues(values, Features.Length), rates, [.. Enumerable.Range(0, Rows)]), means);
    }
}
