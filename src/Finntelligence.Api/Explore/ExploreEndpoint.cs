using Finntelligence.Api.Callers;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Predictions;
using Finntelligence.Lending.Requests;
using Finntelligence.ModelOps.Keys;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Explore;

/// <summary><c>POST /offers/explore</c>.</summary>
internal static class ExploreEndpoint
{
    public const string Name = "exploreOffers";

    public static WebApplication MapExplore(this WebApplication app)
    {
        app.MapVersioned("/offers/explore", Name, ExploreAsync)
            .RequireScope(Scopes.Explore)
            .WithTags("Offers")
            .WithSummary("All offers that are open to one applicant, and what each would bring.")
            .WithDescription("The request is one of /predict; alternatives, explain and search have no effect here. Nothing is decided.")
            .Accepts<PredictRequest>("application/json")
            .Produces<ExploreResponse>()
            .ProducesRequestProblem()
            .ProducesProblems(StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status503ServiceUnavailable);
        return app;
    }

    private static async Task<Results<Ok<ExploreResponse>, ValidationProblem, ProblemHttpResult>> ExploreAsync(
        HttpContext context, PredictionEnginePool pool, CostlyWork costly, IOptions<ServiceOptions> options)
    {
        if (pool.Current is not { } snapshot)
            return PoolProblems.NoModels(pool);

        var maximumBytes = options.Value.MaximumBodyBytes;
        if (RequestBody.Refusal(context, maximumBytes) is { } status)
            return PredictEndpoint.BodyProblem(status, maximumBytes);
        if (await RequestBody.ReadAsync(context.Request, maximumBytes, context.RequestAborted) is not { } body)
            return PredictEndpoint.BodyProblem(StatusCodes.Status413PayloadTooLarge, maximumBytes);

        var reading = snapshot.Requests.Read(body);
        if (reading.Request is not { } request)
            return PredictEndpoint.InvalidRequest(reading.Faults);
        using var place = await costly.TakeAsync(context.RequestAborted);
        return place.IsAcquired
            ? TypedResults.Ok(ExploreResponses.Of(snapshot.Explorer.Explore(request), snapshot))
            : await CallerLimits.BusyAsync(context);
    }
}
