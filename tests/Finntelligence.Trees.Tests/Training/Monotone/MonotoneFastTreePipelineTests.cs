using Finntelligence.Trees.Training.Monotone;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Microsoft.ML.Trainers.FastTree;

namespace Finntelligence.Trees.Tests.Training.Monotone;

/// <summary>The trainer and its model take their place wherever ML.NET's own do.</summary>
public sealed class MonotoneFastTreePipelineTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Model_Is_Saved_And_Loaded_By_Itself()
    {
        var data = Purchases.View(_ml, Purchases.Make(1_000));
        var model = _ml.BinaryClassification.Trainers.MonotoneFastTree(Purchases.Options()).Fit(data);
        var loaded = new MLContext().Model.Load(new MemoryStream(SavedModel.Bytes(_ml, model, data.Schema)), out var schema);
        loaded.GetType().ShouldBe(model.GetType());
        schema["Features"].Type.ShouldBe(data.Schema["Features"].Type);
        Purchases.Scores(loaded, data).ShouldBe(Purchases.Scores(model, data));
        SavedModel.SlotNames(_ml, loaded, "Features").ShouldBe(Purchases.Names);
    }

    [Fact]
    public void Model_Is_Saved_And_Loaded_In_A_Chain()
    {
        var data = _ml.Data.LoadFromEnumerable(Purchases.Make(1_000));
        var pipeline = _ml.Transforms.Concatenate("Inputs", Purchases.Names)
            .AppendCacheCheckpoint(_ml)
            .Append(_ml.BinaryClassification.Trainers.MonotoneFastTree(With(o => o.FeatureColumnName = "Inputs")))
            .Append(_ml.Transforms.CopyColumns("Chance", "Probability"));
        var model = pipeline.Fit(data);
        var bytes = SavedModel.Bytes(_ml, model, data.Schema);
        var loaded = _ml.Model.Load(new MemoryStream(bytes), out _);
        Purchases.Scores(loaded, data).ShouldBe(Purchases.Scores(model, data));
        loaded.Transform(data).GetColumn<float>("Chance").ShouldBe(Purchases.Scores(model, data).Select(s => s.Probability));

        var engine = _ml.Model.CreatePredictionEngine<Purchase, Answer>(loaded);
        foreach (var (row, expected) in Purchases.Make(1_000).Zip(Purchases.Scores(model, data)).Take(100))
            engine.Predict(row).Probability.ShouldBe(expected.Probability);
    }

    [Fact]
    public void Model_Of_Its_Own_Reader_Is_The_Same()
    {
        var data = _ml.Data.LoadFromEnumerable(Purchases.Make(1_000));
        var model = _ml.Transforms.Concatenate("Features", Purchases.Names)
            .Append(_ml.BinaryClassification.Trainers.MonotoneFastTree(Purchases.Options())).Fit(data);
        var read = Finntelligence.Trees.Formats.MlNet.Reading.MlNetModelReader.Read(SavedModel.Bytes(_ml, model, data.Schema).AsMemory());
        read.Ensemble.Features.Select(f => f.Name).ShouldBe(Purchases.Names);
        var rows = Purchases.Make(500, seed: 3);
        var scores = Purchases.Scores(model, _ml.Data.LoadFromEnumerable(rows));
        for (var i = 0; i < rows.Length; i++)
            ((float)read.Ensemble.Score(rows[i].Row)).ShouldBe(scores[i].Score);
    }

    [Fact]
    public void Output_Schema_Is_That_Of_FastTree()
    {
        var data = _ml.Data.LoadFromEnumerable(Purchases.Make(300, missing: 0));
        var ours = OutputShape(_ml.BinaryClassification.Trainers.MonotoneFastTree(With(o => o.NumberOfTrees = 2)), data);
        var theirs = OutputShape(
            _ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options { LabelColumnName = "Bought" }), data, fit: false);
        ours.ShouldBe(theirs);
        ours.ShouldContain(line => line.StartsWith("Score Scalar Single"));
        ours.ShouldContain(line => line.StartsWith("Probability Scalar Single"));
        ours.ShouldContain(line => line.StartsWith("PredictedLabel Scalar Boolean"));
        ours.ShouldContain(line => line.StartsWith("Features Vector Single"));

        // And what was promised is what the fitted transformer adds.
        var view = Purchases.View(_ml, Purchases.Make(300));
        var model = _ml.BinaryClassification.Trainers.MonotoneFastTree(With(o => o.NumberOfTrees = 2)).Fit(view);
        model.GetOutputSchema(view.Schema).Select(c => c.Name).TakeLast(3).ShouldBe(["PredictedLabel", "Score", "Probability"]);
    }

    [Fact]
    public void Fault_Of_A_Pipeline_Is_Found_Before_Anything_Is_Fitted()
    {
        var data = _ml.Data.LoadFromEnumerable(Purchases.Make(50));
        var first = new ShapeSpy();
        var pipeline = new EstimatorChain<ITransformer>().Append(first).Append(_ml.Transforms.Concatenate("Features", Purchases.Names))
            .Append(_ml.BinaryClassification.Trainers.MonotoneFastTree("Price"));
        Should.Throw<ArgumentException>(() => pipeline.Fit(data)).Message.ShouldContain("The label \"Price\" is Single; it must be Boolean.");
        first.Fitted.ShouldBeFalse();
    }

    [Fact]
    public void Contributions_Are_Calculated()
    {
        var data = Purchases.View(_ml, Purchases.Make(2_000));
        var model = _ml.BinaryClassification.Trainers.MonotoneFastTree(Purchases.Options()).Fit(data);
        var explained = _ml.Transforms.CalculateFeatureContribution(model, normalize: false).Fit(data).Transform(data);
        SavedModel.SlotNames(explained.Schema["FeatureContributions"]).ShouldBe(Purchases.Names);
        var rows = explained.GetColumn<VBuffer<float>>("FeatureContributions").Select(v => v.DenseValues().ToArray()).ToArray();
        rows.Length.ShouldBe(2_000);
        var size = Enumerable.Range(0, 3).Select(f => rows.Average(row => Math.Abs(row[f]))).ToArray();
        size[0].ShouldBeGreaterThan(5 * size[2]);
        size[1].ShouldBeGreaterThan(2 * size[2]);
    }

    [Fact]
    public void Feature_Importance_Is_Found_By_Permutation()
    {
        var data = Purchases.View(_ml, Purchases.Make(2_000));
        var model = _ml.BinaryClassification.Trainers.MonotoneFastTree(Purchases.Options()).Fit(data);
        var importance = _ml.BinaryClassification.PermutationFeatureImportance(model, data, labelColumnName: "Bought");
        importance.Length.ShouldBe(3);
        importance[0].AreaUnderRocCurve.Mean.ShouldBeLessThan(-0.1);
        importance[1].AreaUnderRocCurve.Mean.ShouldBeLessThan(-0.03);
        importance[2].AreaUnderRocCurve.Mean.ShouldBeGreaterThan(-0.02);
    }

    [Fact]
    public void Model_Converts_To_Onnx()
    {
        var rows = Purchases.Make(2_000);
        var data = _ml.Data.LoadFromEnumerable(rows);
        var model = _ml.Transforms.Concatenate("Features", Purchases.Names)
            .Append(_ml.BinaryClassification.Trainers.MonotoneFastTree(Purchases.Options())).Fit(data);
        using var file = new MemoryStream();
        _ml.Model.ConvertToOnnx(model, data, file);

        using var session = new InferenceSession(file.ToArray());
        using var results = session.Run(
        [
            Column("Price", r => r.Price),
            Column("Visits", r => r.Visits),
            Column("Noise", r => r.Noise),
            Column("Weight", r => r.Weight),
            NamedOnnxValue.CreateFromTensor("Bought", new DenseTensor<bool>(new bool[rows.Length], [rows.Length, 1])),
        ]);
        var probabilities = results.Single(r => r.Name.StartsWith("Probability", StringComparison.Ordinal)).AsTensor<float>().ToArray();
        var expected = Purchases.Scores(model, data);
        for (var i = 0; i < rows.Length; i++)
            probabilities[i].ShouldBe(expected[i].Probability, 1e-6f, $"row {i}");

        NamedOnnxValue Column(string name, Func<Purchase, float> value) =>
            NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(rows.Select(value).ToArray(), [rows.Length, 1]));
    }

    [Fact]
    public void Pipeline_Is_Cross_Validated()
    {
        var data = _ml.Data.LoadFromEnumerable(Purchases.Make(1_500));
        var pipeline = _ml.Transforms.Concatenate("Features", Purchases.Names)
            .Append(_ml.BinaryClassification.Trainers.MonotoneFastTree(Purchases.Options()));
        var folds = _ml.BinaryClassification.CrossValidate(data, pipeline, numberOfFolds: 3, labelColumnName: "Bought");
        folds.Count.ShouldBe(3);
        folds.ShouldAllBe(fold => fold.Metrics.AreaUnderRocCurve > 0.7);
    }

    [Fact]
    public void Trainer_Serves_One_Versus_All()
    {
        var rows = Purchases.Make(900, missing: 0).Select(r => new Graded { Price = r.Price, Visits = r.Visits, Grade = r.Price < 3 ? "low" : r.Price < 7 ? "mid" : "high" });
        var data = _ml.Data.LoadFromEnumerable(rows);
        var trainer = _ml.BinaryClassification.Trainers.MonotoneFastTree(new MonotoneFastTreeOptions { NumberOfTrees = 10, NumberOfLeaves = 4 });
        var pipeline = _ml.Transforms.Conversion.MapValueToKey("Label", "Grade")
            .Append(_ml.Transforms.Concatenate("Features", "Price", "Visits"))
            .Append(_ml.MulticlassClassification.Trainers.OneVersusAll(trainer));
        _ml.MulticlassClassification.Evaluate(pipeline.Fit(data).Transform(data)).MicroAccuracy.ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void Info_Asks_For_Neither_Normalisation_Nor_Caching()
    {
        var info = _ml.BinaryClassification.Trainers.MonotoneFastTree().Info;
        (info.NeedNormalization, info.WantCaching).ShouldBe((false, false));
    }

    private static MonotoneFastTreeOptions With(Action<MonotoneFastTreeOptions> change)
    {
        var options = Purchases.Options();
        change(options);
        return options;
    }

    /// <summary>The shape that comes out of a trainer in a pipeline, a line a column; annotations included.</summary>
    private string[] OutputShape(IEstimator<ITransformer> trainer, IDataView data, bool fit = true)
    {
        var spy = new ShapeSpy();
        var pipeline = _ml.Transforms.Concatenate("Features", Purchases.Names).Append(trainer).Append(spy);
        if (fit)
            pipeline.Fit(data);
        else
            Should.Throw<ShapeSpy.SeenException>(() => _ml.Transforms.Concatenate("Features", Purchases.Names).Append(trainer).Append(spy.Stop()).Fit(data));
        return [.. spy.Seen!.Select(c => $"{c.Name} {c.Kind} {c.ItemType}{string.Concat(c.Annotations.Select(a => $" {a.Name}:{a.ItemType}"))}")];
    }

    /// <summary>A step that changes nothing and keeps the shape it was asked about.</summary>
    private sealed class ShapeSpy : IEstimator<ITransformer>
    {
        private bool _stop;

        public SchemaShape? Seen { get; private set; }

        public bool Fitted { get; private set; }

        public ShapeSpy Stop()
        {
            _stop = true;
            return this;
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        {
            Seen = inputSchema;
            return _stop ? throw new SeenException() : inputSchema;
        }

        public ITransformer Fit(IDataView input)
        {
            Fitted = true;
            return new TransformerChain<ITransformer>();
        }

        public sealed class SeenException : Exception;
    }

    private sealed class Answer
    {
        public float Probability { get; set; }
    }

    private sealed class Graded
    {
        public float Price { get; set; }

        public float Visits { get; set; }

        public string Grade { get; set; } = "";
    }
}
