using Finntelligence.Trees.Formats.MlNet;
using Finntelligence.Trees.Formats.MlNet.Reading;
using Finntelligence.Trees.Formats.MlNet.Writing;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading;

public sealed class TreesReaderTests
{
    private const string Trees = "TransformerChain/Transform_001/Model/Predictor/Model.key";

    [Theory]
    [InlineData(0x100, 8, "feature values of 8 bytes")]
    [InlineData(0x104, -1, "-1 trees")]
    [InlineData(0x104, 0, "string 0 of 0")]
    [InlineData(0x104, 2, "2 trees cannot be in the")]
    [InlineData(0x104, int.MaxValue, "2147483647 trees")]
    [InlineData(0x109, 1, "tree 0 has 1 leaves")]
    [InlineData(0x109, 3, "room for 1 inner nodes; its 3 leaves need 2")]
    [InlineData(0x109, int.MinValue, "-2147483648 leaves")]
    [InlineData(0x109, 100_000, "100000 leaves; 2 to 65536")]
    [InlineData(0x11D, int.MaxValue, "2147483647 children cannot be")]
    [InlineData(0x11D, 0, "room for 0 inner nodes")]
    [InlineData(0x121, 0, "child 0 has a parent already, or is the root")]
    [InlineData(0x121, -2, "child -2 has a parent already")]
    [InlineData(0x121, -3, "child -3 is out of range")]
    [InlineData(0x121, 1, "child 1 is out of range")]
    [InlineData(0x125, 0, "0 right children where it must have 1")]
    [InlineData(0x12D, 0, "0 split features where it must have 1")]
    [InlineData(0x131, 2, "tests feature 2 of 2")]
    [InlineData(0x131, -1, "tests feature -1 of 2")]
    [InlineData(0x135, 1, "1 categorical splits")]
    [InlineData(0x139, 2, "2 binned thresholds where it must have 1 or none")]
    [InlineData(0x145, 0x7FC00000, "the threshold is not a number")]
    [InlineData(0x141, 0, "0 thresholds where it must have 1")]
    [InlineData(0x149, 2, "2 missing defaults where it must have 1")]
    [InlineData(0x14D, 1, "1 leaf values where it must have 2")]
    [InlineData(0x161, 0, "0 split gains where it must have 1")]
    [InlineData(0x16D, 2, "2 split p-values where it must have 1 or none")]
    [InlineData(0x18D, 0, "string 0 of 0")]
    [InlineData(0x191, 5, "string 5 of 0")]
    [InlineData(0x195, 3, "for 3 features, but the features column has 2 slots")]
    public void Read_Refuses_Damage(int at, int value, string because) =>
        EditableModel.Tiny().Int32(Trees, at, value).Refusal().ShouldContain(because);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Read_Refuses_Leaves_That_Are_Not_Finite(double value) =>
        EditableModel.Tiny().Double(Trees, 0x159, value).Refusal().ShouldContain($"tree 0, leaf 1: the value is {value}");

    [Fact]
    public void Read_Refuses_A_Forest_Tree() =>
        EditableModel.Tiny().Byte(Trees, 0x108, 2).Refusal().ShouldContain("of kind 2");

    [Fact]
    public void Read_Ignores_Bias_Weight_Output_And_Gain()
    {
        // As ML.NET: a file with bias 5 and weight 3 scores like one with 0 and 1.
        var model = EditableModel.Tiny()
            .Double(Trees, 0x185, 5)
            .Double(Trees, 0x115, 3)
            .Double(Trees, 0x10D, -7)
            .Double(Trees, 0x165, double.NaN)
            .Model();
        model.Ensemble.Score([0f, 0f]).ShouldBe(-1);
        model.Ensemble.Trees[0].Nodes[0].Gain.ShouldBe(0);
    }

    [Theory]
    // Threshold 0.5: a stand-in up to it sends missing values left, one above it right.
    [InlineData(new[] { 0.4f, 9f }, -1, -3)]
    [InlineData(new[] { 0.5f, -1f }, -1, -2)]
    [InlineData(new[] { 0f, 1e-30f }, -1, -2)]
    // All zero is as good as absent: missing fails every test.
    [InlineData(new[] { 0f, -0f }, -3, -3)]
    [InlineData(new float[0], -3, -3)]
    [InlineData(new[] { float.NaN, float.NaN }, -3, -3)]
    public void Read_Sends_Missing_Values_Where_ML_NET_Does(float[] standIns, double whenBothMissing, double whenSecondMissing)
    {
        var body = new RecordWriter(RecordKind.Trees);
        // Node 0: a ≤ 0.5 → leaf 0, else node 1: b ≤ 0.5 → leaf 1, else leaf 2.
        body.Body.Int32(4).Int32(1).Byte(0).Int32(3).Double(0).Double(1);
        Ints(-1, -2);
        Ints(1, -3);
        Ints(0, 1);
        Ints();
        Ints();
        body.Body.Array([0.5f, 0.5f], v => body.Body.Single(v)).Array(standIns, v => body.Body.Single(v));
        body.Body.Array([-1d, -2, -3], v => body.Body.Double(v)).Array([0d, 0], v => body.Body.Double(v)).Int32(0).Int32(0);
        body.Body.Double(0).Int32(-1).Int32(-1).Int32(2);
        var model = EditableModel.Tiny();
        model.Members[Trees] = body.ToArray();
        var ensemble = model.Model().Ensemble;
        ensemble.Score([float.NaN, float.NaN]).ShouldBe(whenBothMissing);
        ensemble.Score([1f, float.NaN]).ShouldBe(whenSecondMissing);
        ensemble.Score([1f, 0.5f]).ShouldBe(-2);

        void Ints(params int[] values) => body.Body.Array(values, v => body.Body.Int32(v));
    }

    [Fact]
    public void Read_Takes_No_Trees_At_All()
    {
        var record = new RecordWriter(RecordKind.Trees);
        record.Body.Int32(4).Int32(0).Double(0).Int32(-1).Int32(-1).Int32(2);
        var model = EditableModel.Tiny();
        model.Members[Trees] = record.ToArray();
        model.Model().Ensemble.Score([1f, 1f]).ShouldBe(0);
    }

    [Fact]
    public void Read_Refuses_More_Trees_Than_It_Takes()
    {
        var record = new RecordWriter(RecordKind.Trees);
        record.Body.Int32(4).Int32(Limits.Trees + 1).Zeros(200 * Limits.Trees);
        var model = EditableModel.Tiny();
        model.Members[Trees] = record.ToArray();
        model.Refusal().ShouldContain($"{Limits.Trees + 1} trees");
    }
}
