using Finntelligence.Foundation.Output;
using Finntelligence.Training.Output;
using Spectre.Console;

namespace Finntelligence.Training.Tests.Output;

public sealed class TerminalReporterTests
{
    [Fact]
    public void Markup_in_figures_is_shown_as_it_is()
    {
        var output = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        var reporter = new TerminalReporter(console, TextWriter.Null);
        reporter.Table(new ReportTable("[title]", [new("[red]"), new("n", Numeric: true)], [["[x]", "1"]]));
        reporter.Track("[work]", progress =>
        {
            progress.Report(2);
            return 3;
        }).ShouldBe(3);
        reporter.Status("[done]");

        string text = output.ToString();
        text.ShouldContain("[title]");
        text.ShouldContain("[red]");
        text.ShouldContain("[x]");
        text.ShouldContain("[done]");
    }
}
