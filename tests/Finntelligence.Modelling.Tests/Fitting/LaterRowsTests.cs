using System.Collections.Immutable;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Modelling.Identification;
using Finntelligence.Trees;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Modelling.Tests.Fitting;

public sealed class LaterRowsTests
{
    private const int Count = 3000;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ITrainer Trainer = Trainers.Of("MonotoneFastTree");

    [Fact]
    public void The_latest_fifth_is_predicted_by_what_was_learned_before_it()
    {
        // Take-up halves in the latest fifth.
        var later = Of(i => i < Count * 4 / 5 ? 0.6 : 0.3, i => Start.AddHours(i))!;
        later.Rows.ShouldBeInRange((Count / 5) - 2, (Count / 5) + 2);
        later.From.ShouldBe(Start.AddHours(Count * 4 / 5), TimeSpan.FromHours(2));
        later.Metrics.MeanPredicted.ShouldBe(0.6, 0.05);
        later.Metrics.MeanObserved.ShouldBe(0.3, 0.05);
        // What the feature says still holds.
        later.Metrics.Auc.ShouldBeGreaterThan(0.6);
        later.Figures()["laterMeanObserved"].ShouldBe(later.Metrics.MeanObserved, 1e-6);
    }

    [Fact]
    public void It_goes_by_time_and_not_by_the_order_of_the_file()
    {
        var later = Of(i => i < Count / 5 ? 0.3 : 0.6, i => Start.AddHours(-i))!;
        later.Metrics.MeanObserved.ShouldBe(0.3, 0.05);
        later.Metrics.MeanPredicted.ShouldBe(0.6, 0.05);
    }

    [Fact]
    public void Where_all_was_decided_at_once_there_is_nothing_later() => Of(_ => 0.5, _ => Start).ShouldBeNull();

    private static LaterRows? Of(Func<int, double> chance, Func<int, DateTimeOffset> at)
    {
        var random = new CounterRandom(9);
        var features = ImmutableArray.Create(new FeatureSpec("x"));
        float[] values = [.. Enumerable.Range(0, Count).Select(i => (float)random.Fork(1).Uniform((ulong)i))];
        float[] labels = [.. Enumerable.Range(0, Count).Select(i => random.Fork(2).Uniform((ulong)i) < chance(i) * (0.5 + values[i]) ? 1f : 0f)];
        var rows = new LabeledRows(features, values, labels);
        return LaterRows.Of(Trainer, Trainer.Candidates(1)[0], rows, labels, [.. Enumerable.Range(0, Count).Select(i => i % ModelFitter.Folds)], [.. Enumerable.Range(0, Count).Select(at)], 2, default);
    }
}
