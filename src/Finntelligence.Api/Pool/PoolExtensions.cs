using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool.Checks;
using Finntelligence.Lending.Confirmation;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Pool;

internal static class PoolExtensions
{
    public static WebApplicationBuilder AddModels(this WebApplicationBuilder builder)
    {
        // Beside everything else that a start does; a fault would come again, and be told, when the first model is loaded.
        _ = Task.Run(MlNetWarmUp.Run);
        builder.Services.AddPredictionEnginePool().FromSettings();
        builder.Services.AddSingleton<DecisionChecks>().AddHostedService<DecisionChecker>();
        return builder;
    }

    /// <summary>Registers a pool of models and what keeps it up to date; the builder says where the models are.</summary>
    public static PredictionEnginePoolBuilder AddPredictionEnginePool(this IServiceCollection services)
    {
        var builder = new PredictionEnginePoolBuilder();
        services.AddSingleton(ServedProduct.Find);
        services.AddSingleton(builder.Build);
        services.TryAddSingleton(MlflowAccess.OfProcess);
        services.AddSingleton(provider => new PredictionEnginePool(
            provider.GetRequiredService<ServedProduct>(),
            provider.GetRequiredService<IModelLocator>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PredictionEnginePool>>(),
            Cache(provider),
            provider.GetService<IBeforeService>()));
        services.AddHostedService<ModelWatcher>();
        return builder;
    }

    private static CachedPair? Cache(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<ServiceOptions>>().Value;
        var locator = provider.GetRequiredService<IModelLocator>();
        var folder = locator switch
        {
            _ when options.Models.CacheFolder is not null => options.CacheFolder,
            MlflowLocator => options.CacheFolder,
            RegistryLocator files => files.CacheFolder,
            // The files named are all there is: without them there is nothing to fall back from.
            _ => null,
        };
        return folder is null ? null : new CachedPair(folder, locator.Source);
    }
}
