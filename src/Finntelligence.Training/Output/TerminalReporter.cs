using Finntelligence.Foundation.Output;
using Spectre.Console;

namespace Finntelligence.Training.Output;

/// <summary>Colours, tables and progress bars.</summary>
internal sealed class TerminalReporter(IAnsiConsole console, TextWriter error) : IReporter
{
    // Written past the console, as all prose is: it would cut a path or a hash where the line ends.
    public void Status(string text) => Say(text);

    public void Warning(string text) => error.WriteLine($"warning: {text}");

    public void Document(object document)
    {
        // For programs, which ask with --json.
    }

    public void Table(ReportTable table)
    {
        var layout = TableLayout.Of(table, console.Profile.Width);
        if (layout.IsList)
            List(table);
        else
            Grid(table, layout);
    }

    private void Grid(ReportTable table, TableLayout layout)
    {
        // A title longer than the table would be cut into lines as narrow as the table.
        Say(table.Title);
        var view = new Table().Border(TableBorder.Rounded);
        foreach (var (index, width) in layout.Columns.Zip(layout.Widths))
        {
            var heading = new TableColumn(Markup.Escape(table.Columns[index].Heading)).Width(width);
            view.AddColumn(table.Columns[index].Numeric ? heading.RightAligned() : heading);
        }
        foreach (var row in table.Rows)
            view.AddRow([.. layout.Columns.Select(i => Markup.Escape(row[i]))]);
        console.Write(view);
        string[] absent = [.. table.Columns.Where((_, i) => !layout.Columns.Contains(i)).Select(c => c.Heading)];
        if (absent.Length > 0)
            Say($"No room here for: {string.Join(", ", absent)}. A wider terminal or --json shows all.");
    }

    private void List(ReportTable table)
    {
        Say(table.Title);
        foreach (var row in table.Rows)
        {
            for (int i = 0; i < row.Length; i++)
                Say($"{(i == 0 ? "- " : "  ")}{table.Columns[i].Heading}{(table.Columns[i].Heading.Length > 0 ? ": " : "")}{row[i]}", indent: 4);
        }
    }

    private void Say(string text, int indent = 0)
    {
        foreach (string line in WordWrap.Lines(text, console.Profile.Width, indent))
            console.Profile.Out.Writer.WriteLine(line);
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
