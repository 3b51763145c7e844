using System.Reflection;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Finntelligence.Api.Status;

/// <summary><c>GET /</c>, <c>GET /health/live</c> and <c>GET /health/ready</c>.</summary>
internal static class StatusEndpoints
{
    /// <summary>Version of the service.</summary>
    public static string Version { get; } =
        typeof(StatusEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static WebApplication MapStatus(this WebApplication app)
    {
        var status = app.MapGroup("").WithTags("Status");
        status.MapGet("/", GetStatus)
            .WithName("status")
            .WithSummary("What serves: the service, the product and both models.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        status.MapGet("/health/live", GetLive)
            .WithName("live")
            .WithSummary("Whether the process answers at all.");
        status.MapGet("/health/ready", GetReady)
            .WithName("ready")
            .WithSummary("Whether there are models, so that predictions are answered.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return app;
    }

    private static Results<Ok<StatusDocument>, ProblemHttpResult> GetStatus(PredictionEnginePool pool)
    {
        var refused = pool.LastRefused is { } r ? new RefusedCandidateDocument(r.At, r.Reason) : null;
        var product = new ProductDocument(pool.Product.Name, pool.Product.Title, pool.Product.Currency, pool.Product.Sha256);
        if (pool.Current is not { } snapshot)
            return PoolProblems.NoModels(pool, new() { ["version"] = Version, ["product"] = product, ["lastRefused"] = refused });
        return TypedResults.Ok(new StatusDocument
        {
            Status = "ok",
            Version = Version,
            Product = product,
            Models = new ModelStatusesDocument(Of(snapshot.Risk, snapshot), Of(snapshot.Acceptance, snapshot)),
            LastRefused = refused,
        });
    }

    private static Ok<HealthDocument> GetLive() => TypedResults.Ok(new HealthDocument("live"));

    private static Results<Ok<HealthDocument>, ProblemHttpResult> GetReady(PredictionEnginePool pool) =>
        pool.Current is null ? PoolProblems.NoModels(pool) : TypedResults.Ok(new HealthDocument("ready"));

    private static ModelStatusDocument Of(ServedModel served, ModelSnapshot snapshot) =>
        new(served.Version, served.Model.Sha256, served.Alias, snapshot.Since);
}
