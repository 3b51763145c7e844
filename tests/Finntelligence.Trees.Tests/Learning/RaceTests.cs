using System.Collections.Immutable;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Trees.Tests.Learning;

public sealed class RaceTests
{
    private static readonly TreeOptions Options = new()
    {
        NumberOfTrees = 160,
        NumberOfLeaves = 4,
        LearningRate = 0.1,
        MinimumExampleCountPerLeaf = 20,
        EarlyStoppingRounds = 40,
        FeatureFraction = 0.6,
        BaggingExampleFraction = 0.7,
    };

    private static readonly ImmutableArray<TreeOptions> Candidates =
    [
        Options with { NumberOfLeaves = 31, FeatureFraction = 1, BaggingExampleFraction = 1, LearningRate = 0.3 },
        Options,
        Options with { NumberOfLeaves = 8, L2Regularization = 5 },
        Options with { NumberOfLeaves = 2, LearningRate = 0.05, NumberOfTrees = 320, EarlyStoppingRounds = 80 },
        Options with { NumberOfLeaves = 16, MaximumBinCountPerFeature = 31 },
    ];

    [Theory]
    [InlineData(400, 1ul, false)]
    [InlineData(1_500, 2ul, true)]
    [InlineData(4_000, 3ul, false)]
    [InlineData(4_000, 4ul, true)]
    [InlineData(9_000, 5ul, false)]
    public void The_race_finds_what_the_full_search_finds(int count, ulong seed, bool weighted)
    {
        var (rows, folds) = History(count, seed, weighted);
        var raced = CrossValidation.Run(rows, folds, Candidates, threads: 2);

        // Alone nobody is given up.
        ImmutableArray<CrossValidationResult> full = [.. Candidates.Select(candidate => CrossValidation.Run(rows, folds, [candidate], threads: 2)[0])];
        full.ShouldAllBe(result => result.IsComplete);
        var (expected, found) = (full.MinBy(r => r.BestLoss)!, raced.MinBy(r => r.BestLoss)!);
        found.Options.ShouldBe(expected.Options);
        found.IsComplete.ShouldBeTrue();
        found.Loss.ShouldBe(expected.Loss);
        found.Scores.ShouldBe(expected.Scores);
        raced.ShouldContain(result => !result.IsComplete);
        foreach (var (race, alone) in raced.Zip(full))
        {
            race.Loss.ShouldBe(alone.Loss[..race.Loss.Length], "up to where a candidate is given up its curve is that of the full search");
            race.Loss.Length.ShouldBeLessThanOrEqualTo(alone.Loss.Length);
            if (race.IsComplete)
                race.Scores.ShouldBe(alone.Scores);
            else
                (race.BestLoss > found.BestLoss && race.Scores.IsEmpty).ShouldBeTrue();
        }
    }

    [Fact]
    public void Threads_change_nothing()
    {
        var (rows, folds) = History(2_500, 6, weighted: true);
        var one = CrossValidation.Run(rows, folds, Candidates, threads: 1);
        foreach (var threads in (int[])[2, 5, 40])
        {
            var more = CrossValidation.Run(rows, folds, Candidates, threads);
            foreach (var (a, b) in one.Zip(more))
            {
                b.Options.ShouldBe(a.Options);
                b.IsComplete.ShouldBe(a.IsComplete);
                b.Loss.ShouldBe(a.Loss);
                b.Scores.ShouldBe(a.Scores);
            }
        }
    }

    [Fact]
    public void Progress_ends_with_all_trainings()
    {
        var (rows, folds) = History(1_000, 7, weighted: false);
        var told = new Told(_ => { });
        CrossValidation.Run(rows, folds, Candidates, 1, told);
        told.Values.ShouldBe(told.Values.Order());
        told.Values[^1].ShouldBe(Candidates.Length * 5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void It_can_be_cancelled_midway(int threads)
    {
        var (rows, folds) = History(4_000, 8, weighted: false);
        using var source = new CancellationTokenSource();
        var told = new Told(_ => source.Cancel());
        Should.Throw<OperationCanceledException>(() => CrossValidation.Run(rows, folds, Candidates, threads, told, source.Token));
        told.Values.ShouldNotContain(Candidates.Length * 5);
        Should.Throw<OperationCanceledException>(() => CrossValidation.Run(rows, folds, Candidates, threads, cancellationToken: source.Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void What_stops_one_training_stops_the_race_and_is_told_as_it_is(int threads)
    {
        // All events are in fold 3, so those who learn without it see none.
        var (rows, _) = History(1_000, 9, weighted: false);
        int[] folds = [.. Enumerable.Range(0, rows.Count).Select(i => rows.Labels[i] == 1 ? 3 : i % 3)];
        Should.Throw<ArgumentException>(() => CrossValidation.Run(rows, folds, Candidates, threads)).Message.ShouldContain("All rows have the label 0");
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        var (rows, folds) = History(400, 10, weighted: false);
        Should.Throw<ArgumentException>(() => CrossValidation.Run(rows, folds, [Options, Options with { LearningRate = 0 }])).Message.ShouldContain("LearningRate is 0");
    }

    [Fact]
    public void Candidates_without_rounds_or_splits_are_answered()
    {
        var (rows, folds) = History(400, 11, weighted: false);
        var results = CrossValidation.Run(
            rows, folds,
            [Options with { NumberOfTrees = 0 }, Options with { MinimumExampleCountPerLeaf = 400, FeatureFraction = 1, BaggingExampleFraction = 1 }, Options]);
        results[0].Loss.Length.ShouldBe(1);
        results[1].Loss.ShouldBe(results[0].Loss);
        results[2].BestLoss.ShouldBeLessThan(results[0].BestLoss);
    }

    private static (LabeledRows Rows, int[] Folds) History(int count, ulong seed, bool weighted) =>
        (TestData.Mixed(count, seed, weighted: weighted), [.. Enumerable.Range(0, count).Select(i => i % 5)]);

    private sealed class Told(Action<int> also) : IProgress<int>
    {
        public List<int> Values { get; } = [];

        public void Report(int value)
        {
            lock (Values)
                Values.Add(value);
            also(value);
        }
    }
}
