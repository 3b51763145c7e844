using Finntelligence.Foundation.Output;
using Spectre.Console;

namespace Finntelligence.Training.Output;

/// <summary>Colours, tables and progress bars.</summary>
internal sealed class TerminalReporter(IAnsiConsole console, TextWriter error) : IReporter
{
    public void Status(string text) => console.WriteLine(text);

    public void Warning(string text) => error.WriteLine($"warning: {text}");

    public void Document(object document)
    {
        // For programs, which ask with --json.
    }

    public void Table(ReportTable table)
    {
        var view = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(table.Title));
        foreach (ReportColumn column in table.Columns)
        {
            var heading = new TableColumn(Markup.Escape(column.Heading)).NoWrap();
            view.AddColumn(column.Numeric ? heading.RightAligned() : heading);
        }
        foreach (var row in table.Rows)
            view.AddRow([.. row.Select(Markup.Escape)]);
        console.Write(view);
    }

    public T Track<T>(string title, Func<IProgress<double>, T> work) => console.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn())
        .Start(context =>
        {
            ProgressTask task = context.AddTask(Markup.Escape(title), maxValue: 1);
            T result = work(new Bar(task));
            task.Value = 1;
            return result;
        });

    private sealed class Bar(ProgressTask task) : IProgress<double>
    {
        public void Report(double value) => task.Value = Math.Clamp(value, 0, 1);
    }
}
