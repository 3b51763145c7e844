namespace Finntelligence.Api.Pool;

internal static class PoolExtensions
{
    public static WebApplicationBuilder AddModels(this WebApplicationBuilder builder)
    {
        builder.Services.AddPredictionEnginePool().FromSettings();
        return builder;
    }

    /// <summary>Registers a pool of models and what keeps it up to date; the builder says where the models are.</summary>
    public static PredictionEnginePoolBuilder AddPredictionEnginePool(this IServiceCollection services)
    {
        var builder = new PredictionEnginePoolBuilder();
        services.AddSingleton(ServedProduct.Find);
        services.AddSingleton(builder.Build);
        services.AddSingleton<PredictionEnginePool>();
        services.AddHostedService<ModelWatcher>();
        return builder;
    }
}
