using System.Text;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading;

public sealed class RecordTests
{
    private const string Trees = "TransformerChain/Transform_001/Model/Predictor/Model.key";
    private const string Concatenate = "TransformerChain/Transform_000/Model.key";

    [Theory]
    [InlineData(0x00, 0x4C, "not an ML.NET record")]
    [InlineData(0x08, 3, "container version 1.3, needed to read 1.2; this reader knows 1.2")]
    [InlineData(0x0C, 1, "container version 1.2, needed to read 1.1; this reader knows 1.2")]
    [InlineData(0x40, 0x47, "signature 'GTREE.BC'; 'FTREE.BC' is supported")]
    [InlineData(0x48, 6, "body version 1.6, needed to read 1.5; this reader knows 1.5")]
    [InlineData(0x4C, 4, "body version 1.5, needed to read 1.4; this reader knows 1.5")]
    public void Parse_Refuses_Foreign_Stamps(int at, byte value, string because)
    {
        EditableModel.Tiny().Byte(Trees, at, value).Refusal().ShouldSatisfyAllConditions(
            m => m.ShouldStartWith(Trees), m => m.ShouldContain(because));
    }

    [Fact]
    public void Parse_Refuses_Another_Loader_By_Its_Name()
    {
        var model = EditableModel.Tiny();
        Encoding.ASCII.GetBytes("FastTreeRegressionExec\0\0").CopyTo(model.Members[Trees].AsSpan(0x50));
        model.Refusal().ShouldContain("the model is 'FastTreeRegressionExec'; models of trees can be taken");
    }

    [Theory]
    [InlineData(0x10, 0x101, "body start")]
    [InlineData(0x18, 0x98, "assembly name start")]
    [InlineData(0x18, -1, "body length -1")]
    [InlineData(0x18, long.MaxValue, "body length")]
    [InlineData(0x20, 0x199, "string table of 0 bytes")]
    [InlineData(0x80, 0x248, "tail start")]
    [InlineData(0x88, 0x250, "record length")]
    [InlineData(0x90, 0x198, "assembly name start")]
    [InlineData(0x98, 0xAF, "assembly name of 175 bytes")]
    [InlineData(0xA8, 1, "reserved bytes")]
    [InlineData(0x249, 0, "closing magic number")]
    public void Parse_Refuses_Wrong_Arithmetic(int at, long value, string because) =>
        EditableModel.Tiny().Int64(Trees, at, value).Refusal().ShouldContain(because);

    [Theory]
    [InlineData(0x20, 0x11D, "string table start")]
    [InlineData(0x28, 0x17, "string table of 23 bytes")]
    [InlineData(0x28, 1L << 40, "string table length")]
    [InlineData(0x30, 0x135, "string characters start")]
    [InlineData(0x38, 0x16, "assembly name start")]
    [InlineData(0x11C, 0x11, "string 0 ends at 17")]
    [InlineData(0x124, 0x0E, "string 1 ends at 14 of 20 and begins at 16")]
    [InlineData(0x12C, 0x12, "string 2 ends at 18 of 20")]
    [InlineData(0x12C, long.MaxValue, "string 2 ends at")]
    public void Parse_Refuses_Wrong_String_Tables(int at, long value, string because) =>
        EditableModel.Tiny().Int64(Concatenate, at, value).Refusal().ShouldContain(because);

    [Fact]
    public void Parse_Refuses_A_String_That_Is_Half_A_Surrogate() =>
        EditableModel.Tiny().Byte(Concatenate, 0x145, 0xD8).Refusal().ShouldContain("string 1 is not UTF-16");

    [Fact]
    public void Parse_Refuses_A_Truncated_Record()
    {
        var whole = EditableModel.Tiny().Members[Trees];
        for (var length = 0; length < whole.Length; length++)
        {
            var model = EditableModel.Tiny();
            model.Members[Trees] = whole[..length];
            model.Refusal().ShouldStartWith(Trees);
        }
    }
}
