namespace Finntelligence.Api.Experimenting;

internal static class ExperimentingExtensions
{
    public static WebApplicationBuilder AddExperiments(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ExperimentBoard>().AddSingleton<Pricer>().AddHostedService<ExperimentWatcher>();
        return builder;
    }
}
