using Finntelligence.Histories.Simulation;

namespace Finntelligence.Histories.Tests.Simulation;

public sealed class RowRandomTests
{
    [Fact]
    public void The_same_row_draws_the_same_and_neighbours_do_not()
    {
        Draws(1, 7).ShouldBe(Draws(1, 7));
        Draws(1, 7).Intersect(Draws(1, 8)).ShouldBeEmpty();
        Draws(1, 7).Intersect(Draws(2, 7)).ShouldBeEmpty();
    }

    [Fact]
    public void First_draws_of_rows_are_uniform_and_unrelated()
    {
        const int Rows = 100_000;
        const int Bins = 20;
        int[] counts = new int[Bins];
        double product = 0;
        double previous = 0.5;
        for (int row = 0; row < Rows; row++)
        {
            double u = new RowRandom(2008, row).Uniform();
            u.ShouldBeInRange(double.Epsilon, 1 - double.Epsilon);
            counts[(int)(u * Bins)]++;
            product += (u - 0.5) * (previous - 0.5);
            previous = u;
        }
        // 19 degrees of freedom: 43.8 is passed once in a thousand.
        double expected = (double)Rows / Bins;
        counts.Sum(c => (c - expected) * (c - expected) / expected).ShouldBeLessThan(43.8);
        // Variance 1/12 each: five standard errors of the correlation.
        Math.Abs(product / Rows * 12).ShouldBeLessThan(5 / Math.Sqrt(Rows));
    }

    [Fact]
    public void Choices_follow_their_weights_and_never_take_a_weightless_one()
    {
        double[] weights = [0, 3, 0, 1, 0];
        int[] counts = new int[weights.Length];
        for (int row = 0; row < 40_000; row++)
            counts[new RowRandom(3, row).Choice(weights)]++;
        counts[0].ShouldBe(0);
        counts[2].ShouldBe(0);
        counts[4].ShouldBe(0);
        // 10,000 expected, standard error 87.
        counts[3].ShouldBeInRange(9_600, 10_400);
    }

    private static double[] Draws(ulong seed, long row)
    {
        var random = new RowRandom(seed, row);
        return [.. Enumerable.Range(0, 50).Select(_ => random.Uniform())];
    }
}
