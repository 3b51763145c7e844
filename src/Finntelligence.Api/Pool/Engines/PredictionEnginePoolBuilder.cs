namespace Finntelligence.Api.Pool.Engines;

/// <summary>Names the models of a pool.</summary>
public sealed class PredictionEnginePoolBuilder<TData, TPrediction>
    where TData : class
    where TPrediction : class, new()
{
    private readonly Dictionary<string, (string Path, bool Watch)> _files = new(StringComparer.Ordinal);

    internal PredictionEnginePoolBuilder(IServiceCollection services) => Services = services;

    /// <summary>Where the pool is registered.</summary>
    public IServiceCollection Services { get; }

    /// <summary>How often watched files are looked at, and so the longest a new one waits. Default: 1 second.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    internal void Add(string modelName, string filePath, bool watchForChanges)
    {
        ArgumentNullException.ThrowIfNull(modelName);
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        _files[modelName] = (Path.GetFullPath(filePath), watchForChanges);
    }

    internal PredictionEnginePool<TData, TPrediction> Build(IServiceProvider services)
    {
        if (_files.Count == 0)
            throw new InvalidOperationException("The pool has no model; name one by FromFile.");
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Finntelligence.Api.Pool.Engines");
        ModelFile<TData, TPrediction>[] files =
            [.. _files.Select(f => new ModelFile<TData, TPrediction>(f.Key, f.Value.Path, f.Value.Watch, time, logger))];
        return new PredictionEnginePool<TData, TPrediction>(files, time, PollInterval);
    }
}
