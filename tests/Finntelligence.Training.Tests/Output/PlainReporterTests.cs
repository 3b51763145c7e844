using Finntelligence.Foundation.Output;
using Finntelligence.Training.Output;

namespace Finntelligence.Training.Tests.Output;

public sealed class PlainReporterTests
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    [Fact]
    public void A_table_is_aligned_plain_text()
    {
        Reporter().Table(new ReportTable("Title", [new("name"), new("n", Numeric: true), new("")], [["a", "1,000", "ok"], ["long one", "7", ""]]));
        _output.ToString().ShouldBe("\nTitle\n  name           n\n  a          1,000   ok\n  long one       7\n");
    }

    [Fact]
    public void Progress_is_a_line_at_each_quarter()
    {
        int result = Reporter().Track("Work", progress =>
        {
            for (int i = 0; i <= 100; i++)
                progress.Report(i / 100.0);
            return 42;
        });
        result.ShouldBe(42);
        _output.ToString().ShouldBe("Work …\nWork: 25 %\nWork: 50 %\nWork: 75 %\n");
    }

    [Fact]
    public void Warnings_go_to_standard_error_and_documents_nowhere()
    {
        Reporter().Warning("look");
        Reporter().Document(new { a = 1 });
        _error.ToString().ShouldBe("warning: look\n");
        _output.ToString().ShouldBeEmpty();
    }

    private PlainReporter Reporter() => new(_output, _error);
}
