namespace Finntelligence.ModelOps.Experiments;

/// <summary>Everything that was recorded of a run.</summary>
/// <param name="Id">Names the run among all runs; begins with its time, so that ids sort by it.</param>
/// <param name="Experiment">The group it belongs to.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Status">How it stands; a run whose process died without a word is <see cref="RunStatus.Killed"/>.</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended; of a run that died, when it was last heard of; null while it runs.</param>
/// <param name="Parameters">Sorted by key.</param>
/// <param name="Metrics">Every point in the order it was logged.</param>
/// <param name="Inputs">The data that went in.</param>
/// <param name="Tags">Sorted by key.</param>
/// <param name="Artifacts">The files that were kept, sorted by path.</param>
public sealed record RunRecord(
    string Id,
    string Experiment,
    string Name,
    RunStatus Status,
    DateTimeOffset Start,
    DateTimeOffset? End,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyList<MetricPoint> Metrics,
    IReadOnlyList<DataInput> Inputs,
    IReadOnlyDictionary<string, string> Tags,
    IReadOnlyList<RunArtifact> Artifacts)
{
    /// <summary>True for a run that was deleted: it is hidden until it is restored.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>The last value of every metric, sorted by key.</summary>
    public IReadOnlyDictionary<string, double> LastMetrics
    {
        get
        {
            var last = new SortedDictionary<string, double>(StringComparer.Ordinal);
            foreach (var point in Metrics)
                last[point.Key] = point.Value;
            return last;
        }
    }

    /// <summary>The last values of what describes the run as a whole; those of curves and folds, which stand a level deeper, are left out.</summary>
    public IReadOnlyDictionary<string, double> HeadlineMetrics() =>
        new SortedDictionary<string, double>(LastMetrics.Where(m => m.Key.Split('/').Length <= 2).ToDictionary(), StringComparer.Ordinal);

    /// <summary>Every metric in one line, sorted by key.</summary>
    public IReadOnlyList<MetricSummary> MetricSummaries() =>
        [.. Metrics.GroupBy(m => m.Key).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new MetricSummary(g.Key, g.Count(), g.Min(m => m.Value), g.Last().Value))];

    /// <returns>Null when the events do not even say that the run began.</returns>
    internal static RunRecord? From(string id, IReadOnlyList<RunEvent> events, bool isHeld)
    {
        if (events.OfType<RunEvent.Started>().FirstOrDefault() is not { } start)
            return null;
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var artifacts = new SortedDictionary<string, RunArtifact>(StringComparer.Ordinal);
        var metrics = new List<MetricPoint>();
        var inputs = new List<DataInput>();
        var isDeleted = false;
        var (status, end) = isHeld ? (RunStatus.Running, null) : (RunStatus.Killed, (DateTimeOffset?)events[^1].When);
        foreach (var happened in events)
        {
            switch (happened)
            {
                case RunEvent.Parameter parameter:
                    parameters[parameter.Key] = parameter.Value;
                    break;
                case RunEvent.Metric metric:
                    metrics.Add(new MetricPoint(metric.Key, metric.Value, metric.Step, metric.When));
                    break;
                case RunEvent.Input input:
                    inputs.Add(input.Data);
                    break;
                case RunEvent.Tag tag:
                    tags[tag.Key] = tag.Value;
                    break;
                case RunEvent.Artifact artifact:
                    artifacts[artifact.Path] = new RunArtifact(artifact.Path, artifact.Size, artifact.Sha256);
                    break;
                case RunEvent.Deleted deleted:
                    isDeleted = deleted.IsDeleted;
                    break;
                case RunEvent.Ended ended:
                    (status, end) = (ended.Status, ended.When);
                    break;
            }
        }
        return new RunRecord(id, start.Experiment, start.Name, status, start.When, end, parameters, metrics, inputs, tags, [.. artifacts.Values])
        {
            IsDeleted = isDeleted,
        };
    }
}

/// <summary>One point of a metric.</summary>
public sealed record MetricPoint(string Key, double Value, long Step, DateTimeOffset When);

/// <summary>The points of a metric, as one line.</summary>
public sealed record MetricSummary(string Key, int Points, double Least, double Last);

/// <summary>A file kept with a run.</summary>
/// <param name="Path">Relative path with forward slashes.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Of its bytes, lower-case hex.</param>
public sealed record RunArtifact(string Path, long Size, string Sha256);
