using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.MlNet;
using Finntelligence.Trees.Formats.MlNet.Proof;
using Finntelligence.Trees.Formats.MlNet.Reading;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Proof;

public sealed class MlNetProofTests
{
    private static readonly byte[] Zip = File.ReadAllBytes(Path.Combine(MlNetFixture.Synthetic, "synthetic-fasttree.zip"));

    [Fact]
    public void Every_threshold_is_probed_with_its_neighbours()
    {
        var model = MlNetModelReader.Read(Zip);
        var thresholds = model.Ensemble.Trees.SelectMany(t => t.Nodes).Select(n => (n.Feature, n.Threshold)).Distinct().Count();
        MlNetProof.Check(Zip, model).ShouldBeGreaterThan(Math.Min(MlNetProof.MostRows, 2 * thresholds) / 2);
        MlNetProof.Check(Zip, model).ShouldBeInRange(MlNetProof.RandomRows + 1, MlNetProof.MostRows);
    }

    [Fact]
    public void A_threshold_one_float_off_is_found()
    {
        var model = MlNetModelReader.Read(Zip);
        var tree = model.Ensemble.Trees[^1];
        var node = tree.Nodes[0];
        var moved = tree with { Nodes = tree.Nodes.SetItem(0, node with { Threshold = float.BitIncrement(node.Threshold) }) };
        var message = Refusal(model with
        {
            Ensemble = new TreeEnsemble(model.Ensemble.Features, 0, model.Ensemble.Trees.SetItem(model.Ensemble.Trees.Length - 1, moved), ScoreArithmetic.Double),
        });
        message.ShouldStartWith("ML.NET gives another score than the trees read from the file, ");
        message.ShouldContain($"{model.Ensemble.Features[node.Feature].Name} ");
    }

    [Fact]
    public void A_missing_side_that_is_wrong_is_found()
    {
        var model = MlNetModelReader.Read(Zip);
        var turned = model.Ensemble.Trees.Select(t => t with { Nodes = t.Nodes.SetItem(0, t.Nodes[0] with { MissingGoesLeft = true }) });
        Refusal(model with { Ensemble = new TreeEnsemble(model.Ensemble.Features, 0, [.. turned], ScoreArithmetic.Double) }).ShouldContain("NaN");
    }

    [Fact]
    public void A_calibrator_that_is_wrong_is_found() =>
        Refusal(MlNetModelReader.Read(Zip) with { Calibrator = new PlattCalibrator(-0.41, 0) })
            .ShouldStartWith("ML.NET gives another probability than ");

    [Fact]
    public void A_file_that_ML_NET_cannot_load_is_refused()
    {
        var message = Should.Throw<InvalidModelFileException>(() => MlNetProof.Check("PK no zip"u8.ToArray(), MlNetModelReader.Read(Zip))).Message;
        message.ShouldStartWith("ML.NET itself cannot load and score the file: ");
    }

    private static string Refusal(MlNetModel model) => Should.Throw<InvalidModelFileException>(() => MlNetProof.Check(Zip, model)).Message;
}
