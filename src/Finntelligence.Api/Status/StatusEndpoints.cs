using System.Text.Json;
using Finntelligence.Api.Experimenting;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Pool.Checks;
using Finntelligence.Api.Seeing;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Lending.Confirmation;
using Finntelligence.Lending.Drift;
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

    private const int FigureDigits = 4;

    /// <summary>Version of the service.</summary>
    public static string Version => ServiceVersion.Text;

    public static WebApplicationBuilder AddStatus(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Readiness>();
        return builder;
    }

    public static WebApplication MapStatus(this WebApplication app)
    {
        var status = app.MapGroup("").WithTags("Status").AddEndpointFilter(Problems.NameRequest);
        status.MapGet("/", GetStatus)
            .WithName(StatusName)
            .WithSummary("What serves: the service, the product and both models.")
            .Produces<StatusProblemDocument>(StatusCodes.Status503ServiceUnavailable, ProblemDocument.MediaType);
        status.MapGet("/health/live", GetLive)
            .WithName(LiveName)
            .WithSummary("Whether the process answers at all.");
        status.MapGet("/health/ready", GetReady)
            .WithName(ReadyName)
            .WithSummary("Whether predictions are answered, and what they need: models, the log of decisions, its disk.")
            .Produces<ReadyDocument>()
            .Produces<ReadyProblemDocument>(StatusCodes.Status503ServiceUnavailable, ProblemDocument.MediaType);
        // Probes may ask for the head alone; it is that of the answer.
        app.MapMethods("/", [HttpMethods.Head], GetStatus).ExcludeFromDescription();
        app.MapMethods("/health/live", [HttpMethods.Head], GetLive).ExcludeFromDescription();
        app.MapMethods("/health/ready", [HttpMethods.Head], GetReady).ExcludeFromDescription();
        return app;
    }

    private static Results<Ok<StatusDocument>, ProblemHttpResult> GetStatus(
        PredictionEnginePool pool, DecisionChecks checks, ApplicantDrift drift, ExperimentBoard experiments, ServedProduct served) =>
        pool.Current is { } snapshot ? TypedResults.Ok(Describe(pool, snapshot, checks, drift, experiments, served)) : Unavailable(pool, served);

    private static Ok<HealthDocument> GetLive() => TypedResults.Ok(HealthDocument.Live);

    private static async Task<Results<Ok<ReadyDocument>, ProblemHttpResult>> GetReady(
        PredictionEnginePool pool, Readiness readiness, OpenConnections connections, CancellationToken cancellationToken)
    {
        var state = await readiness.LookAsync(cancellationToken);
        return readiness.Answers(state) && !connections.AreToClose ? TypedResults.Ok(state) : NotReady(pool, state, connections.AreToClose);
    }

    internal static ProblemHttpResult NotReady(PredictionEnginePool pool, ReadyDocument state, bool stops)
    {
        var parts = new Dictionary<string, object?> { ["models"] = state.Models, ["log"] = state.Log, ["disk"] = state.Disk };
        return stops
            ? Problems.Of(StatusCodes.Status503ServiceUnavailable, "The service stops. It still answers what comes; send what is next to another.", parts)
            : pool.Current is null
            ? PoolProblems.NoModels(pool, parts)
            : Problems.Of(StatusCodes.Status503ServiceUnavailable, "Records of decisions cannot be written, so that no answer may leave.", parts);
    }

    internal static StatusDocument Describe(
        PredictionEnginePool pool, ModelSnapshot snapshot, DecisionChecks checks, ApplicantDrift drift, ExperimentBoard experiments, ServedProduct served) => new()
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
            Drift = Of(drift.Now),
            Experiment = Of(experiments, new PublicNames(served)),
            LastRefused = Of(pool.LastRefused, new PublicNames(served)),
        };

    internal static ProblemHttpResult Unavailable(PredictionEnginePool pool, ServedProduct served) => PoolProblems.NoModels(pool, new Dictionary<string, object?>
    {
        ["version"] = Version,
        ["product"] = Of(pool.Product),
        ["source"] = new SourceDocument(new PublicNames(served).In(pool.Source), Cached: false),
        ["lastRefused"] = Of(pool.LastRefused, new PublicNames(served)),
    });

    private static ExperimentStatusDocument? Of(ExperimentBoard experiments, PublicNames names) => experiments switch
    {
        { Fault: { } fault } => new ExperimentStatusDocument(ExperimentStatusDocument.Refused, null, [], 0, names.In(fault)),
        { Current: { } running } => new ExperimentStatusDocument(
            JsonNamingPolicy.CamelCase.ConvertName(running.Version.State.ToString()), running.Version.Version, [.. running.Version.Arms.Select(a => a.Name)],
            Math.Round(running.GivenUp.InAll, 2), running.Version.State == ExperimentState.Stopped ? names.In(running.Version.Why) : null)
        {
            Judged = experiments.Judged is { } judged ? new ExperimentJudgementDocument(judged.At, [.. judged.Arms.Select(v => new ArmJudgementDocument(
                v.Arm, v.Decisions, Figure(v.Difference), Figure(v.Interval.Lower), Figure(v.Interval.Upper), JsonNamingPolicy.CamelCase.ConvertName($"{v.Verdict}")))]) : null,
        },
        _ => null,
    };

    private static ProductDocument Of(ProductDefinition product) => new(product.Name, product.Title, product.Currency, product.Sha256);

    private static ModelStatusDocument Of(ServedModel served, ModelSnapshot snapshot, ConfirmationResult confirmation) =>
        new(served.Version, served.Model.Sha256, served.Alias, snapshot.Since, Of(confirmation, snapshot.MlNet.At), Of(served.Model.Manifest.Identification))
        {
            Declared = snapshot.Product.Model(served.Model.Kind).Declared?.ToString(),
        };

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

    private static DriftDocument? Of(DriftNow? drift) => drift is null ? null : new DriftDocument(
        drift.Applicants,
        drift.Window,
        Of(drift.Level),
        [.. drift.Features.Select(f => new FeatureDriftDocument(
            f.Name, f.Model, Figure(f.Stability.Index), Figure(f.Stability.ByChance), Figure(f.Stability.MissingBefore), Figure(f.Stability.MissingNow), Of(f.Stability.Level)))]);

    private static string Of(DriftLevel level) => JsonNamingPolicy.CamelCase.ConvertName($"{level}");

    private static double? Figure(double value) => double.IsFinite(value) ? Math.Round(value, FigureDigits) : null;

    private static RefusedCandidateDocument? Of(RefusedCandidate? refused, PublicNames names) =>
        refused is null ? null : new RefusedCandidateDocument(refused.At, names.In(refused.Reason));
}
