using System.Text;
using Finntelligence.Trees.Formats.MlNet;
using Finntelligence.Trees.Formats.MlNet.Writing;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading;

public sealed class PipelineTests
{
    private const string Chain = "TransformerChain/Model.key";
    private const string Concatenate = "TransformerChain/Transform_000/Model.key";
    private const string Prediction = "TransformerChain/Transform_001/Model.key";
    private const string Platt = "TransformerChain/Transform_001/Model/Calibrator/Model.key";

    [Fact]
    public void A_Foreign_Step_Is_Named()
    {
        var model = EditableModel.Tiny();
        Encoding.ASCII.GetBytes("NormalizeTransform\0").CopyTo(model.Members[Concatenate].AsSpan(0x50));
        model.Refusal().ShouldContain("step 0 of the chain is 'NormalizeTransform', which cannot be folded into the trees");
    }

    [Theory]
    [InlineData(0x100, 3, "3 steps cannot be in the 8 bytes left")]
    [InlineData(0x100, 1, "4 bytes are left over")]
    [InlineData(0x100, -1, "-1 steps")]
    [InlineData(0x104, 3, "step 0 has scope 3")]
    [InlineData(0x108, 0, "step 1 has scope 0")]
    public void Other_Chains_Are_Refused(int at, int value, string because) =>
        EditableModel.Tiny().Int32(Chain, at, value).Refusal().ShouldContain(because);

    [Fact]
    public void A_Step_That_Is_Not_In_The_Zip_Is_Named()
    {
        var model = EditableModel.Tiny();
        var chain = new RecordWriter(RecordKind.Chain);
        chain.Body.Int32(3).Int32(7).Int32(7).Int32(7);
        model.Members[Chain] = chain.ToArray();
        model.Refusal().ShouldContain("no member 'TransformerChain/Transform_002/Model.key'");
    }

    [Theory]
    [InlineData(0x100, 0, "0 output columns")]
    [InlineData(0x100, 2, "4 bytes are needed where 0 are left")]
    [InlineData(0x100, int.MaxValue, "2147483647 output columns cannot be")]
    [InlineData(0x104, 3, "string 3 of 3")]
    [InlineData(0x104, -1, "string -1 of 3")]
    [InlineData(0x108, 0, "0 source columns")]
    [InlineData(0x108, 1, "8 bytes are left over")]
    [InlineData(0x108, int.MaxValue, "2147483647 source columns cannot be")]
    [InlineData(0x110, 7, "string 7 of 3")]
    public void Concatenate_Refuses_Wrong_Sources(int at, int value, string because) =>
        EditableModel.Tiny().Int32(Concatenate, at, value).Refusal().ShouldContain(because);

    [Theory]
    [InlineData(0x100, 1, "step 1, the binary classifier: the source column 'Score' is not in it, and no step before makes it")]
    [InlineData(0x108, 0, "compared on the column 'Features'")]
    public void The_Classifier_Refuses_Other_Columns(int at, int value, string because) =>
        EditableModel.Tiny().Int32(Prediction, at, value).Refusal().ShouldContain(because);

    [Fact]
    public void A_Source_May_Be_There_Twice()
    {
        // Both features are then a.
        var model = EditableModel.Tiny().Int32(Concatenate, 0x114, 1).Model();
        model.Ensemble.Features.Select(f => f.Name).ShouldBe(["a"]);
        model.Ensemble.Score([0.5f]).ShouldBe(-1);
        model.Ensemble.Score([0.6f]).ShouldBe(2);
    }

    [Fact]
    public void A_Model_Without_A_Probability_Is_Refused()
    {
        var model = EditableModel.Tiny();
        model.Members["TransformerChain/Transform_001/Model/Model.key"] =
            model.Members["TransformerChain/Transform_001/Model/Predictor/Model.key"];
        model.Refusal().ShouldStartWith("The pipeline ends without a column 'Probability': a FastTree model without a calibrator gives scores only");
    }

    [Theory]
    [InlineData(0x100, double.NaN, "A = NaN")]
    [InlineData(0x100, 0.1, "falls as the score rises")]
    [InlineData(0x108, double.NegativeInfinity, "B = -Infinity")]
    public void Platt_Refuses_Unusable_Numbers(int at, double value, string because) =>
        EditableModel.Tiny().Double(Platt, at, value).Refusal().ShouldContain(because);

    [Fact]
    public void Platt_Gives_Both_Numbers()
    {
        var calibrator = EditableModel.Tiny().Double(Platt, 0x100, -1.5).Double(Platt, 0x108, 0.25).Model().Calibrator;
        (calibrator.A, calibrator.B).ShouldBe((-1.5, 0.25));
    }
}
