using System.IO.Compression;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.MlNet.Writing;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Tests.Learning;
using Finntelligence.Trees.Training;
using Finntelligence.Trees.Training.FastTree;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Finntelligence.Trees.Tests.Training.FastTree;

public sealed class FastTreeTrainingTests
{
    private static readonly LabeledRows Rows = TestData.Mixed(1500, 41, missing: 0.3);
    private static readonly FastTreeOptions Options = new() { NumberOfTrees = 40, NumberOfLeaves = 6, LearningRate = 0.1, BaggingExampleFraction = 0.7 };

    [FastTreeFact]
    public void Rows_with_missing_values_are_learned_from()
    {
        // Wherever the event is decided by whether the value is there, a trainer that drops or ignores such rows knows nothing.
        var values = new float[2000];
        var labels = new float[2000];
        for (var i = 0; i < labels.Length; i++)
        {
            values[i] = i % 2 == 0 ? float.NaN : i % 7;
            labels[i] = i % 2 == 0 || i % 11 == 0 ? 1 : 0;
        }

        var model = FastTreeTraining.Fit(new LabeledRows([new FeatureSpec("x")], values, labels), Options);

        var (_, probabilities) = model.Predict([float.NaN, 3], model.OwnCalibrator);
        probabilities[0].ShouldBeGreaterThan(0.9f);
        probabilities[1].ShouldBeLessThan(0.3f);
    }

    [FastTreeFact]
    public void The_ensemble_gives_ML_NETs_score_and_probability_to_the_bit()
    {
        var model = FastTreeTraining.Fit(Rows, Options);
        var ensemble = model.Ensemble(Rows.Features);
        var calibrator = new PlattCalibrator(-0.3, 0.1);
        float[] values = [.. Enumerable.Range(0, Rows.Count).SelectMany(i => Rows.Row(i).ToArray()), .. Strange(Rows.Features.Length)];

        var (scores, probabilities) = model.Predict(values, calibrator);

        for (var i = 0; i < scores.Length; i++)
        {
            var score = (float)ensemble.Score(values.AsSpan(i * Rows.Features.Length, Rows.Features.Length));
            BitConverter.SingleToInt32Bits(score).ShouldBe(BitConverter.SingleToInt32Bits(scores[i]), $"row {i}");
            calibrator.Probability(score).ShouldBe(probabilities[i]);
        }

        ensemble.Features.ShouldBe(Rows.Features);
        ensemble.Arithmetic.ShouldBe(ScoreArithmetic.Double);
    }

    [FastTreeFact]
    public void A_zip_of_what_is_saved_is_loaded_by_ML_NET_and_asks_for_the_inputs_alone()
    {
        var model = FastTreeTraining.Fit(Rows, Options);
        var calibrator = new PlattCalibrator(-0.3, 0.1);
        using var zip = Zip(model.Save(calibrator));
        var ml = new MLContext();
        var loaded = ml.Model.Load(zip, out var schema);

        schema.Select(c => c.Name).ShouldBe(Rows.Features.Select(f => f.Name));
        float[] values = [.. Enumerable.Range(0, 200).SelectMany(i => Rows.Row(i).ToArray())];
        var probabilities = loaded.Transform(new ColumnsView([.. schema.Select(c => c.Name)], values)).GetColumn<float>("Probability").ToArray();
        probabilities.ShouldBe(model.Predict(values, calibrator).Probabilities);
        probabilities.ShouldNotBe(model.Predict(values, model.OwnCalibrator).Probabilities);
    }

    [FastTreeFact]
    public void The_same_training_saves_the_same_bytes()
    {
        var first = FastTreeTraining.Fit(Rows, Options).Save(new PlattCalibrator(-0.3, 0.1));
        var again = FastTreeTraining.Fit(Rows, Options).Save(new PlattCalibrator(-0.3, 0.1));
        again.Select(m => m.Name).ShouldBe(first.Select(m => m.Name));
        foreach (var (a, b) in again.Zip(first))
            a.Bytes.SequenceEqual(b.Bytes).ShouldBeTrue(a.Name);
        first.ShouldContain(m => m.Name == "Schema");
    }

    [FastTreeFact]
    public void Trainings_side_by_side_give_what_one_alone_gives()
    {
        var alone = FastTreeTraining.Fit(Rows, Options).Ensemble(Rows.Features);
        var together = new TreeEnsemble[6];
        Parallel.For(0, together.Length, i => together[i] = FastTreeTraining.Fit(Rows, Options).Ensemble(Rows.Features));
        foreach (var ensemble in together)
        {
            for (var i = 0; i < Rows.Count; i++)
                ensemble.Score(Rows.Row(i)).ShouldBe(alone.Score(Rows.Row(i)));
        }
    }

    [FastTreeFact]
    public void A_missing_value_in_a_column_that_had_none_in_training_stands_in_the_middle()
    {
        float[] values = [.. Enumerable.Range(0, 900).Select(i => (float)(i % 9))];
        float[] labels = [.. values.Select((x, i) => x > 6 || i % 10 == 0 ? 1f : 0f)];
        var model = FastTreeTraining.Fit(new LabeledRows([new FeatureSpec("x")], values, labels), Options);
        var (scores, _) = model.Predict([float.NaN, 4, 8], model.OwnCalibrator);
        scores[0].ShouldBe(scores[1]);
        scores[0].ShouldNotBe(scores[2]);
    }

    [FastTreeFact]
    public void A_column_without_any_value_does_no_harm()
    {
        float[] values = [.. Enumerable.Range(0, 400).SelectMany(i => new[] { float.NaN, i % 9 })];
        float[] labels = [.. Enumerable.Range(0, 400).Select(i => i % 9 > 6 ? 1f : 0f)];
        var model = FastTreeTraining.Fit(new LabeledRows([new FeatureSpec("empty"), new FeatureSpec("x")], values, labels), Options);
        model.Predict([float.NaN, 8, float.NaN, 1], model.OwnCalibrator).Probabilities.ShouldBe([0.95f, 0.05f], 0.1);
    }

    [FastTreeFact]
    public void Names_that_the_pipeline_wants_for_itself_may_be_inputs()
    {
        var rows = new LabeledRows(
            [new FeatureSpec("Label"), new FeatureSpec("Features")],
            [.. Enumerable.Range(0, 400).SelectMany(i => new[] { i % 9, i % 5 == 0 ? float.NaN : i % 5 })],
            [.. Enumerable.Range(0, 400).Select(i => i % 9 > 6 ? 1f : 0f)]);
        FastTreeTraining.Fit(rows, Options).Ensemble(rows.Features).Features.Select(f => f.Name).ShouldBe(["Label", "Features"]);
    }

    [FastTreeFact]
    public void One_label_only_and_options_out_of_range_are_refused()
    {
        var rows = new LabeledRows([new FeatureSpec("x")], [1, 2], [1, 1]);
        Should.Throw<ArgumentException>(() => FastTreeTraining.Fit(rows, Options)).Message.ShouldContain("Of 2 rows 2 have the label 1");
        Should.Throw<ArgumentException>(() => FastTreeTraining.Fit(Rows, Options with { LearningRate = 2 })).Message.ShouldContain("LearningRate is 2");
    }

    [FastTreeFact]
    public void A_row_that_FastTree_would_leave_out_stops_the_training()
    {
        float[] values = [.. Enumerable.Range(0, 400).Select(i => i == 7 ? float.PositiveInfinity : i % 9)];
        float[] labels = [.. Enumerable.Range(0, 400).Select(i => i % 9 > 6 ? 1f : 0f)];
        Should.Throw<FastTreeException>(() => FastTreeTraining.Fit(new LabeledRows([new FeatureSpec("x")], values, labels), Options))
            .Message.ShouldContain("Skipped");
    }

    [FastTreeFact]
    public void A_cancelled_training_does_not_begin() =>
        Should.Throw<OperationCanceledException>(() => FastTreeTraining.Fit(Rows, Options, new CancellationToken(canceled: true)));

    [FastTreeFact]
    public void On_x64_FastTree_can_train() => FastTreeTraining.Unavailable.ShouldBeNull();

    private static IEnumerable<float> Strange(int width)
    {
        foreach (var value in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, float.MaxValue, float.Epsilon])
        {
            foreach (var x in Enumerable.Repeat(value, width))
                yield return x;
        }
    }

    private static MemoryStream Zip(IEnumerable<MlNetMember> members)
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var member in members)
            {
                using var stream = archive.CreateEntry(member.Name).Open();
                stream.Write(member.Bytes.AsSpan());
            }
        }

        zip.Position = 0;
        return zip;
    }
}
