using System.Security.Cryptography;
using Finntelligence.ModelOps.Files;

namespace Finntelligence.ModelOps.Experiments;

/// <summary>A run being written to <see cref="LocalExperimentStore"/>.</summary>
internal sealed class LocalRun : IExperimentRun
{
    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly FolderLock _held;
    private readonly FileStream _events;
    private readonly Dictionary<string, string> _parameters = [];
    private bool _isOver;

    public LocalRun(string id, string folder, TimeProvider clock, RunEvent.Started start)
    {
        Id = id;
        _folder = folder;
        _path = Path.Combine(folder, LocalExperimentStore.EventsName);
        _clock = clock;
        _held = FolderLock.Acquire(folder, TimeSpan.Zero, clock);
        try
        {
            _events = new FileStream(_path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
            Append(start);
        }
        catch
        {
            _events?.Dispose();
            _held.Dispose();
            throw;
        }
    }

    public string Id { get; }

    public void LogParameter(string key, string value)
    {
        lock (_gate)
        {
            if (_parameters.TryGetValue(key, out var known))
            {
                if (known != value)
                    throw new InvalidOperationException($"The run's parameter {key} is {known} and cannot become {value}.");
                return;
            }
            Append(new RunEvent.Parameter(_clock.GetUtcNow(), key, value));
            _parameters.Add(key, value);
        }
    }

    public void LogMetric(string key, double value, long step = 0) => Append(new RunEvent.Metric(_clock.GetUtcNow(), key, value, step));

    public void LogInput(DataInput input) => Append(new RunEvent.Input(_clock.GetUtcNow(), input));

    public void SetTag(string key, string value) => Append(new RunEvent.Tag(_clock.GetUtcNow(), key, value));

    public void LogArtifact(string path, ReadOnlyMemory<byte> content)
    {
        AtomicFile.WriteAllBytes(LocalExperimentStore.ArtifactFile(_folder, path), content);
        Append(new RunEvent.Artifact(_clock.GetUtcNow(), path, content.Length, Convert.ToHexStringLower(SHA256.HashData(content.Span))));
    }

    public void Finish(RunStatus status)
    {
        if (status == RunStatus.Running)
            throw new ArgumentException("A run cannot end as running.", nameof(status));
        lock (_gate)
        {
            Append(new RunEvent.Ended(_clock.GetUtcNow(), status));
            _isOver = true;
            _events.Flush(flushToDisk: true);
            Release();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isOver)
                return;
            try
            {
                Finish(RunStatus.Failed);
            }
            finally
            {
                _isOver = true;
                Release();
            }
        }
    }

    private void Append(RunEvent happened)
    {
        var line = RunEventJson.Line(happened);
        lock (_gate)
        {
            if (_isOver)
                throw new InvalidOperationException($"Run {Id} has ended.");
            var whole = _events.Length;
            try
            {
                _events.Write(line);
            }
            catch (Exception fault) when (FileFault.Explain(fault, _path) is { } explained)
            {
                // Half a line in the middle would make the file unreadable once the disk has room again.
                _events.SetLength(whole);
                throw explained;
            }
        }
    }

    private void Release()
    {
        _events.Dispose();
        _held.Dispose();
    }
}
