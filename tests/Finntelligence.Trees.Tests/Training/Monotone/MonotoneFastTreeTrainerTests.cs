using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Training.Monotone;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Finntelligence.Trees.Tests.Training.Monotone;

public sealed class MonotoneFastTreeTrainerTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Fit_Gives_The_Model_Of_The_Learner()
    {
        var rows = Purchases.Make(1_500);
        var options = Purchases.Options();
        var fit = _ml.BinaryClassification.Trainers.MonotoneFastTree(options).Train(Purchases.View(_ml, rows));

        var expected = GradientBooster.Train(
            new LabeledRows(
                [
                    new("Price", Monotonicity: Monotonicity.Decreasing),
                    new("Visits", Monotonicity: Monotonicity.Increasing),
                    new("Noise"),
                ],
                [.. rows.SelectMany(r => r.Row)],
                [.. rows.Select(r => r.Bought ? 1f : 0f)]),
            new TreeOptions
            {
                NumberOfTrees = 30,
                NumberOfLeaves = 8,
                FeatureFraction = 0.7,
                BaggingExampleFraction = 0.8,
            }).Ensemble;
        fit.Ensemble.Features.ShouldBe(expected.Features);
        fit.Ensemble.BaseScore.ShouldBe(expected.BaseScore);
        fit.Ensemble.Trees.Length.ShouldBe(30);
        for (var t = 0; t < 30; t++)
        {
            fit.Ensemble.Trees[t].Nodes.ShouldBe(expected.Trees[t].Nodes);
            fit.Ensemble.Trees[t].Leaves.ShouldBe(expected.Trees[t].Leaves);
        }

        var trees = fit.Transformer.Model.SubModel.TrainedTreeEnsemble;
        trees.Trees.Count.ShouldBe(30);
        trees.Trees[3].SplitGains.ShouldBe(expected.Trees[3].Nodes.Select(n => n.Gain));
        (fit.Transformer.Model.Calibrator.Slope, fit.Transformer.Model.Calibrator.Offset).ShouldBe((-1, 0));
        fit.ValidationLoss.ShouldBeEmpty();
    }

    [Fact]
    public void Transform_Gives_The_Score_Of_The_Ensemble_Bit_For_Bit()
    {
        var options = Purchases.Options();
        options.Calibrator = new PlattCalibrator(-0.9, 0.125);
        var fit = _ml.BinaryClassification.Trainers.MonotoneFastTree(options).Train(Purchases.View(_ml, Purchases.Make(2_000)));
        (fit.Transformer.Model.Calibrator.Slope, fit.Transformer.Model.Calibrator.Offset).ShouldBe((-0.9, 0.125));

        var rows = Purchases.Make(3_000, seed: 7, missing: 0.3);
        (rows[0].Price, rows[1].Price, rows[2].Visits, rows[3].Visits) =
            (float.PositiveInfinity, float.NegativeInfinity, -0f, float.Epsilon);
        rows[4] = new Purchase { Price = float.NaN, Visits = float.NaN, Noise = float.NaN };
        rows.Count(r => r.Row.Any(float.IsNaN)).ShouldBeGreaterThan(1_000);

        var scores = Purchases.Scores(fit.Transformer, Purchases.View(_ml, rows));
        for (var i = 0; i < rows.Length; i++)
        {
            var score = (float)fit.Ensemble.Score(rows[i].Row);
            Bits(scores[i].Score).ShouldBe(Bits(score), $"row {i}");
            Bits(scores[i].Probability).ShouldBe(Bits(options.Calibrator.Probability(score)), $"row {i}");
        }

        // Labels are cut at one half.
        fit.Transformer.Transform(Purchases.View(_ml, rows)).GetColumn<bool>("PredictedLabel")
            .ShouldBe(scores.Select(s => s.Score > (float)(0.125 / 0.9)));
    }

    [Fact]
    public void Directions_Are_Kept_Where_A_Model_Without_Them_Breaks_Them()
    {
        var data = Purchases.View(_ml, Purchases.Make(4_000));
        var options = Purchases.Options();
        Breaches(_ml.BinaryClassification.Trainers.MonotoneFastTree(options).Fit(data)).ShouldBe((0, 0));

        options.Monotone.Clear();
        var (price, visits) = Breaches(_ml.BinaryClassification.Trainers.MonotoneFastTree(options).Fit(data));
        price.ShouldBeGreaterThan(50);
        visits.ShouldBeGreaterThan(0);

        // Only what was asked for is promised.
        options.Monotone["Visits"] = Monotonicity.Increasing;
        options.Monotone["Price"] = Monotonicity.None;
        var half = Breaches(_ml.BinaryClassification.Trainers.MonotoneFastTree(options).Fit(data));
        half.Price.ShouldBeGreaterThan(50);
        half.Visits.ShouldBe(0);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(null)]
    public void Model_Is_The_Same_At_Any_Number_Of_Threads(int? threads)
    {
        var data = Purchases.View(_ml, Purchases.Make(3_000));
        var options = Purchases.Options();
        options.FeatureFraction = 1;
        var one = SavedModel.Members(_ml, _ml.BinaryClassification.Trainers.MonotoneFastTree(options).Fit(data));
        options.NumberOfThreads = threads;
        var many = SavedModel.Members(_ml, _ml.BinaryClassification.Trainers.MonotoneFastTree(options).Fit(data));
        SavedModel.ShouldBeTheSame(many, one);
    }

    [Fact]
    public void Seed_Decides_The_Samples()
    {
        var data = Purchases.View(_ml, Purchases.Make(1_000));
        var options = Purchases.Options();
        var first = _ml.BinaryClassification.Trainers.MonotoneFastTree(options).Train(data).Ensemble;
        options.Seed = 2;
        var second = _ml.BinaryClassification.Trainers.MonotoneFastTree(options).Train(data).Ensemble;
        second.Score([5, 3, 0.5f]).ShouldNotBe(first.Score([5, 3, 0.5f]));
    }

    [Fact]
    public void Row_Of_Weight_Zero_Is_As_If_Absent_And_Others_Count_By_Weight()
    {
        var rows = Purchases.Make(1_000);
        for (var i = 0; i < rows.Length; i += 3)
            rows[i].Weight = 0;
        var weighted = Purchases.Options();
        weighted.ExampleWeightColumnName = nameof(Purchase.Weight);
        var trainer = _ml.BinaryClassification.Trainers.MonotoneFastTree(weighted);

        var all = SavedModel.Members(_ml, trainer.Fit(Purchases.View(_ml, rows)));
        var some = SavedModel.Members(_ml, trainer.Fit(Purchases.View(_ml, rows.Where(r => r.Weight > 0))));
        SavedModel.ShouldBeTheSame(some, all);
        var unweighted = _ml.BinaryClassification.Trainers.MonotoneFastTree(Purchases.Options());
        var equal = SavedModel.Members(_ml, unweighted.Fit(Purchases.View(_ml, rows.Where(r => r.Weight > 0))));
        equal[SavedModel.Trees].ShouldNotBe(all[SavedModel.Trees]);
    }

    [Fact]
    public void Rows_Whose_Number_Is_Not_Known_Beforehand_Are_All_Read()
    {
        var rows = Purchases.Make(2_500);
        var trainer = _ml.BinaryClassification.Trainers.MonotoneFastTree(Purchases.Options());
        var counted = Purchases.View(_ml, rows);
        counted.GetRowCount().ShouldBe(2_500);
        var filtered = _ml.Data.FilterRowsByColumn(counted, "Weight", lowerBound: -1);
        filtered.GetRowCount().ShouldBeNull();
        SavedModel.ShouldBeTheSame(SavedModel.Members(_ml, trainer.Fit(filtered)), SavedModel.Members(_ml, trainer.Fit(counted)));
    }

    [Fact]
    public void Sparse_Vectors_Are_Read_Like_Dense_Ones()
    {
        var rows = Enumerable.Range(0, 900).Select(i => new Sparse { Kind = $"{i % 60}", Bought = i % 60 < 20 || i % 7 == 0 }).ToArray();
        var data = _ml.Data.LoadFromEnumerable(rows);
        var encoded = _ml.Transforms.Categorical.OneHotEncoding("Features", "Kind").Fit(data).Transform(data);
        var vector = encoded.GetColumn<VBuffer<float>>("Features").First();
        vector.IsDense.ShouldBeFalse();

        var options = new MonotoneFastTreeOptions { LabelColumnName = "Bought", MinimumExampleCountPerLeaf = 1, NumberOfLeaves = 30 };
        var fit = _ml.BinaryClassification.Trainers.MonotoneFastTree(options).Train(encoded);
        fit.Ensemble.Features.Length.ShouldBe(60);
        fit.Ensemble.Features[7].Name.ShouldBe("7");
        var scores = Purchases.Scores(fit.Transformer, encoded);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = new float[60];
            row[i % 60] = 1;
            Bits(scores[i].Score).ShouldBe(Bits((float)fit.Ensemble.Score(row)));
        }

        scores[0].Probability.ShouldBeGreaterThan(scores[25].Probability);
    }

    [Fact]
    public void Features_Without_Slot_Names_Train_Where_No_Direction_Is_Asked_For()
    {
        var rows = Purchases.Make(800).Select(r => new PurchaseVector { Features = r.Row, Bought = r.Bought });
        var options = Purchases.Options();
        options.Monotone.Clear();
        var data = _ml.Data.LoadFromEnumerable(rows);
        var fit = _ml.BinaryClassification.Trainers.MonotoneFastTree(options).Train(data);
        fit.Ensemble.Features.Select(f => f.Name).ShouldBe(["slot 0", "slot 1", "slot 2"]);
        SavedModel.SlotNames(_ml, fit.Transformer, "Features").ShouldBeEmpty();
        Purchases.Scores(fit.Transformer, data).ShouldAllBe(s => s.Probability > 0 && s.Probability < 1);
    }

    [Fact]
    public void Slots_Of_One_Name_Are_Told_Apart()
    {
        var data = _ml.Data.LoadFromEnumerable(Purchases.Make(500));
        var view = _ml.Transforms.CopyColumns("slot 1", "Noise").Append(_ml.Transforms.Concatenate("Features", "Price", "Price", "slot 1"))
            .Fit(data).Transform(data);
        var options = Purchases.Options();
        options.Monotone.Clear();
        options.Monotone["slot 1"] = Monotonicity.Increasing;
        var fit = _ml.BinaryClassification.Trainers.MonotoneFastTree(options).Train(view);
        fit.Ensemble.Features.Select(f => f.Name).ShouldBe(["Price", "slot 1_", "slot 1"]);
        fit.Ensemble.Features[2].Monotonicity.ShouldBe(Monotonicity.Increasing);
        SavedModel.SlotNames(_ml, fit.Transformer, "Features").ShouldBe(["Price", "Price", "slot 1"]);
    }

    [Fact]
    public void Early_Stopping_Keeps_The_Rounds_Up_To_The_Best()
    {
        var options = Purchases.Options();
        (options.NumberOfTrees, options.EarlyStoppingRounds, options.LearningRate) = (400, 10, 0.3);
        var trainer = _ml.BinaryClassification.Trainers.MonotoneFastTree(options);
        var (train, validation) = (Purchases.View(_ml, Purchases.Make(600)), Purchases.View(_ml, Purchases.Make(600, seed: 5)));
        var fit = trainer.Train(train, validation);
        var best = Enumerable.Range(0, fit.ValidationLoss.Length).MinBy(round => fit.ValidationLoss[round]);
        best.ShouldBeInRange(1, 300);
        fit.Ensemble.Trees.Length.ShouldBe(best);
        fit.ValidationLoss.Length.ShouldBe(best + options.EarlyStoppingRounds + 1);
        trainer.Fit(train, validation).Model.SubModel.TrainedTreeEnsemble.Trees.Count.ShouldBe(best);
    }

    [Fact]
    public void No_Trees_Give_The_Prior()
    {
        var rows = Purchases.Make(400);
        var options = Purchases.Options();
        options.NumberOfTrees = 0;
        var model = _ml.BinaryClassification.Trainers.MonotoneFastTree(options).Fit(Purchases.View(_ml, rows));
        var share = rows.Count(r => r.Bought) / 400.0;
        Purchases.Scores(model, Purchases.View(_ml, rows)).ShouldAllBe(s => Math.Abs(s.Probability - share) < 1e-6);
    }

    [Fact]
    public void Infinite_Values_Are_Ordinary_Ones()
    {
        var rows = Purchases.Make(600);
        for (var i = 0; i < rows.Length; i += 5)
            rows[i].Price = rows[i].Bought ? float.NegativeInfinity : float.PositiveInfinity;
        var fit = _ml.BinaryClassification.Trainers.MonotoneFastTree(Purchases.Options()).Train(Purchases.View(_ml, rows));
        var scores = Purchases.Scores(fit.Transformer, Purchases.View(_ml, rows));
        for (var i = 0; i < rows.Length; i++)
            Bits(scores[i].Score).ShouldBe(Bits((float)fit.Ensemble.Score(rows[i].Row)));
    }

    [Fact]
    public void Train_Tells_Rounds_And_Can_Be_Cancelled()
    {
        var data = Purchases.View(_ml, Purchases.Make(500));
        var trainer = _ml.BinaryClassification.Trainers.MonotoneFastTree(Purchases.Options());
        var rounds = new List<int>();
        trainer.Train(data, progress: new Rounds(rounds.Add));
        rounds.ShouldBe(Enumerable.Range(1, 30));

        using var cancellation = new CancellationTokenSource();
        rounds.Clear();
        var watched = new Rounds(round =>
        {
            rounds.Add(round);
            if (round == 4)
                cancellation.Cancel();
        });
        Should.Throw<OperationCanceledException>(() => trainer.Train(data, null, watched, cancellation.Token));
        rounds.ShouldBe([1, 2, 3, 4]);
        cancellation.IsCancellationRequested.ShouldBeTrue();
        Should.Throw<OperationCanceledException>(() => trainer.Train(data, cancellationToken: cancellation.Token));
    }

    /// <summary>Steps along a grid on which the probability moves against the direction.</summary>
    private (int Price, int Visits) Breaches(ITransformer model)
    {
        const int steps = 100;
        var (price, visits) = (0, 0);
        foreach (var other in new[] { 0f, 0.5f, 3, 6.5f, float.NaN })
        {
            var byPrice = Curve(model, Enumerable.Range(0, steps).Select(s => new Purchase { Price = s / 10f, Visits = other, Noise = other / 8 }));
            var byVisits = Curve(model, Enumerable.Range(0, steps).Select(s => new Purchase { Price = other, Visits = s / 10f, Noise = other / 8 }));
            price += byPrice.Zip(byPrice.Skip(1)).Count(pair => pair.Second > pair.First);
            visits += byVisits.Zip(byVisits.Skip(1)).Count(pair => pair.Second < pair.First);
        }

        return (price, visits);
    }

    private float[] Curve(ITransformer model, IEnumerable<Purchase> rows) =>
        [.. Purchases.Scores(model, Purchases.View(_ml, [.. rows])).Select(s => s.Probability)];

    private static int Bits(float value) => BitConverter.SingleToInt32Bits(value);

    private sealed class Rounds(Action<int> action) : IProgress<int>
    {
        public void Report(int value) => action(value);
    }

    private sealed class Sparse
    {
        public string Kind { get; set; } = "";

        public bool Bought { get; set; }
    }
}
