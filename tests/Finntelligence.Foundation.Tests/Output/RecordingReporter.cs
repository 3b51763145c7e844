using Finntelligence.Foundation.Output;

namespace Finntelligence.Foundation.Tests.Output;

/// <summary>Keeps what a piece of work says and shows.</summary>
internal sealed class RecordingReporter : IReporter
{
    public List<string> Statuses { get; } = [];

    public List<string> Warnings { get; } = [];

    public List<ReportTable> Tables { get; } = [];

    /// <summary>Titles of the long pieces, in the order in which they began.</summary>
    public List<string> Tracked { get; } = [];

    /// <summary>Done each time that a long piece says how far it is.</summary>
    public Action<double> Watch { get; set; } = _ => { };

    public void Status(string text) => Statuses.Add(text);

    public void Warning(string text) => Warnings.Add(text);

    public void Table(ReportTable table) => Tables.Add(table);

    public void Document(object document)
    {
        // A command's; no room writes one.
    }

    public T Track<T>(string title, Func<IProgress<double>, T> work)
    {
        Tracked.Add(title);
        return work(new Watcher(this));
    }

    private sealed class Watcher(RecordingReporter reporter) : IProgress<double>
    {
        public void Report(double value) => reporter.Watch(value);
    }
}
