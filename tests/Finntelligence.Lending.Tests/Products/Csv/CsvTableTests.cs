using System.IO.Compression;
using System.Text;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Csv;

namespace Finntelligence.Lending.Tests.Products.Csv;

public sealed class CsvTableTests
{
    [Fact]
    public void Read_Walks_the_rows()
    {
        using var table = CsvText.Table("a,b\n1, two \r\n\"3,\"\"x\"\"\ny\",\n\n4.5e1,z");

        table.Columns.ShouldBe(["a", "b"]);
        table.Read().ShouldBeTrue();
        (table.Line, table.Number("a"), table.Text("b")).ShouldBe((2, 1, "two"));
        table.Read().ShouldBeTrue();
        (table.Line, table.Text("a"), table.Number("b")).ShouldBe((3, "3,\"x\"\ny", double.NaN));
        table.Read().ShouldBeTrue();
        (table.Line, table.Number("a")).ShouldBe((6, 45));
        table.Read().ShouldBeFalse();
    }

    [Fact]
    public void Open_Skips_a_byte_order_mark()
    {
        using var table = CsvText.Table("\uFEFFa,b\n1,2\n");

        table.Columns.ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Open_Takes_a_comma_as_the_separator_and_never_guesses()
    {
        using var table = CsvText.Table("a;b\n1;2\n");

        table.Columns.ShouldBe(["a;b"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    public void Open_Refuses_an_empty_file(string text) =>
        Should.Throw<InvalidHistoryException>(() => CsvText.Table(text)).Message.ShouldBe("The file is empty; it needs a header line.");

    [Fact]
    public void Open_Refuses_a_column_named_twice() =>
        Should.Throw<InvalidHistoryException>(() => CsvText.Table("a,b,a,b,c\n")).Message.ShouldBe("Line 1: the header names \"a\", \"b\" more than once.");

    [Fact]
    public void Require_Names_every_absent_column()
    {
        using var table = CsvText.Table("a,b\n");

        Should.Throw<InvalidHistoryException>(() => table.Require(["x", "a", "y", "x"])).Message.ShouldBe("Line 1: the header lacks \"x\", \"y\".");
    }

    [Theory]
    [InlineData("a,b\n1,2\n1\n", "Line 3: the row has 1 cells, the header 2.")]
    [InlineData("a,b\n1,2,3\n", "Line 2: the row has 3 cells, the header 2.")]
    [InlineData("a,b\n1,2\n\"1\"x,2\n", "Line 3: the row is not valid CSV; look at its quotes.")]
    [InlineData("a,b\n1,2\n\"1,2\n3,4\n", "Line 3: the row is not valid CSV; look at its quotes.")]
    public void Read_Names_the_line_of_a_bad_row(string text, string message) =>
        Should.Throw<InvalidHistoryException>(() => ReadAll(CsvText.Table(text))).Message.ShouldBe(message);

    [Theory]
    [InlineData("two")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData("1,5")]
    [InlineData("0x10")]
    public void Number_Names_line_and_column_of_what_is_none(string cell)
    {
        using var table = CsvText.FirstRow("a,b", $"1,\"{cell}\"");

        Should.Throw<InvalidHistoryException>(() => table.Number("b")).Message.ShouldBe("Line 2, column \"b\": the cell is not a finite number.");
    }

    [Fact]
    public void Open_Decompresses_by_name()
    {
        var lines = CsvText.InFile(Compressed("a\n1\n2\n"), ".csv.gz", path => ReadAll(CsvTable.Open(path)));

        lines.ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a\n1\n")]
    public void Open_Refuses_a_gz_that_is_none(string text) =>
        Should.Throw<InvalidHistoryException>(() => CsvText.InFile(Encoding.UTF8.GetBytes(text), ".csv.gz", path => ReadAll(CsvTable.Open(path))))
            .Message.ShouldContain("not gzip");

    [Fact]
    public void Read_Refuses_a_gz_that_is_cut_short_anywhere()
    {
        var whole = Compressed("a\n" + string.Join('\n', Enumerable.Range(0, 2_000)) + "\n");

        for (var length = 0; length < whole.Length; length += length < whole.Length - 20 ? 97 : 1)
            Should.Throw<InvalidHistoryException>(() => CsvText.InFile(whole[..length], ".csv.gz", path => ReadAll(CsvTable.Open(path))), $"{length}")
                .Message.ShouldContain("cut short");
        CsvText.InFile(whole, ".csv.gz", path => ReadAll(CsvTable.Open(path))).ShouldBe(2_000);
    }

    [Fact]
    public void Read_Refuses_a_gz_with_a_flipped_bit()
    {
        var whole = Compressed("a\n" + string.Join('\n', Enumerable.Range(0, 2_000)) + "\n");
        whole[whole.Length / 2] ^= 16;

        Should.Throw<InvalidHistoryException>(() => CsvText.InFile(whole, ".csv.gz", path => ReadAll(CsvTable.Open(path))));
    }

    private static int ReadAll(CsvTable table)
    {
        using (table)
        {
            var rows = 0;
            for (; table.Read(); rows++)
                table.Text(table.Columns.First());
            return rows;
        }
    }

    private static byte[] Compressed(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionMode.Compress))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }
}
