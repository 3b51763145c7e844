using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.Onnx;
using Finntelligence.Trees.Tests.Formats.MlNet;

namespace Finntelligence.Trees.Tests.Formats.Onnx;

/// <summary>ONNX Runtime's answers against ours. Rows hold missing values, infinities, values on thresholds and beside them.</summary>
public sealed class OnnxWriterRuntimeTests
{
    private const double Tolerance = 1e-6;

    [OnnxRuntimeFact]
    public void Probabilities_Agree_On_Ten_Thousand_Rows()
    {
        // As many trees and leaves as a trained model has, with margins from −8 to 8.
        var ensemble = RandomModels.Make(new Random(11), features: 12, trees: 400, maximumLeaves: 32, leafSize: 0.2);
        ShouldAgree(ensemble, new PlattCalibrator(-1.07, 0.31), RandomModels.Rows(new Random(12), ensemble, 10_000));
    }

    [OnnxRuntimeFact]
    public void Probabilities_Agree_With_Large_Leaves_And_Many_Trees()
    {
        var ensemble = RandomModels.Make(new Random(13), features: 5, trees: 2_000, maximumLeaves: 8, leafSize: 3);
        ShouldAgree(ensemble, new PlattCalibrator(-0.02, -0.1), RandomModels.Rows(new Random(14), ensemble, 1_000));
    }

    [OnnxRuntimeFact]
    public void Probabilities_Agree_One_Row_At_A_Time()
    {
        // A single row is where the runtime may spread the trees over threads and add in another order.
        var ensemble = RandomModels.Make(new Random(15), features: 6, trees: 300, maximumLeaves: 16);
        foreach (var row in RandomModels.Rows(new Random(16), ensemble, 3))
            ShouldAgree(ensemble, new PlattCalibrator(-0.1, 0), [row]);
    }

    [OnnxRuntimeFact]
    public void Probabilities_Agree_With_Unordered_Categories()
    {
        var ensemble = RandomModels.Make(new Random(17), features: 3, trees: 60, maximumLeaves: 12, leafSize: 0.5, categories: true);
        ShouldAgree(ensemble, new PlattCalibrator(-1, 0), RandomModels.Rows(new Random(18), ensemble, 2_000));
    }

    [OnnxRuntimeFact]
    public void Probabilities_Agree_Without_Trees_And_With_Constant_Ones()
    {
        ShouldAgree(new TreeEnsemble([new FeatureSpec("a")], -2, []), new PlattCalibrator(-0.5, 0.25), [[0f], [float.NaN]]);
        var constants = new TreeEnsemble([new FeatureSpec("a")], 0.5, [new([], [new(1, 0)]), new([], [new(0.25, 0)])]);
        ShouldAgree(constants, new PlattCalibrator(-1, 0), [[0f], [float.NaN]]);
        ShouldAgree(new TreeEnsemble([new FeatureSpec("a")], 0, []), new PlattCalibrator(0, 0), [[0f]]);
    }

    [OnnxRuntimeFact]
    public void Probabilities_Agree_For_The_Model_That_ML_NET_Trained()
    {
        var model = MlNetFixture.Read(Path.Combine(MlNetFixture.Synthetic, "synthetic-fasttree.zip"));
        ShouldAgree(model.Ensemble, model.Calibrator, RandomModels.Rows(new Random(19), model.Ensemble, 2_000));
    }

    [OnnxRuntimeFact]
    public void Float_Sums_In_Tree_Order_Give_The_Same_Bits()
    {
        var random = new Random(20);
        var exact = RandomModels.Make(random, features: 4, trees: 100, maximumLeaves: 16);
        var single = new TreeEnsemble(
            exact.Features,
            (float)exact.BaseScore,
            [.. exact.Trees.Select(t => t with { Leaves = [.. t.Leaves.Select(l => l with { Value = (float)l.Value })] })],
            ScoreArithmetic.Single);
        var rows = RandomModels.Rows(random, single, 500);
        var answers = ShouldAgree(single, new XGBoostSigmoid(), rows);
        answers.Select(a => a.Margin).ShouldBe(rows.Select(r => (float)single.Score(r)));
    }

    private static (float Margin, float Probability)[] ShouldAgree(TreeEnsemble ensemble, ICalibrator calibrator, float[][] rows)
    {
        var answers = OnnxRuntime.Score(OnnxWriter.Write(ensemble, calibrator, new OnnxDescription("test", [])), rows);
        answers.Length.ShouldBe(rows.Length);
        var ours = rows.Select(row => calibrator.Probability((float)ensemble.Score(row)));
        var worst = ours.Zip(answers, (probability, answer) => Math.Abs((double)probability - answer.Probability)).Max();
        worst.ShouldBeLessThanOrEqualTo(Tolerance);
        return answers;
    }
}
