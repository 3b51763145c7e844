using Finntelligence.Foundation.Output;

namespace Finntelligence.Training.Tests.Output;

/// <summary>Keeps the tables that a command shows.</summary>
internal sealed class RecordingReporter : IReporter
{
    public List<ReportTable> Tables { get; } = [];

    public void Status(string text)
    {
        // Only tables are kept.
    }

    public void Warning(string text)
    {
        // Only tables are kept.
    }

    public void Table(ReportTable table) => Tables.Add(table);

    public void Document(object document)
    {
        // Only tables are kept.
    }

    public T Track<T>(string title, Func<IProgress<double>, T> work) => work(new Nobody());

    private sealed class Nobody : IProgress<double>
    {
        public void Report(double value)
        {
            // Nobody watches.
        }
    }
}
