using Finntelligence.Api.Callers;
using Finntelligence.Api.Decisions;
using Finntelligence.Api.Documentation;
using Finntelligence.Api.Experimenting;
using Finntelligence.Api.Explore;
using Finntelligence.Api.Exploring;
using Finntelligence.Api.FirstRequest;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Predictions;
using Finntelligence.Api.Predictions.Batch;
using Finntelligence.Api.Recording;
using Finntelligence.Api.Seeing;
using Finntelligence.Api.Status;
using Finntelligence.Api.WarmUp;

namespace Finntelligence.Api;

/// <summary>The service, put together: one line for each concern.</summary>
internal static class ServiceApp
{
    public static WebApplication Build(string[] args)
    {
        // Settings lie beside the program, wherever it is started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddStructuredLogging().AddServiceHost().AddDrain().AddCallers().AddOtherOrigins().AddCallerLimits().AddModels().AddRecording().AddExperiments().AddSeeing().AddStatus()
            .AddPredictions().AddDecisions().AddDocumentation().AddExploring().AddFirstRequest().AddWarmUp();

        var app = builder.Build();
        app.UseRequestLog().UseSafeHeaders().UseDrain().UseProblems().UseOtherOrigins().UseCallers().UseRateLimiter();
        app.UseExploring();
        app.MapStatus().MapPredictions().MapBatch().MapExplore().MapDecisions().MapOutcomes().MapSeeing().MapDocumentation();
        return app;
    }
}
