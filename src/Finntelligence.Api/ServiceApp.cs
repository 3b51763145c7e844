using Finntelligence.Api.Documentation;
using Finntelligence.Api.Explore;
using Finntelligence.Api.FirstRequest;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Predictions;
using Finntelligence.Api.Predictions.Batch;
using Finntelligence.Api.Status;

namespace Finntelligence.Api;

/// <summary>The service, put together: one line for each concern.</summary>
internal static class ServiceApp
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddStructuredLogging().AddServiceHost().AddModels().AddPredictions().AddDocumentation().AddFirstRequest();

        var app = builder.Build();
        app.UseRequestLog().UseSafeHeaders().UseProblems();
        app.MapStatus().MapPredictions().MapBatch().MapExplore().MapDocumentation();
        return app;
    }
}
