using System.Security.Cryptography;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.Native;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Finntelligence.Trees.Tests.Learning;

public sealed class GradientBoosterTests
{
    private static readonly TreeOptions Small = new() { NumberOfTrees = 20, NumberOfLeaves = 8, MinimumExampleCountPerLeaf = 5 };

    [Fact]
    public void Constrained_features_are_monotone_at_every_pair_of_rows()
    {
        var property = Prop.ForAll(Gen.Choose(1, 100_000).ToArbitrary(), Gen.Choose(50, 600).ToArbitrary(), (seed, count) =>
        {
            // The second constraint is against the truth, so the learner wants to break it at every split.
            var rows = TestData.Mixed(count, (ulong)seed, first: Monotonicity.Increasing, second: Monotonicity.Increasing);
            var options = Small with
            {
                Seed = (ulong)seed,
                LearningRate = seed % 2 == 0 ? 0.3 : 1,
                BaggingExampleFraction = seed % 3 == 0 ? 0.6 : 1,
                FeatureFraction = seed % 5 == 0 ? 0.5 : 1,
                L2Regularization = seed % 4,
            };
            if (rows.Labels.Distinct().Count() < 2)
                return true;
            var ensemble = GradientBooster.Train(rows, options).Ensemble;
            return IsRising(ensemble, rows, feature: 0) && IsRising(ensemble, rows, feature: 1);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), property);
    }

    [Fact]
    public void Without_the_constraint_the_same_data_is_not_monotone()
    {
        // Guards the property above: it could not fail on data that is monotone anyway.
        var rows = TestData.Mixed(400, 3);
        IsRising(GradientBooster.Train(rows, Small).Ensemble, rows, feature: 1).ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Any_number_of_threads_gives_the_same_bytes(bool weighted)
    {
        var rows = TestData.Mixed(60_000, 11, weighted: weighted);
        var options = Small with { BaggingExampleFraction = 0.8, FeatureFraction = 0.7 };
        var expected = Bytes(GradientBooster.Train(rows, options with { NumberOfThreads = 1 }).Ensemble);
        foreach (var threads in (int[])[2, 3, 16])
            Bytes(GradientBooster.Train(rows, options with { NumberOfThreads = threads }).Ensemble).ShouldBe(expected);
    }

    [Fact]
    public void Any_machine_gives_the_same_bytes()
    {
        // Golden: .ci/run repeats this test with vector instructions switched off.
        var rows = TestData.Mixed(5_000, 12, weighted: true, first: Monotonicity.Increasing);
        var bytes = Bytes(GradientBooster.Train(rows, Small with { BaggingExampleFraction = 0.8 }).Ensemble);
        Convert.ToHexStringLower(SHA256.HashData(bytes)).ShouldBe("2086c9abb0d5653b38e7a93054828af13b9c67ac113f1ae966c824673aac38f5");
    }

    [Fact]
    public void Order_of_rows_does_not_matter()
    {
        var rows = TestData.Mixed(3_000, 13);
        var reversed = rows.Select([.. Enumerable.Range(0, rows.Count).Reverse()]);
        Bytes(GradientBooster.Train(reversed, Small).Ensemble).ShouldBe(Bytes(GradientBooster.Train(rows, Small).Ensemble));
    }

    [Fact]
    public void Seed_matters_only_when_something_is_sampled()
    {
        var rows = TestData.Mixed(2_000, 14);
        Bytes(GradientBooster.Train(rows, Small with { Seed = 2 }).Ensemble).ShouldBe(Bytes(GradientBooster.Train(rows, Small).Ensemble));
        var sampled = Small with { BaggingExampleFraction = 0.5 };
        Bytes(GradientBooster.Train(rows, sampled with { Seed = 2 }).Ensemble)
            .ShouldNotBe(Bytes(GradientBooster.Train(rows, sampled).Ensemble));
    }

    [Fact]
    public void A_weight_of_two_is_two_rows_and_a_weight_of_zero_none()
    {
        // Bins are chosen by rows, weighted or not, so the values are made few enough to have a bin each.
        var mixed = TestData.Mixed(600, 15);
        var rows = new LabeledRows(mixed.Features, [.. mixed.Values.Select(v => MathF.Round(v, 1))], mixed.Labels);
        float[] weights = [.. Enumerable.Range(0, rows.Count).Select(i => (float)(i % 3))];
        int[] copies = [.. Enumerable.Range(0, rows.Count).SelectMany(i => Enumerable.Repeat(i, i % 3))];
        var options = Small with { MinimumExampleCountPerLeaf = 1, MinimumHessianPerLeaf = 1 };
        var weighted = GradientBooster.Train(new LabeledRows(rows.Features, rows.Values, rows.Labels, weights), options).Ensemble;
        var repeated = GradientBooster.Train(rows.Select(copies), options).Ensemble;
        for (var i = 0; i < rows.Count; i++)
            weighted.Score(rows.Row(i)).ShouldBe(repeated.Score(rows.Row(i)), 1e-5);
    }

    [Fact]
    public void No_trees_give_the_prior()
    {
        float[] labels = [1, 0, 0, 0];
        var ensemble = GradientBooster.Train(new LabeledRows([new("x")], [1, 2, 3, 4], labels), Small with { NumberOfTrees = 0 }).Ensemble;
        ensemble.Score([2f]).ShouldBe(Math.Log(1.0 / 3), 1e-9);
    }

    [Fact]
    public void Early_stopping_keeps_the_rounds_up_to_the_lowest_validation_loss()
    {
        var options = Small with { NumberOfTrees = 500, LearningRate = 0.3, EarlyStoppingRounds = 20 };
        var result = GradientBooster.Train(TestData.Mixed(500, 16), options, TestData.Mixed(500, 17));

        result.Ensemble.Trees.Length.ShouldBeInRange(1, 400);
        result.ValidationLoss.Length.ShouldBe(result.Ensemble.Trees.Length + 21);
        result.ValidationLoss[result.Ensemble.Trees.Length].ShouldBe(result.ValidationLoss.Min());
    }

    [Fact]
    public void Validation_loss_is_the_log_loss_of_the_ensemble()
    {
        var validation = TestData.Mixed(300, 18, weighted: true);
        var result = GradientBooster.Train(TestData.Mixed(500, 19), Small, validation);
        for (var trees = 0; trees <= Small.NumberOfTrees; trees += 10)
        {
            var ensemble = result.Ensemble.Take(trees);
            double loss = 0;
            for (var i = 0; i < validation.Count; i++)
            {
                var p = 1 / (1 + Math.Exp(-ensemble.Score(validation.Row(i))));
                loss -= validation.Weights![i] * Math.Log(validation.Labels[i] == 1 ? p : 1 - p);
            }

            result.ValidationLoss[trees].ShouldBe(loss / validation.Weights!.Sum(w => (double)w), 1e-12);
        }
    }

    [Fact]
    public void Training_lowers_the_loss_on_rows_it_has_not_seen()
    {
        var result = GradientBooster.Train(TestData.Mixed(4_000, 20), Small, TestData.Mixed(4_000, 21));
        result.ValidationLoss[^1].ShouldBeLessThan(0.85 * result.ValidationLoss[0]);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    public void One_class_only_is_refused(float label)
    {
        var rows = new LabeledRows([new("x")], [1, 2], [label, label]);
        Should.Throw<ArgumentException>(() => GradientBooster.Train(rows, Small)).Message.ShouldContain($"label {label}");
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    public void One_row_is_refused_since_it_has_one_class(float label) =>
        Should.Throw<ArgumentException>(() => GradientBooster.Train(new LabeledRows([new("x")], [1], [label]), new TreeOptions()))
            .Message.ShouldContain($"label {label}");

    [Fact]
    public void No_rows_and_only_weights_of_zero_are_refused()
    {
        Should.Throw<ArgumentException>(() => GradientBooster.Train(new LabeledRows([new("x")], [], []), Small));
        Should.Throw<ArgumentException>(() => GradientBooster.Train(new LabeledRows([new("x")], [1, 2], [0, 1], [0, 0]), Small))
            .Message.ShouldContain("positive weight");
    }

    [Fact]
    public void Constant_and_all_missing_columns_are_left_alone()
    {
        float[] labels = [.. Enumerable.Range(0, 100).Select(i => (float)(i % 2))];
        var rows = new LabeledRows([new("constant"), new("missing")], [.. labels.SelectMany(_ => new[] { 3f, float.NaN })], labels);
        var ensemble = GradientBooster.Train(rows, Small).Ensemble;
        ensemble.Trees.ShouldBeEmpty();
        ensemble.Score([3f, 1f]).ShouldBe(0);
    }

    [Fact]
    public void Extreme_values_are_split_like_others()
    {
        float[] values = [-1e38f, -1, -1e-45f, 0, 1e-45f, 1, 1e38f, float.PositiveInfinity];
        float[] labels = [0, 0, 0, 0, 1, 1, 1, 1];
        var options = Small with { MinimumExampleCountPerLeaf = 1, MinimumHessianPerLeaf = 0 };
        var ensemble = GradientBooster.Train(new LabeledRows([new("x")], values, labels), options).Ensemble;
        for (var i = 0; i < values.Length; i++)
            (ensemble.Score([values[i]]) > 0).ShouldBe(labels[i] == 1);
    }

    [Fact]
    public void Tens_of_thousands_of_categories_are_learned_where_they_are_frequent()
    {
        // Codes 0 and 1 are frequent and opposite; 65,000 others occur once.
        const int rare = 65_000;
        float[] codes = [.. Enumerable.Range(0, rare).Select(i => i + 2f), .. Enumerable.Repeat(0f, 3000), .. Enumerable.Repeat(1f, 3000)];
        float[] labels = [.. Enumerable.Range(0, rare).Select(i => (float)(i % 2)), .. Enumerable.Repeat(0f, 3000), .. Enumerable.Repeat(1f, 3000)];
        var ensemble = GradientBooster.Train(new LabeledRows([new("c", FeatureKind.Category)], codes, labels), Small).Ensemble;
        ensemble.Score([0f]).ShouldBeLessThan(-1);
        ensemble.Score([1f]).ShouldBeGreaterThan(1);
        Math.Abs(ensemble.Score([99_999f])).ShouldBeLessThan(0.2);
    }

    [Theory]
    [InlineData(1e-30f)]
    [InlineData(1e30f)]
    public void Huge_and_tiny_weights_are_scaled(float weight)
    {
        var rows = TestData.Mixed(500, 22);
        var options = Small with { MinimumHessianPerLeaf = 0, L2Regularization = 0, MinimumSplitGain = 0 };
        var plain = GradientBooster.Train(rows, options).Ensemble;
        var weighted = GradientBooster.Train(
            new LabeledRows(rows.Features, rows.Values, rows.Labels, [.. rows.Labels.Select(_ => weight)]), options).Ensemble;
        for (var i = 0; i < rows.Count; i++)
            weighted.Take(3).Score(rows.Row(i)).ShouldBe(plain.Take(3).Score(rows.Row(i)), 1e-4);
    }

    [Fact]
    public void Cancellation_stops_training()
    {
        using var source = new CancellationTokenSource();
        var progress = new InlineProgress(round =>
        {
            if (round == 3)
                source.Cancel();
        });
        Should.Throw<OperationCanceledException>(() =>
            GradientBooster.Train(TestData.Mixed(500, 23), Small, progress: progress, cancellationToken: source.Token));
    }

    private static bool IsRising(TreeEnsemble ensemble, LabeledRows rows, int feature)
    {
        var values = Enumerable.Range(0, rows.Count).Select(i => rows.Row(i)[feature]).Where(v => !float.IsNaN(v)).Distinct().Order().ToArray();
        for (var i = 0; i < rows.Count; i += 7)
        {
            var row = rows.Row(i).ToArray();
            var last = double.NegativeInfinity;
            foreach (var value in values)
            {
                row[feature] = value;
                var score = ensemble.Score(row);
                if (score < last)
                    return false;
                last = score;
            }
        }

        return true;
    }

    private static byte[] Bytes(TreeEnsemble ensemble)
    {
        using var stream = new MemoryStream();
        EnsembleBinary.Write(ensemble, stream);
        return stream.ToArray();
    }

    private sealed class InlineProgress(Action<int> action) : IProgress<int>
    {
        public void Report(int value) => action(value);
    }
}
