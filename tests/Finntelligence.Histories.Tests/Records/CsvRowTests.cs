using System.Text;
using Finntelligence.Histories.Records;

namespace Finntelligence.Histories.Tests.Records;

public sealed class CsvRowTests
{
    [Theory]
    [InlineData("a,b", "a|b")]
    [InlineData("a,,", "a||")]
    [InlineData(" a , b ", "a|b")]
    [InlineData("\"a,b\",\"\"\"c\"\"\",\"\"", "a,b|\"c\"|")]
    [InlineData("\"a\nb\"", "a\nb")]
    public void Cells_Are_Cut_At_Commas_Outside_Quotes(string row, string cells)
    {
        var found = new List<string> { "from before" };

        CsvRow.TrySplit(Encoding.UTF8.GetBytes(row), found).ShouldBeTrue();
        string.Join('|', found).ShouldBe(cells);
    }

    [Fact]
    public void What_Is_Quoted_Is_Read_Back()
    {
        foreach (var cell in (string[])["plain", "a,b", "say \"so\"", "two\nlines", "\"", ""])
        {
            var found = new List<string>();
            CsvRow.TrySplit(Encoding.UTF8.GetBytes($"x,{CsvRow.Quote(cell)},y"), found).ShouldBeTrue();
            found.ShouldBe(["x", cell, "y"]);
        }
    }

    [Fact]
    public void Bytes_That_Are_No_Text_Are_Refused() => CsvRow.TrySplit([0x61, 0xFF], []).ShouldBeFalse();
}
