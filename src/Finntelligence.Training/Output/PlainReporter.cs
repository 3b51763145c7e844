using System.Globalization;
using System.Text;
using Finntelligence.Foundation.Output;

namespace Finntelligence.Training.Output;

/// <summary>Plain lines, for pipes and logs.</summary>
internal sealed class PlainReporter(TextWriter output, TextWriter error) : IReporter
{
    public void Status(string text) => output.WriteLine(text);

    public void Warning(string text) => error.WriteLine($"warning: {text}");

    public void Document(object document)
    {
        // For programs, which ask with --json.
    }

    public void Table(ReportTable table)
    {
        int[] widths = [.. table.Columns.Select((column, i) => table.Rows.Select(row => row[i].Length).Append(column.Heading.Length).Max())];
        output.WriteLine();
        output.WriteLine(table.Title);
        output.WriteLine(Line(table, widths, [.. table.Columns.Select(c => c.Heading)]));
        foreach (var row in table.Rows)
            output.WriteLine(Line(table, widths, row));
    }

    public T Track<T>(string title, Func<IProgress<double>, T> work)
    {
        output.WriteLine($"{title} …");
        return work(new Quarters(output, title));
    }

    private static string Line(ReportTable table, int[] widths, IReadOnlyList<string> cells)
    {
        var line = new StringBuilder();
        for (int i = 0; i < cells.Count; i++)
        {
            line.Append(i == 0 ? "  " : "   ");
            line.Append(table.Columns[i].Numeric ? cells[i].PadLeft(widths[i]) : cells[i].PadRight(widths[i]));
        }
        return line.ToString().TrimEnd();
    }

    // A log wants a few lines, not a bar: one at each quarter of the way.
    private sealed class Quarters(TextWriter output, string title) : IProgress<double>
    {
        private readonly Lock _lock = new();
        private int _told;

        public void Report(double value)
        {
            lock (_lock)
            {
                int quarter = (int)Math.Floor(Math.Clamp(value, 0, 1) * 4);
                if (quarter <= _told || quarter >= 4)
                    return;
                _told = quarter;
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: {quarter * 25} %"));
            }
        }
    }
}
