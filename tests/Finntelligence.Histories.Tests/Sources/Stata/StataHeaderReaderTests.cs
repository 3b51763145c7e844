using Finntelligence.Histories.Sources;
using Finntelligence.Histories.Sources.Stata;

namespace Finntelligence.Histories.Tests.Sources.Stata;

public sealed class StataHeaderReaderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_header_tells_names_types_offsets_and_labels(bool bigEndian)
    {
        byte[] file = new StataFileBuilder(bigEndian).Variable("x", 255).Variable("name_2", 7).Variable("z", 252).Build();

        StataHeader header = StataHeaderReader.Read(new StataInput(new MemoryStream(file)));

        header.BigEndian.ShouldBe(bigEndian);
        header.Rows.ShouldBe(0);
        header.RowWidth.ShouldBe(17);
        header.Variables.ShouldBe(
        [
            new StataVariable("x", new StataType(StataKind.Double, 8), 0, "about x") { Format = "%9.0g" },
            new StataVariable("name_2", new StataType(StataKind.Text, 7), 8, "about name_2") { Format = "%9.0g" },
            new StataVariable("z", new StataType(StataKind.Int, 2), 15, "about z") { Format = "%9.0g" },
        ]);
    }

    [Theory]
    [InlineData(104, "release 104, which nothing here reads. Open it in Stata and write it as CSV: export delimited")]
    [InlineData((byte)'<', "the tag stata_dta><header><release> should stand here")]
    [InlineData((byte)'P', "it does not look like a Stata file of release 105 to 119")]
    public void Another_release_is_refused_with_what_it_seems_to_be(byte release, string hint) =>
        Fault(new StataFileBuilder(false) { Release = release }).ShouldContain(hint);

    [Fact]
    public void A_wrong_byte_order_is_refused() =>
        Fault(new StataFileBuilder(false) { ByteOrder = 3 }).ShouldContain("Byte 1 of the Stata file should be 1 or 2 (byte order), but is 3.");

    [Fact]
    public void A_wrong_file_type_is_refused() =>
        Fault(new StataFileBuilder(false) { FileType = 9 }).ShouldContain("Byte 2");

    [Theory]
    [InlineData((ushort)0)]
    [InlineData((ushort)65535)]
    public void An_impossible_number_of_variables_is_refused(ushort claimed) =>
        Fault(new StataFileBuilder(false) { ClaimedVariables = claimed }.Variable("x", 251)).ShouldContain($"claims {claimed} variables");

    [Fact]
    public void A_negative_number_of_rows_is_refused() =>
        Fault(new StataFileBuilder(true) { ClaimedRows = -1 }.Variable("x", 251)).ShouldContain("claims -1 rows");

    [Theory]
    [InlineData((byte)0)]
    [InlineData((byte)245)]
    [InlineData((byte)250)]
    public void An_unknown_type_is_refused_with_its_byte(byte type) =>
        // Types start after the 109 bytes of the header.
        Fault(new StataFileBuilder(false).Variable("x", 251).Variable("y", type))
            .ShouldBe($"Byte 110 of the Stata file: {type} is no type of variable 2.");

    [Fact]
    public void Two_variables_of_one_name_are_refused() =>
        Fault(new StataFileBuilder(false).Variable("same", 251).Variable("same", 251)).ShouldContain("variable 2 has the name same");

    [Theory]
    [InlineData("")]
    [InlineData("a,b")]
    [InlineData("a\nb")]
    public void A_name_Stata_would_not_allow_is_refused(string name) =>
        Fault(new StataFileBuilder(false).Variable(name, 251)).ShouldContain("variable 1 has no proper name");

    [Theory]
    [InlineData(-5, "an expansion field claims -5 bytes")]
    [InlineData(int.MaxValue, "within the expansion fields")]
    public void A_hostile_expansion_field_is_refused(int length, string message) =>
        Fault(new StataFileBuilder(false) { ClaimedExpansionLength = length }.Variable("x", 251)).ShouldContain(message);

    private static string Fault(StataFileBuilder file) =>
        Should.Throw<InvalidSourceException>(() => StataHeaderReader.Read(new StataInput(new MemoryStream(file.Build())))).Message;
}
