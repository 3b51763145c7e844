using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.MlNet;
using Finntelligence.Trees.Formats.MlNet.Reading;
using Finntelligence.Trees.Tests.Fixtures;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading;

public sealed class MlNetModelReaderTests
{
    [Fact]
    public void Read_Scores_Random_Rows_As_ML_NET_Did() =>
        ShouldAgree(MlNetFixture.Synthetic, "synthetic-fasttree.zip", 258, "synthetic-fasttree.expected.csv");

    [RealModelFact("mlnet")]
    public void Read_Scores_Real_Rows_As_ML_NET_Did() => ShouldAgree(
        MlNetFixture.Real, "acceptance-fasttree.zip", 800, "acceptance-fasttree.expected.csv", "acceptance-fasttree.edge.expected.csv");

    [Theory]
    [InlineData(0.5f, -1f, 0.40131235f)]
    [InlineData(0.50000006f, 2f, 0.6899745f)]
    [InlineData(float.NaN, 2f, 0.6899745f)]
    public void Read_Scores_The_Tiny_Model_As_ML_NET_Did(float b, float score, float probability)
    {
        var model = MlNetFixture.Read(MlNetFixture.Tiny);
        ((float)model.Ensemble.Score([7f, b])).ShouldBe(score);
        model.Calibrator.Probability(score).ShouldBe(probability);
    }

    [Fact]
    public void Read_Names_The_Features_After_The_Sources_In_Their_Order() =>
        MlNetFixture.Read(Path.Combine(MlNetFixture.Synthetic, "synthetic-fasttree.zip"))
            .Ensemble.Features.Select(f => f.Name).ShouldBe(["x3", "x0", "x1", "x2", "x4", "x5", "x6", "x7"]);

    [Fact]
    public void Read_Keeps_Gains_And_Says_Nothing_Of_Covers()
    {
        var tree = MlNetFixture.Read(Path.Combine(MlNetFixture.Synthetic, "synthetic-fasttree.zip")).Ensemble.Trees[0];
        tree.Nodes[0].Gain.ShouldBe(10.593149991029348);
        tree.Nodes.ShouldAllBe(n => n.Cover == 0);
        tree.Leaves.ShouldAllBe(l => l.Cover == 0);
    }

    [Fact]
    public void Read_Takes_Backslashes_Any_Order_And_Members_Of_Others()
    {
        var model = EditableModel.Tiny();
        model.Members["manifest.json"] = [1, 2, 3];
        var reversed = new EditableModel(model.Members.Reverse().ToDictionary());
        MlNetModelReader.Read(reversed.Zip(name => name.Replace('/', '\\'))).Ensemble.Trees.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData(OtherMembers.Version)]
    [InlineData(OtherMembers.CalibratorText)]
    [InlineData(OtherMembers.Schema)]
    public void Read_Does_Without_What_ML_NET_Does_Not_Need(string member)
    {
        var model = EditableModel.Tiny();
        model.Members.Remove(member).ShouldBeTrue();
        model.Model().Ensemble.Score([0f, 0f]).ShouldBe(-1);
    }

    [Theory]
    [InlineData("TransformerChain/Model.key")]
    [InlineData("TransformerChain/Transform_000/Model.key")]
    [InlineData("TransformerChain/Transform_001/Model.key")]
    [InlineData("TransformerChain/Transform_001/TrainSchema")]
    [InlineData("TransformerChain/Transform_001/Model/Model.key")]
    [InlineData("TransformerChain/Transform_001/Model/Predictor/Model.key")]
    [InlineData("TransformerChain/Transform_001/Model/Calibrator/Model.key")]
    public void Read_Refuses_A_Zip_Without_A_Needed_Member(string member)
    {
        var model = EditableModel.Tiny();
        model.Members.Remove(member).ShouldBeTrue();
        Should.Throw<InvalidModelFileException>(() => MlNetModelReader.Read(model.Zip())).Message.ShouldContain(member);
    }

    [Fact]
    public void Read_Refuses_A_Source_That_Is_No_Float()
    {
        // "Single" of column a becomes "SinglE".
        EditableModel.Tiny().Byte("Schema", 0x108, (byte)'E').Refusal().ShouldContain("'a' cannot be followed: it is stored as 'SinglE'");
    }

    [Fact]
    public void Read_Refuses_A_Source_That_The_Schema_Does_Not_Know() =>
        EditableModel.Tiny().Byte("Schema", 0x101, (byte)'z').Refusal().ShouldContain("'a' is not in it");

    [Fact]
    public void Read_Refuses_A_Train_Schema_With_Another_Number_Of_Features() =>
        EditableModel.Tiny().Int32(OtherMembers.TrainSchema, 0x177, 3).Refusal().ShouldContain("vector of 2 floats");

    [Fact]
    public void Read_Leaves_The_Stream_Open()
    {
        using var stream = new MemoryStream(EditableModel.Tiny().Zip());
        MlNetModelReader.Read(stream);
        stream.CanRead.ShouldBeTrue();
    }

    private static void ShouldAgree(string folder, string zip, int rows, params string[] files)
    {
        var model = MlNetFixture.Read(Path.Combine(folder, zip));
        var compared = 0;
        foreach (var (row, score, probability) in files.SelectMany(f => MlNetFixture.Expected(Path.Combine(folder, f), model)))
        {
            var ours = (float)model.Ensemble.Score(row);
            BitConverter.SingleToInt32Bits(ours).ShouldBe(BitConverter.SingleToInt32Bits(score), $"score of row {compared}");
            BitConverter.SingleToInt32Bits(model.Calibrator.Probability(ours))
                .ShouldBe(BitConverter.SingleToInt32Bits(probability), $"probability of row {compared}");
            compared++;
        }

        compared.ShouldBe(rows);
    }
}
