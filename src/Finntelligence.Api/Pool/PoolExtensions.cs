using Finntelligence.Api.Hosting;

namespace Finntelligence.Api.Pool;

internal static class PoolExtensions
{
    /// <summary>Registers the pool that <see cref="ModelOptions"/> describes.</summary>
    public static WebApplicationBuilder AddModels(this WebApplicationBuilder builder)
    {
        var models = builder.Configuration.GetSection(ServiceOptions.Section).Get<ServiceOptions>()?.Models ?? new ModelOptions();
        var pool = builder.Services.AddPredictionEnginePool();
        if (models is { RiskFile: { } risk, AcceptanceFile: { } acceptance })
            pool.FromFile(PredictionEnginePoolBuilder.Risk, risk, models.WatchForChanges)
                .FromFile(PredictionEnginePoolBuilder.Acceptance, acceptance, models.WatchForChanges);
        else
            pool.FromRegistry(new RegistryChoice(models.Alias, models.RiskVersion, models.AcceptanceVersion, models.WatchForChanges));
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
