namespace Finntelligence.Api.Pool.Engines;

/// <summary>Registers pools.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Registers a pool of engines; what it returns names the models. Called again for the same classes, it adds to the same pool.</summary>
    public static PredictionEnginePoolBuilder<TData, TPrediction> AddPredictionEnginePool<TData, TPrediction>(this IServiceCollection services)
        where TData : class
        where TPrediction : class, new()
    {
        if (services.FirstOrDefault(s => s.ServiceType == typeof(PredictionEnginePoolBuilder<TData, TPrediction>)) is { } known)
            return (PredictionEnginePoolBuilder<TData, TPrediction>)known.ImplementationInstance!;
        var builder = new PredictionEnginePoolBuilder<TData, TPrediction>(services);
        services.AddLogging().AddSingleton(builder).AddSingleton(builder.Build);
        return builder;
    }
}
