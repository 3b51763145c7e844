namespace Finntelligence.ModelOps.Experiments;

/// <summary>Where training runs are recorded.</summary>
public interface IExperimentTracker
{
    /// <summary>Begins a run. Dispose of it at the end: a run that was not finished by then is recorded as failed.</summary>
    /// <param name="experiment">Groups runs that may be compared, as a product's name.</param>
    /// <param name="name">What the run is called, for a reader.</param>
    IExperimentRun Start(string experiment, string name);
}

/// <summary>A run being recorded. What was logged is kept even when the process is killed the moment after. Safe for several threads.</summary>
public interface IExperimentRun : IDisposable
{
    /// <summary>Names the run among all runs.</summary>
    string Id { get; }

    /// <summary>Records a parameter.</summary>
    /// <exception cref="InvalidOperationException">The parameter has another value already: parameters never change.</exception>
    void LogParameter(string key, string value);

    /// <summary>Records one point of a metric. NaN and infinity are kept as they are.</summary>
    void LogMetric(string key, double value, long step = 0);

    /// <summary>Records data that went into the run.</summary>
    void LogInput(DataInput input);

    /// <summary>Sets a tag; the last value stands.</summary>
    void SetTag(string key, string value);

    /// <summary>Keeps a file of the run.</summary>
    /// <param name="path">Relative path with forward slashes.</param>
    /// <param name="content">The file's bytes.</param>
    void LogArtifact(string path, ReadOnlyMemory<byte> content);

    /// <summary>Ends the run. Nothing can be logged afterwards.</summary>
    void Finish(RunStatus status);
}

/// <summary>How a run stands.</summary>
public enum RunStatus
{
    /// <summary>Still being recorded.</summary>
    Running,

    /// <summary>Ended well.</summary>
    Finished,

    /// <summary>Ended with a fault.</summary>
    Failed,

    /// <summary>Stopped by the user, or the process died without a word.</summary>
    Killed,
}

/// <summary>Data that went into a run.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Digest">Of its bytes, at most 36 characters: MLflow takes no more. An md5 fits.</param>
/// <param name="Source">Where it came from: a relative path or a URL.</param>
/// <param name="Context">What it was used for, as <c>training</c>.</param>
/// <param name="Rows">Number of rows, when known.</param>
public sealed record DataInput(string Name, string Digest, string Source, string Context, long? Rows = null);
