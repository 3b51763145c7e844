using System.Reflection;
using Finntelligence.Api.Pool;
using Finntelligence.Lending.Products;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Finntelligence.Api.Status;

/// <summary><c>GET /</c>, <c>GET /health/live</c> and <c>GET /health/ready</c>.</summary>
internal static class StatusEndpoints
{
    public const string StatusName = "status";
    public const string LiveName = "live";
    public const string ReadyName = "ready";

    /// <summary>Version of the service.</summary>
    public static string Version { get; } =
        typeof(StatusEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static WebApplication MapStatus(this WebApplication app)
    {
        var status = app.MapGroup("").WithTags("Status");
        status.MapGet("/", GetStatus)
            .WithName(StatusName)
            .WithSummary("What serves: the service, the product and both models.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        status.MapGet("/health/live", GetLive)
            .WithName(LiveName)
            .WithSummary("Whether the process answers at all.");
        status.MapGet("/health/ready", GetReady)
            .WithName(ReadyName)
            .WithSummary("Whether there are models, so that predictions are answered.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return app;
    }

    private static Results<Ok<StatusDocument>, ProblemHttpResult> GetStatus(PredictionEnginePool pool) =>
        pool.Current is { } snapshot ? TypedResults.Ok(Describe(pool, snapshot)) : Unavailable(pool);

    private static Ok<HealthDocument> GetLive() => TypedResults.Ok(HealthDocument.Live);

    private static Results<Ok<HealthDocument>, ProblemHttpResult> GetReady(PredictionEnginePool pool) =>
        pool.Current is null ? PoolProblems.NoModels(pool) : TypedResults.Ok(HealthDocument.Ready);

    internal static StatusDocument Describe(PredictionEnginePool pool, ModelSnapshot snapshot) => new()
    {
        Status = "ok",
        Version = Version,
        Product = Of(snapshot.Product),
        Models = new ModelStatusesDocument(Of(snapshot.Risk, snapshot), Of(snapshot.Acceptance, snapshot)),
        Source = new SourceDocument(pool.Source, pool.IsFromCache),
        LastRefused = Of(pool.LastRefused),
    };

    internal static ProblemHttpResult Unavailable(PredictionEnginePool pool) => PoolProblems.NoModels(pool, new Dictionary<string, object?>
    {
        ["version"] = Version,
        ["product"] = Of(pool.Product),
        ["source"] = new SourceDocument(pool.Source, Cached: false),
        ["lastRefused"] = Of(pool.LastRefused),
    });

    private static ProductDocument Of(ProductDefinition product) => new(product.Name, product.Title, product.Currency, product.Sha256);

    private static ModelStatusDocument Of(ServedModel served, ModelSnapshot snapshot) =>
        new(served.Version, served.Model.Sha256, served.Alias, snapshot.Since);

    private static RefusedCandidateDocument? Of(RefusedCandidate? refused) =>
        refused is null ? null : new RefusedCandidateDocument(refused.At, refused.Reason);
}
