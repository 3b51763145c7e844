using Finntelligence.Lending.Models;
using Finntelligence.ModelOps.Files;
using Microsoft.ML;

namespace Finntelligence.Api.Pool.Engines;

/// <summary>A model that a file holds. Whatever is wrong with a new file, the model before it serves on.</summary>
internal sealed class ModelFile<TData, TPrediction>(string name, string path, bool watchForChanges, TimeProvider time, ILogger logger)
    : PooledModel<TData, TPrediction>(name)
    where TData : class
    where TPrediction : class, new()
{
    private readonly Lock _looking = new();
    private volatile EngineStock<TData, TPrediction>? _current;
    private volatile PooledModelStatus _status = new(path, null, null, "It has not been read yet.");
    private FileStamp? _seen;
    private bool _settled;

    public override EngineStock<TData, TPrediction> Current => _current
        ?? throw new InvalidOperationException($"There is no usable model '{Name}' yet: {_status.LastRefused}");

    public override PooledModelStatus Status => _status;

    public bool IsWatched => watchForChanges || _current is null;

    /// <summary>Looks at the file; takes it into service if it changed and is good. Never throws for what lies in it.</summary>
    public void Look()
    {
        // A look that takes longer than the interval is not joined by another.
        if (!_looking.TryEnter())
            return;
        try
        {
            // The stamp comes before the content, and contents are read at two looks: within one tick of its clock, a file may change
            // and keep its stamp.
            var stamp = FileStamp.Of(path);
            var unchanged = _seen == stamp;
            if (unchanged && _settled)
                return;
            (_settled, _seen) = (unchanged, stamp);
            Take(RegularFile.ReadAllBytes(path, ModelArtifact.MaximumBytes));
        }
        // One bad file must end neither the service nor the looks, whatever a reader of that file may throw.
        catch (Exception fault)
        {
            Refuse(fault);
        }
        finally
        {
            _looking.Exit();
        }
    }

    private void Take(byte[] zip)
    {
        var sha256 = Candidate.Hash(zip);
        if (sha256 != _status.Sha256)
        {
            _current = Load(zip);
            _status = new PooledModelStatus(path, sha256, time.GetUtcNow(), null);
            EngineLog.Taken(logger, Name, path, sha256);
        }
        else if (_status.LastRefused is not null)
        {
            _status = _status with { LastRefused = null };
        }
    }

    // The first engine is made at once: a model without a column that the classes ask for is refused, and not found out by a caller.
    private static EngineStock<TData, TPrediction> Load(byte[] zip)
    {
        var context = new MLContext();
        using var stream = new MemoryStream(zip, writable: false);
        var model = context.Model.Load(stream, out _);
        var stock = new EngineStock<TData, TPrediction>(model, () => context.Model.CreatePredictionEngine<TData, TPrediction>(model));
        stock.Put(stock.Take());
        return stock;
    }

    private void Refuse(Exception fault)
    {
        var reason = fault.Message.Contains(path, StringComparison.Ordinal) ? fault.Message : $"{path}: {fault.Message}";
        // A file that could not be read is tried again at every look; content stays bad until it changes.
        if (fault is IOException or UnauthorizedAccessException)
            _seen = null;
        if (_status.LastRefused == reason)
            return;
        _status = _status with { LastRefused = reason };
        EngineLog.Refused(logger, Name, _current is null ? "there is none in service" : "the one in service goes on", reason);
    }
}

internal static partial class EngineLog
{
    [LoggerMessage(LogLevel.Information, "Model '{Name}' in service: {Path} ({Sha256})")]
    public static partial void Taken(ILogger logger, string name, string path, string sha256);

    [LoggerMessage(LogLevel.Error, "Model '{Name}' refused, {Consequence}: {Reason}")]
    public static partial void Refused(ILogger logger, string name, string consequence, string reason);
}
