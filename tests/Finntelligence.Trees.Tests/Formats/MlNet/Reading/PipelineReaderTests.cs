using System.Text;
using Finntelligence.Trees.Formats.MlNet;
using Finntelligence.Trees.Formats.MlNet.Writing;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading;

public sealed class PipelineReaderTests
{
    private const string Chain = "TransformerChain/Model.key";
    private const string Concatenate = "TransformerChain/Transform_000/Model.key";
    private const string Prediction = "TransformerChain/Transform_001/Model.key";
    private const string Platt = "TransformerChain/Transform_001/Model/Calibrator/Model.key";

    [Fact]
    public void CheckChain_Names_A_Foreign_Step()
    {
        var model = EditableModel.Tiny();
        Encoding.ASCII.GetBytes("NormalizeTransform\0").CopyTo(model.Members[Concatenate].AsSpan(0x50));
        model.Refusal().ShouldContain("step 0 of the chain is 'NormalizeTransform'; only ConcatTransform is supported");
    }

    [Theory]
    [InlineData(0x100, 3, "3 steps cannot be in the 8 bytes left")]
    [InlineData(0x100, 1, "the chain has 1 steps")]
    [InlineData(0x100, -1, "-1 steps")]
    [InlineData(0x104, 3, "step 0 has scope 3")]
    [InlineData(0x108, 0, "step 1 has scope 0")]
    public void CheckChain_Refuses_Other_Chains(int at, int value, string because) =>
        EditableModel.Tiny().Int32(Chain, at, value).Refusal().ShouldContain(because);

    [Fact]
    public void CheckChain_Refuses_A_Third_Step()
    {
        var model = EditableModel.Tiny();
        var chain = new RecordWriter(RecordKind.Chain);
        chain.Body.Int32(3).Int32(7).Int32(7).Int32(7);
        model.Members[Chain] = chain.ToArray();
        model.Refusal().ShouldContain("the chain has 3 steps");
    }

    [Theory]
    [InlineData(0x100, 2, "2 output columns")]
    [InlineData(0x104, 3, "string 3 of 3")]
    [InlineData(0x104, -1, "string -1 of 3")]
    [InlineData(0x108, 0, "0 source columns")]
    [InlineData(0x108, 1, "8 bytes are left over")]
    [InlineData(0x108, int.MaxValue, "2147483647 source columns cannot be")]
    [InlineData(0x110, 7, "string 7 of 3")]
    [InlineData(0x114, 1, "the column 'a' is a source twice")]
    public void ReadConcatenate_Refuses_Wrong_Sources(int at, int value, string because) =>
        EditableModel.Tiny().Int32(Concatenate, at, value).Refusal().ShouldContain(because);

    [Theory]
    [InlineData(0x100, 1, "the classifier reads 'Score', but Concatenate makes 'Features'")]
    [InlineData(0x108, 0, "compared on the column 'Features'")]
    public void CheckPrediction_Refuses_Other_Columns(int at, int value, string because) =>
        EditableModel.Tiny().Int32(Prediction, at, value).Refusal().ShouldContain(because);

    [Fact]
    public void CheckCalibrated_Names_What_Is_There_Instead()
    {
        const string wrapper = "TransformerChain/Transform_001/Model/Model.key";
        var model = EditableModel.Tiny();
        model.Members[wrapper] = model.Members["TransformerChain/Transform_001/Model/Predictor/Model.key"];
        model.Refusal().ShouldBe(wrapper + ": it is for 'FastTreeBinaryExec'; only FeatWCaliPredExec is supported.");
    }

    [Theory]
    [InlineData(0x100, double.NaN, "A = NaN")]
    [InlineData(0x100, 0.1, "falls as the score rises")]
    [InlineData(0x108, double.NegativeInfinity, "B = -Infinity")]
    public void ReadPlatt_Refuses_Unusable_Numbers(int at, double value, string because) =>
        EditableModel.Tiny().Double(Platt, at, value).Refusal().ShouldContain(because);

    [Fact]
    public void ReadPlatt_Gives_Both_Numbers()
    {
        var calibrator = EditableModel.Tiny().Double(Platt, 0x100, -1.5).Double(Platt, 0x108, 0.25).Model().Calibrator;
        (calibrator.A, calibrator.B).ShouldBe((-1.5, 0.25));
    }
}
