using Finntelligence.Lending.Models;
using Finntelligence.Trees;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.MlNet.Writing;

namespace Finntelligence.Lending.Confirmation;

/// <summary>
/// ML.NET needs 150 ms for the first model it loads in a process, as its code is found and compiled, and a few for any other. A service
/// has a core to spare while it starts, so it loads one tree here, beside what else it does.
/// </summary>
public static class MlNetWarmUp
{
    private const int Rows = 64;

    /// <summary>Loads a model of one tree and asks it.</summary>
    public static void Run()
    {
        var tree = new DecisionTree(
            [new SplitNode(0, 0.5f, ~0, ~1, MissingGoesLeft: true, Gain: 1, Cover: 2)], [new Leaf(-1, 1), new Leaf(1, 1)]);
        var members = MlNetModelWriter.Write(new TreeEnsemble([new FeatureSpec("x")], 0, [tree]), new PlattCalibrator(-1, 0));
        var model = ReferenceModel.Load(StoredZip.Write([.. members.Select(m => new ZipMember(m.Name, m.Bytes.AsMemory()))]), ["x"]);
        var (engine, answer) = (model.CreateEngine(), new ModelAnswer());
        for (var row = 0; row < Rows; row++)
            engine.Predict(new EncodedRow { Values = [row % 2] }, ref answer);
    }
}
