using System.Collections.Frozen;
using Microsoft.ML;

namespace Finntelligence.Api.Pool.Engines;

/// <summary>
/// Serves models that ML.NET saved, by name. A <see cref="PredictionEngine{TSrc,TDst}"/> shared by two threads gives wrong answers
/// without a word, so each caller gets one of its own and gives it back. The members are those of Microsoft.Extensions.ML's pool: to go
/// over to that, change the <c>using</c>. Unlike there, a file may be replaced by a rename, and a damaged one changes nothing: the model
/// before it serves on, and <see cref="GetStatus"/> tells why. Safe for any number of threads.
/// </summary>
/// <typeparam name="TData">A class with a field or property for each input column.</typeparam>
/// <typeparam name="TPrediction">A class with a field or property for each output column that is wanted.</typeparam>
public sealed class PredictionEnginePool<TData, TPrediction> : IDisposable
    where TData : class
    where TPrediction : class, new()
{
    private readonly FrozenDictionary<string, PooledModel<TData, TPrediction>> _models;
    private readonly ITimer? _looks;

    internal PredictionEnginePool(IEnumerable<PooledModel<TData, TPrediction>> models) =>
        _models = models.ToFrozenDictionary(model => model.Name, StringComparer.Ordinal);

    internal PredictionEnginePool(IEnumerable<ModelFile<TData, TPrediction>> files, TimeProvider time, TimeSpan pollInterval)
        : this(files)
    {
        foreach (var file in files)
            file.Look();
        _looks = time.CreateTimer(_ => Look(files), null, pollInterval, pollInterval);
    }

    /// <summary>The model without a name.</summary>
    /// <inheritdoc cref="GetModel(string)" path="/exception"/>
    public ITransformer GetModel() => GetModel(PooledNames.Default);

    /// <summary>The model in service.</summary>
    /// <exception cref="ArgumentException">No model has the name.</exception>
    /// <exception cref="InvalidOperationException">There has been no usable file yet; the message says why.</exception>
    public ITransformer GetModel(string modelName) => Find(modelName).Current.Model;

    /// <summary>An engine of the model without a name; see <see cref="GetPredictionEngine(string)"/>.</summary>
    /// <inheritdoc cref="GetModel(string)" path="/exception"/>
    public PredictionEngine<TData, TPrediction> GetPredictionEngine() => GetPredictionEngine(PooledNames.Default);

    /// <summary>
    /// An engine that nobody else has until it is given back by <see cref="ReturnPredictionEngine(string, PredictionEngine{TData, TPrediction})"/>.
    /// It keeps its model, whatever comes into service meanwhile. One that is not given back is garbage like any object.
    /// </summary>
    /// <inheritdoc cref="GetModel(string)" path="/exception"/>
    public PredictionEngine<TData, TPrediction> GetPredictionEngine(string modelName) => Find(modelName).Take();

    /// <summary>Gives back an engine of the model without a name.</summary>
    /// <inheritdoc cref="ReturnPredictionEngine(string, PredictionEngine{TData, TPrediction})" path="/exception"/>
    public void ReturnPredictionEngine(PredictionEngine<TData, TPrediction> engine) =>
        ReturnPredictionEngine(PooledNames.Default, engine);

    /// <summary>Gives back an engine. One whose model has been replaced is dropped.</summary>
    /// <exception cref="ArgumentException">
    /// No model has the name, or the engine is not out: it was given back before, or is not of this pool. Taken, it could serve two callers.
    /// </exception>
    public void ReturnPredictionEngine(string modelName, PredictionEngine<TData, TPrediction> engine) => Find(modelName).Return(engine);

    /// <summary>What serves under a name, since when, and what was refused.</summary>
    /// <exception cref="ArgumentException">No model has the name.</exception>
    public PooledModelStatus GetStatus(string modelName = PooledNames.Default) => Find(modelName).Status;

    /// <summary>Ends the looks at the files. What is in service stays so.</summary>
    public void Dispose() => _looks?.Dispose();

    internal PooledModel<TData, TPrediction> Find(string modelName) => _models.TryGetValue(modelName, out var model)
        ? model
        : throw new ArgumentException(
            $"There is no model '{modelName}'; there are {string.Join(", ", _models.Keys.Order(StringComparer.Ordinal).Select(n => $"'{n}'"))}.",
            nameof(modelName));

    private static void Look(IEnumerable<ModelFile<TData, TPrediction>> files)
    {
        foreach (var file in files.Where(file => file.IsWatched))
            file.Look();
    }
}
