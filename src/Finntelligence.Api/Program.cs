using Finntelligence.Api.Documentation;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Predictions;
using Finntelligence.Api.Status;

var builder = WebApplication.CreateBuilder(args);
builder.AddStructuredLogging().AddServiceHost().AddModels().AddPredictions().AddDocumentation();

var app = builder.Build();
app.UseRequestLog().UseProblems();
app.MapStatus().MapPredictions().MapDocumentation();
return await app.RunToExitCodeAsync();
