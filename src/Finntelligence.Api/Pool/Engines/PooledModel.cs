using System.Runtime.CompilerServices;
using Microsoft.ML;

namespace Finntelligence.Api.Pool.Engines;

/// <summary>One name of a pool: the engines of the model in service, and who has which.</summary>
/// <param name="name">The name.</param>
internal abstract class PooledModel<TData, TPrediction>(string name)
    where TData : class
    where TPrediction : class, new()
{
    // By engine, and for as long as somebody has it.
    private readonly ConditionalWeakTable<PredictionEngine<TData, TPrediction>, PooledEngine<TData, TPrediction>> _engines = [];

    public string Name => name;

    /// <summary>Engines of the model in service.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public abstract EngineStock<TData, TPrediction> Current { get; }

    public abstract PooledModelStatus Status { get; }

    public PredictionEngine<TData, TPrediction> Take()
    {
        var pooled = Current.Take();
        _engines.TryAdd(pooled.Engine, pooled);
        return pooled.Engine;
    }

    public void Return(PredictionEngine<TData, TPrediction> engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        if (!_engines.TryGetValue(engine, out var pooled) || !pooled.TryComeBack())
            throw new ArgumentException($"The engine is not one that the pool has given out for '{name}', or it was given back before.", nameof(engine));
        if (pooled.Stock == Current)
            pooled.Stock.Put(pooled);
    }
}

/// <summary>An engine and whether somebody has it.</summary>
internal sealed class PooledEngine<TData, TPrediction>(EngineStock<TData, TPrediction> stock, PredictionEngine<TData, TPrediction> engine)
    where TData : class
    where TPrediction : class, new()
{
    private bool _isOut;

    public EngineStock<TData, TPrediction> Stock => stock;

    public PredictionEngine<TData, TPrediction> Engine => engine;

    public void GoOut() => Volatile.Write(ref _isOut, true);

    /// <summary>False when it is not out, so that it never comes back twice.</summary>
    public bool TryComeBack() => Interlocked.Exchange(ref _isOut, false);
}
