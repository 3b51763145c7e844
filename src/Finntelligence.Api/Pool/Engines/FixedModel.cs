namespace Finntelligence.Api.Pool.Engines;

/// <summary>A model that never changes.</summary>
internal sealed class FixedModel<TData, TPrediction>(string name, EngineStock<TData, TPrediction> engines, PooledModelStatus status)
    : PooledModel<TData, TPrediction>(name)
    where TData : class
    where TPrediction : class, new()
{
    public override EngineStock<TData, TPrediction> Current => engines;

    public override PooledModelStatus Status => status;
}
