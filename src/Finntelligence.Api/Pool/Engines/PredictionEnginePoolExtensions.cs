namespace Finntelligence.Api.Pool.Engines;

/// <summary>Predictions by engines that are taken and given back.</summary>
public static class PredictionEnginePoolExtensions
{
    /// <summary>Asks the model without a name.</summary>
    /// <inheritdoc cref="PredictionEnginePool{TData, TPrediction}.GetModel(string)" path="/exception"/>
    public static TPrediction Predict<TData, TPrediction>(this PredictionEnginePool<TData, TPrediction> pool, TData example)
        where TData : class
        where TPrediction : class, new() => pool.Predict(PooledNames.Default, example);

    /// <summary>Asks a model.</summary>
    /// <inheritdoc cref="PredictionEnginePool{TData, TPrediction}.GetModel(string)" path="/exception"/>
    public static TPrediction Predict<TData, TPrediction>(
        this PredictionEnginePool<TData, TPrediction> pool, string modelName, TData example)
        where TData : class
        where TPrediction : class, new()
    {
        ArgumentNullException.ThrowIfNull(pool);
        var engine = pool.GetPredictionEngine(modelName);
        try
        {
            return engine.Predict(example);
        }
        finally
        {
            pool.ReturnPredictionEngine(modelName, engine);
        }
    }
}
