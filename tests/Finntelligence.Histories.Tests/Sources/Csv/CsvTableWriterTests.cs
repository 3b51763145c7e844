using System.Text;
using Finntelligence.Histories.Sources.Csv;

namespace Finntelligence.Histories.Tests.Sources.Csv;

public sealed class CsvTableWriterTests
{
    [Fact]
    public void Cells_are_quoted_only_where_they_must_be()
    {
        var stream = new MemoryStream();
        using (var writer = new CsvTableWriter(stream))
        {
            writer.Write(["a", "b c", ""]);
            writer.Write(["1,5", "say \"x\"", "two\nlines"]);
        }
        Encoding.UTF8.GetString(stream.ToArray()).ShouldBe("a,b c,\n\"1,5\",\"say \"\"x\"\"\",\"two\nlines\"\n");
    }
}
