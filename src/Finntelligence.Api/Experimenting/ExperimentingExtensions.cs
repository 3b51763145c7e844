namespace Finntelligence.Api.Experimenting;

internal static class ExperimentingExtensions
{
    public static WebApplicationBuilder AddExperiments(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ExperimentBoard>().AddSingleton<ShadowQueue>().AddSingleton<Pricer>()
            .AddHostedService<ExperimentWatcher>().AddHostedService<ArmJudge>();
        return builder;
    }
}
