using Microsoft.Extensions.ObjectPool;
using Microsoft.ML;

namespace Finntelligence.Api.Pool.Engines;

/// <summary>The idle engines of one loaded model. An engine is in it or with one caller, never both.</summary>
/// <param name="model">The model.</param>
/// <param name="create">Makes another engine of it; asked by one thread at a time, since ML.NET promises nothing else.</param>
internal sealed class EngineStock<TData, TPrediction>(ITransformer model, Func<PredictionEngine<TData, TPrediction>> create)
    : IPooledObjectPolicy<PooledEngine<TData, TPrediction>>
    where TData : class
    where TPrediction : class, new()
{
    private readonly Lock _creating = new();
    private ObjectPool<PooledEngine<TData, TPrediction>>? _idle;

    public ITransformer Model => model;

    public PooledEngine<TData, TPrediction> Take()
    {
        var engine = Idle.Get();
        engine.GoOut();
        return engine;
    }

    /// <summary>Keeps an engine that has come back; more than a few for each core are dropped.</summary>
    public void Put(PooledEngine<TData, TPrediction> engine) => Idle.Return(engine);

    private ObjectPool<PooledEngine<TData, TPrediction>> Idle =>
        _idle ?? Interlocked.CompareExchange(ref _idle, new DefaultObjectPool<PooledEngine<TData, TPrediction>>(this), null) ?? _idle;

    PooledEngine<TData, TPrediction> IPooledObjectPolicy<PooledEngine<TData, TPrediction>>.Create()
    {
        lock (_creating)
            return new PooledEngine<TData, TPrediction>(this, create());
    }

    bool IPooledObjectPolicy<PooledEngine<TData, TPrediction>>.Return(PooledEngine<TData, TPrediction> obj) => true;
}
