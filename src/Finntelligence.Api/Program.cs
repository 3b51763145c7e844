using Finntelligence.Api.Documentation;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Predictions;
using Finntelligence.Api.Status;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddStructuredLogging().AddServiceHost().AddModels().AddPredictions().AddDocumentation();

    var app = builder.Build();
    app.UseRequestLog().UseSafeHeaders().UseProblems();
    app.MapStatus().MapPredictions().MapDocumentation();
    await app.RunAsync();
    return 0;
}
catch (Exception fault) when (StartFaults.AreTheUsers(fault))
{
    return StartFaults.Report(fault);
}
