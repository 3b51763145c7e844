namespace Finntelligence.Api.Pool.Engines;

/// <summary>Where the models of a pool come from.</summary>
public static class BuilderExtensions
{
    /// <summary>Serves the model without a name from a file.</summary>
    /// <inheritdoc cref="FromFile{TData, TPrediction}(PredictionEnginePoolBuilder{TData, TPrediction}, string, string, bool)" path="/param"/>
    public static PredictionEnginePoolBuilder<TData, TPrediction> FromFile<TData, TPrediction>(
        this PredictionEnginePoolBuilder<TData, TPrediction> builder, string filePath, bool watchForChanges = true)
        where TData : class
        where TPrediction : class, new() => builder.FromFile(PooledNames.Default, filePath, watchForChanges);

    /// <summary>Serves a model from a file.</summary>
    /// <param name="builder">Names the models of the pool.</param>
    /// <param name="modelName">By which callers ask for it. Named again, it moves to the later file.</param>
    /// <param name="filePath">A zip saved by <c>MLContext.Model.Save</c>; where it is watched it may appear later.</param>
    /// <param name="watchForChanges">Whether a new file is taken while the service runs.</param>
    public static PredictionEnginePoolBuilder<TData, TPrediction> FromFile<TData, TPrediction>(
        this PredictionEnginePoolBuilder<TData, TPrediction> builder, string modelName, string filePath, bool watchForChanges = true)
        where TData : class
        where TPrediction : class, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Add(modelName, filePath, watchForChanges);
        return builder;
    }
}
