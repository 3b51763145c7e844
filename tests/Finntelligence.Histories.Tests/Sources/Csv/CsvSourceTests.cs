using System.Text;
using Finntelligence.Histories.Sources;
using Finntelligence.Histories.Sources.Csv;

namespace Finntelligence.Histories.Tests.Sources.Csv;

public sealed class CsvSourceTests
{
    [Fact]
    public void Rows_come_as_they_are_without_white_space_around_the_cells()
    {
        (string[] columns, string[][] rows) = Read("\uFEFFname,rate\r\n\"Smith, \"\"J\"\"\", 7.750\r\n.,\n");
        columns.ShouldBe(["name", "rate"]);
        rows.ShouldBe([["Smith, \"J\"", "7.750"], [".", ""]]);
    }

    [Fact]
    public void A_column_without_a_name_is_called_after_its_place_and_that_is_noted()
    {
        using var source = new CsvSource(new MemoryStream("\"\",a,\n0,1,2\n"u8.ToArray()), CsvDialect.Usual, () => 0);

        source.Columns.ShouldBe(["column1", "a", "column3"]);
        source.Notes.ShouldBe([
            "Column 1 has no name in the header; it is called column1.", "Column 3 has no name in the header; it is called column3."]);
    }

    [Fact]
    public void A_row_that_is_too_short_does_not_end_the_reading()
    {
        using var source = new CsvSource(new MemoryStream("a,b\n1\n2,3\n"u8.ToArray()), CsvDialect.Usual, () => 0);
        var cells = new string[2];

        source.TryRead(cells).ShouldBeTrue();
        source.RowFault.ShouldNotBeNull();
        source.TryRead(cells).ShouldBeTrue();
        source.RowFault.ShouldBeNull();
        (source.Place, cells).ShouldBe(("Line 3", cells));
        cells.ShouldBe(["2", "3"]);
    }

    [Fact]
    public void A_quoted_cell_may_hold_a_line_end() => Read("a,b\n\"x\ny\",1\n").Rows.ShouldBe([["x\ny", "1"]]);

    [Theory]
    [InlineData("", "The CSV is empty")]
    [InlineData("a,a\n1,2\n", "two columns named a")]
    [InlineData("a,b\u0001\n1,2\n", "Column 2 of the CSV's header has no proper name")]
    [InlineData("a,b\n1,2\n3\n", "Line 3 of the CSV has 1 cells; the header has 2")]
    [InlineData("a,b\n1,2,3\n", "Line 2 of the CSV has 3 cells")]
    [InlineData("a,b\n\"1,2\n3,4\n", "The CSV is malformed")]
    [InlineData("a,b\n1\"x,2\n", "The CSV is malformed")]
    [InlineData("a,b\n1,2\0\n", "Line 2, column b of the CSV holds a zero byte")]
    public void A_faulty_file_is_refused_with_the_place(string text, string message) =>
        Should.Throw<InvalidSourceException>(() => Read(text)).Message.ShouldContain(message);

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused_with_the_place() =>
        Should.Throw<InvalidSourceException>(() => Read([.. "a,b\n1,"u8, 0xFF, 0xFE, (byte)'\n'])).Message
            .ShouldBe("Line 2, cell 2 of the CSV is not UTF-8.");

    [Fact]
    public void Random_bytes_give_rows_or_a_clear_refusal_and_nothing_else()
    {
        var random = new Random(34);
        byte[] alphabet = [.. "a1.,\"\r\n"u8, 0, 0xC3, 0xFF];
        for (int trial = 0; trial < 3000; trial++)
        {
            byte[] bytes = [.. Enumerable.Range(0, random.Next(40)).Select(_ => alphabet[random.Next(alphabet.Length)])];
            try
            {
                Read(bytes);
            }
            catch (InvalidSourceException e)
            {
                e.Message.ShouldNotBeNullOrWhiteSpace();
            }
        }
    }

    private static (string[] Columns, string[][] Rows) Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static (string[] Columns, string[][] Rows) Read(byte[] bytes)
    {
        using var source = new CsvSource(new MemoryStream(bytes), CsvDialect.Usual, () => 0);
        var rows = new List<string[]>();
        string[] cells = new string[source.Columns.Count];
        while (source.TryRead(cells))
        {
            if (source.RowFault is { } fault)
                throw new InvalidSourceException(fault);
            rows.Add([.. cells]);
        }

        return ([.. source.Columns], [.. rows]);
    }
}
