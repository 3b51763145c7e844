using System.Text;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.MlNet;
using Finntelligence.Trees.Formats.MlNet.Reading;
using Finntelligence.Trees.Formats.MlNet.Writing;
using Finntelligence.Trees.Formats.Native;
using NSubstitute;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Writing;

public sealed class MlNetModelWriterTests
{
    private static readonly PlattCalibrator Platt = new(-0.4, 0);

    [Fact]
    public void Write_Gives_The_Bytes_That_ML_NET_Saves()
    {
        var expected = MlNetFixture.Members(MlNetFixture.Tiny);
        var written = MlNetModelWriter.Write(Tiny(), Platt);
        written.Select(m => m.Name).ShouldBe(expected.Keys);
        foreach (var member in written.Where(m => m.Name != "TrainingInfo/Version.txt"))
            member.Bytes.ToArray().ShouldBe(expected[member.Name], member.Name);
        Encoding.UTF8.GetString(written[0].Bytes.AsSpan()).ShouldBe("Finntelligence.Trees 1.0.0\n");
    }

    [Fact]
    public void Write_Changes_No_Score_And_No_Probability()
    {
        var random = new Random(31);
        for (var round = 0; round < 60; round++)
        {
            var ensemble = RandomModels.Make(random, features: random.Next(1, 8), trees: random.Next(0, 20), maximumLeaves: 12);
            var calibrator = new PlattCalibrator(-random.NextDouble() * 2, random.NextDouble() - 0.5);
            var read = Reread(ensemble, calibrator);
            read.Ensemble.BaseScore.ShouldBe(0);
            foreach (var row in RandomModels.Rows(random, ensemble, 200))
            {
                var score = (float)ensemble.Score(row);
                Bits((float)read.Ensemble.Score(row)).ShouldBe(Bits(score));
                Bits(read.Calibrator.Probability(score)).ShouldBe(Bits(calibrator.Probability(score)));
            }
        }
    }

    [Fact]
    public void Write_Is_Scored_By_The_Loop_Of_ML_NET_As_By_Us()
    {
        var random = new Random(37);
        for (var round = 0; round < 40; round++)
        {
            var ensemble = RandomModels.Make(random, features: random.Next(1, 8), trees: random.Next(0, 20), maximumLeaves: 12);
            var trees = RawTrees.Of([.. MlNetModelWriter.Write(ensemble, Platt).Single(m => m.Name == RecordKind.Trees.Path).Bytes]);
            foreach (var row in RandomModels.Rows(random, ensemble, 200))
                Bits(trees.Score(row)).ShouldBe(Bits((float)ensemble.Score(row)));
        }
    }

    [Theory]
    [InlineData("risk")]
    [InlineData("acceptance")]
    public void Shipped_Model_Is_Scored_By_The_Loop_Of_ML_NET_As_By_Us(string kind)
    {
        var members = MlNetFixture.Members(Repository.File($"models/cash-loan/{kind}/1/model.zip"));
        var ensemble = EnsembleBinary.Read(members["ensemble.bin"]);
        var calibrator = MlNetFixture.Read(Repository.File($"models/cash-loan/{kind}/1/model.zip")).Calibrator;
        var trees = RawTrees.Of(members[RecordKind.Trees.Path]);
        trees.Trees.ShouldContain(tree => tree.MissingDefaults.Length > 0);
        foreach (var row in RandomModels.Rows(new Random(41), ensemble, 10_000))
        {
            var score = trees.Score(row);
            Bits(score).ShouldBe(Bits((float)ensemble.Score(row)));
            // Platt's sigmoid as ML.NET computes it.
            Bits((float)(1 / (1 + Math.Exp((calibrator.A * score) + calibrator.B)))).ShouldBe(Bits(calibrator.Probability(score)));
        }
    }

    [Fact]
    public void Write_Keeps_The_Trees_Of_Another_As_They_Are()
    {
        var model = MlNetFixture.Read(Path.Combine(MlNetFixture.Synthetic, "synthetic-fasttree.zip"));
        var read = Reread(model.Ensemble, model.Calibrator);
        read.Ensemble.Trees.Length.ShouldBe(40);
        for (var t = 0; t < 40; t++)
        {
            // Gains included.
            read.Ensemble.Trees[t].Nodes.ShouldBe(model.Ensemble.Trees[t].Nodes);
            read.Ensemble.Trees[t].Leaves.ShouldBe(model.Ensemble.Trees[t].Leaves);
        }
    }

    [Fact]
    public void Write_Makes_A_Tree_Where_There_Is_None()
    {
        var read = Reread(new TreeEnsemble([new FeatureSpec("a")], 1.25, []), Platt).Ensemble;
        read.Trees.Length.ShouldBe(1);
        read.Score([0f]).ShouldBe(1.25);
        read.Score([float.NaN]).ShouldBe(1.25);
    }

    [Fact]
    public void Write_Is_The_Same_On_Repeat()
    {
        var ensemble = RandomModels.Make(new Random(2), features: 4, trees: 5, maximumLeaves: 9);
        var (first, second) = (MlNetModelWriter.Write(ensemble, Platt), MlNetModelWriter.Write(ensemble, Platt));
        for (var m = 0; m < first.Length; m++)
            first[m].Bytes.ToArray().ShouldBe([.. second[m].Bytes]);
    }

    [Fact]
    public void Write_Names_The_Vector_So_That_It_Hides_No_Column()
    {
        var names = new[] { "Features", "Label", "Score", "Features_", "größe" };
        var ensemble = new TreeEnsemble([.. names.Select(n => new FeatureSpec(n))], 0, []);
        Reread(ensemble, Platt).Ensemble.Features.Select(f => f.Name).ShouldBe(names);
        var members = MlNetModelWriter.Write(ensemble, Platt).ToDictionary(m => m.Name, m => m.Bytes);
        SchemaReader.Read("", members["Schema"].AsSpan()).Keys.ShouldBe(names);
        SchemaReader.Read("", members["TransformerChain/Transform_001/TrainSchema"].AsSpan()).Keys.ShouldBe([.. names, "Features__"]);
    }

    [Theory]
    [InlineData(-1, 0, 0f)]
    [InlineData(-2, 1, 0.5f)]
    [InlineData(-0.5, -1, -2f)]
    [InlineData(0, 1, 0f)]
    public void Write_Cuts_Labels_At_One_Half(double a, double b, float threshold)
    {
        var record = MlNetModelWriter.Write(Tiny(), new PlattCalibrator(a, b))
            .Single(m => m.Name == "TransformerChain/Transform_001/Model.key");
        Bits(BitConverter.ToSingle(record.Bytes.AsSpan()[0x104..])).ShouldBe(Bits(threshold));
    }

    [Fact]
    public void CanExpress_Says_Why_Not()
    {
        Why(Tiny(), Platt).ShouldBeEmpty();
        Why(Tiny(), new IsotonicCalibrator([0f, 1f], [0.1, 0.9])).ShouldBe("its calibrator is isotonic, and only Platt's sigmoid can be written");
        Why(Tiny(), Substitute.For<ICalibrator>()).ShouldContain("only Platt's sigmoid can be written");
        Why(RandomModels.Make(new Random(3), 2, 9, 9, categories: true), Platt).ShouldContain("'feature 0' is an unordered category");
        Why(new TreeEnsemble([], 1, []), Platt).ShouldContain("no features");
        Why(new TreeEnsemble([new FeatureSpec("")], 1, []), Platt).ShouldContain("'' cannot be the name of a column");
        Why(new TreeEnsemble([new FeatureSpec("\uD800")], 1, []), Platt).ShouldContain("cannot be the name of a column");
        Why(new TreeEnsemble([new("a")], 1, [], ScoreArithmetic.Single), Platt).ShouldContain("float32");
    }

    [Fact]
    public void Write_Refuses_What_It_Cannot_Express()
    {
        var refusal = Should.Throw<ArgumentException>(() => MlNetModelWriter.Write(new TreeEnsemble([], 1, []), Platt));
        refusal.Message.ShouldContain("no features");
    }

    private static string Why(TreeEnsemble ensemble, ICalibrator calibrator)
    {
        var can = MlNetModelWriter.CanExpress(ensemble, calibrator, out var why);
        can.ShouldBe(why is null);
        return why ?? "";
    }

    private static TreeEnsemble Tiny() => new(
        [new FeatureSpec("a"), new FeatureSpec("b")],
        0,
        [new([new SplitNode(1, 0.5f, ~0, ~1, false, 0, 0)], [new(-1, 0), new(2, 0)])]);

    private static MlNetModel Reread(TreeEnsemble ensemble, PlattCalibrator calibrator)
    {
        var members = MlNetModelWriter.Write(ensemble, calibrator).ToDictionary(m => m.Name, m => m.Bytes.ToArray());
        return MlNetModelReader.Read(new EditableModel(members).Zip().AsMemory());
    }

    private static int Bits(float value) => BitConverter.SingleToInt32Bits(value);
}
