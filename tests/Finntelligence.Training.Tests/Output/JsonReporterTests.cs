using System.Text.Json;
using Finntelligence.Foundation.Output;
using Finntelligence.Training.Output;

namespace Finntelligence.Training.Tests.Output;

public sealed class JsonReporterTests
{
    [Fact]
    public void Only_the_document_reaches_standard_output()
    {
        var output = new StringWriter();
        var reporter = new JsonReporter(output, TextWriter.Null);
        reporter.Status("status");
        reporter.Table(new ReportTable("t", [new("c")], [["x"]]));
        reporter.Track("work", progress =>
        {
            progress.Report(0.5);
            return 0;
        });
        reporter.Document(new { MeanRate = 7.75, None = double.NaN });

        JsonElement root = JsonDocument.Parse(output.ToString()).RootElement;
        root.GetProperty("meanRate").GetDouble().ShouldBe(7.75);
        root.GetProperty("none").GetString().ShouldBe("NaN");
    }
}
