using System.Reflection;
using System.Text.Json;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Pool.Checks;
using Finntelligence.Lending.Confirmation;
using Finntelligence.Lending.Models;
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
            .Produces<StatusProblemDocument>(StatusCodes.Status503ServiceUnavailable, ProblemDocument.MediaType);
        status.MapGet("/health/live", GetLive)
            .WithName(LiveName)
            .WithSummary("Whether the process answers at all.");
        status.MapGet("/health/ready", GetReady)
            .WithName(ReadyName)
            .WithSummary("Whether there are models, so that predictions are answered.")
            .ProducesProblems(StatusCodes.Status503ServiceUnavailable);
        // Probes may ask for the head alone; it is that of the answer.
        app.MapMethods("/", [HttpMethods.Head], GetStatus).ExcludeFromDescription();
        app.MapMethods("/health/live", [HttpMethods.Head], GetLive).ExcludeFromDescription();
        app.MapMethods("/health/ready", [HttpMethods.Head], GetReady).ExcludeFromDescription();
        return app;
    }

    private static Results<Ok<StatusDocument>, ProblemHttpResult> GetStatus(PredictionEnginePool pool, DecisionChecks checks, ServedProduct served) =>
        pool.Current is { } snapshot ? TypedResults.Ok(Describe(pool, snapshot, checks, served)) : Unavailable(pool, served);

    private static Ok<HealthDocument> GetLive() => TypedResults.Ok(HealthDocument.Live);

    private static Results<Ok<HealthDocument>, ProblemHttpResult> GetReady(PredictionEnginePool pool) =>
        pool.Current is null ? PoolProblems.NoModels(pool) : TypedResults.Ok(HealthDocument.Ready);

    internal static StatusDocument Describe(PredictionEnginePool pool, ModelSnapshot snapshot, DecisionChecks checks, ServedProduct served) => new()
    {
        Status = StatusDocument.Ok,
        Version = Version,
        Product = Of(snapshot.Product),
        Models = new ModelStatusesDocument(
            Of(snapshot.Risk, snapshot, snapshot.MlNet.Risk), Of(snapshot.Acceptance, snapshot, snapshot.MlNet.Acceptance))
        {
            RateCard = snapshot is { RateCard: { } card, Product.Policy.RateCard: { } use } ? Of(card, use, snapshot) : null,
        },
        Source = new SourceDocument(new PublicNames(served).In(pool.Source), pool.IsFromCache),
        MlNet = new MlNetDocument(ReferenceModel.Version, Of(checks.OneIn, checks.Counts)),
        LastRefused = Of(pool.LastRefused, new PublicNames(served)),
    };

    internal static ProblemHttpResult Unavailable(PredictionEnginePool pool, ServedProduct served) => PoolProblems.NoModels(pool, new Dictionary<string, object?>
    {
        ["version"] = Version,
        ["product"] = Of(pool.Product),
        ["source"] = new SourceDocument(new PublicNames(served).In(pool.Source), Cached: false),
        ["lastRefused"] = Of(pool.LastRefused, new PublicNames(served)),
    });

    private static ProductDocument Of(ProductDefinition product) => new(product.Name, product.Title, product.Currency, product.Sha256);

    private static ModelStatusDocument Of(ServedModel served, ModelSnapshot snapshot, ConfirmationResult confirmation) =>
        new(served.Version, served.Model.Sha256, served.Alias, snapshot.Since, Of(confirmation, snapshot.MlNet.At), Of(served.Model.Manifest.Identification));

    private static CardStatusDocument Of(ServedCard card, RateCardUse use, ModelSnapshot snapshot) => new(
        card.Version, card.Published.Sha256, card.Alias, snapshot.Since, JsonNamingPolicy.CamelCase.ConvertName($"{use}"), card.Published.Card.Cells.Length);

    private static string Of(PriceIdentification? identification) => identification?.Verdict switch
    {
        PriceVerdict.Randomised => "randomised",
        PriceVerdict.Identified => "identified",
        PriceVerdict.NotIdentified => "notIdentified",
        _ => "notExamined",
    };

    private static ConfirmationDocument Of(ConfirmationResult confirmation, DateTimeOffset at) => new(
        confirmation.IsConfirmed ? ConfirmationDocument.Confirmed : ConfirmationDocument.NotExpressible, confirmation.Rows, at)
    {
        Reason = confirmation.NotExpressible,
    };

    private static DecisionChecksDocument Of(int oneIn, DecisionCheckCounts counts) =>
        new(oneIn, counts.Confirmed, counts.Disagreeing, counts.Skipped);

    private static RefusedCandidateDocument? Of(RefusedCandidate? refused, PublicNames names) =>
        refused is null ? null : new RefusedCandidateDocument(refused.At, names.In(refused.Reason));
}
