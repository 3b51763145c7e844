using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.MlNet.Reading;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading;

public sealed class SchemaReaderTests
{
    private const string Entry = "Schema";

    [Fact]
    public void Read_Gives_Types_And_Slot_Names()
    {
        var members = MlNetFixture.Members(Path.Combine(MlNetFixture.Synthetic, "synthetic-fasttree.zip"));
        var columns = SchemaReader.Read("TrainSchema", members["TransformerChain/Transform_001/TrainSchema"]);
        columns.Keys.ShouldBe(["Label", "x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "Features"]);
        (columns["Features"].ItemCodec, columns["Features"].VectorLength).ShouldBe(("Single", 8));
        columns["Features"].SlotNames!.Value.ShouldBe(["x3", "x0", "x1", "x2", "x4", "x5", "x6", "x7"]);
        columns["Label"].ShouldBe(new SchemaColumn("Boolean", "Boolean", VectorLength: null, SlotNames: null));
    }

    [Theory]
    [InlineData(0x00, 0, "not an ML.NET schema")]
    [InlineData(0x08, 7, "schema version")]
    [InlineData(0x10, 7, "needed to read")]
    [InlineData(0x18, 0xFF, "the column table starts at 255")]
    [InlineData(0x18, 0x15A, "the column table starts at 346")]
    [InlineData(0x18, -1, "the column table starts at -1")]
    [InlineData(0x20, 0x158, "closing magic number is not at 344")]
    [InlineData(0x20, long.MaxValue, "closing magic number")]
    [InlineData(0x28, 1, "a schema with 1 rows")]
    [InlineData(0x30, 2, "are left over")]
    [InlineData(0x30, 4, "1 bytes are needed where 0 are left")]
    [InlineData(0x30, 5, "5 columns in 89 bytes")]
    [InlineData(0x30, int.MaxValue, "2147483647 columns")]
    [InlineData(0x102, -1, "a length of more than five bytes")]
    [InlineData(0x159, 0, "closing magic number")]
    public void Read_Refuses_Damage(int at, long value, string because) =>
        EditableModel.Tiny().Int64(Entry, at, value).Refusal().ShouldContain(because);

    [Fact]
    public void Read_Refuses_A_Name_That_Is_Not_UTF8() =>
        EditableModel.Tiny().Byte(Entry, 0x101, 0xFF).Refusal().ShouldContain("not UTF-8");

    [Fact]
    public void Read_Refuses_Every_Truncation()
    {
        var whole = EditableModel.Tiny().Members[Entry];
        for (var length = 0; length < whole.Length; length++)
            Should.Throw<InvalidModelFileException>(() => SchemaReader.Read(Entry, whole.AsSpan(0, length)));
    }
}
