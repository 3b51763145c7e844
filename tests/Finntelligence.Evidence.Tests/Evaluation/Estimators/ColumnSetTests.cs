using Finntelligence.Evidence.Evaluation.Estimators;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Evidence.Tests.Evaluation.Estimators;

public sealed class ColumnSetTests
{
    private const int Rows = 700;

    private static readonly double[] Values = [.. Enumerable.Range(0, Rows).Select(i => new CounterRandom(3).Uniform((ulong)i) * 10)];
    private static readonly double[] Ones = [.. Enumerable.Repeat(1.0, Rows)];

    [Fact]
    public void Intervals_of_a_mean_cover_it_as_often_as_they_say()
    {
        const int Trials = 200;
        int covered = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            var random = new CounterRandom((ulong)trial).Fork(9);
            var columns = new ColumnSet();
            columns.Add([.. Enumerable.Range(0, 200).Select(i => random.Uniform((ulong)i))]);
            columns.Add([.. Enumerable.Repeat(1.0, 200)]);
            columns.Resample(200, (ulong)trial, 2, null, default);
            var interval = columns.Estimate(0, 1, null).Interval;
            covered += interval.Lower <= 0.5 && 0.5 <= interval.Upper ? 1 : 0;
        }
        ((double)covered / Trials).ShouldBe(0.9, 0.07);
    }

    [Fact]
    public void A_difference_is_paired()
    {
        var columns = new ColumnSet();
        columns.Add(Values);
        columns.Add([.. Values.Select(v => v + 1)]);
        columns.Add(Ones);
        columns.Resample(300, 1, 2, null, default);
        var estimate = columns.Estimate(1, 2, (0, 2));
        estimate.Difference!.Value.ShouldBe(1, 1e-9);
        estimate.DifferenceInterval!.Value.Lower.ShouldBe(1, 1e-9);
        estimate.DifferenceInterval!.Value.Upper.ShouldBe(1, 1e-9);
        estimate.Interval.Lower.ShouldBeLessThan(estimate.Value);
    }
}
