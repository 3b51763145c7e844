using Finntelligence.Api.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Finntelligence.Api.Pool;

internal static class PoolProblems
{
    /// <summary>503: there are no usable models yet.</summary>
    public static ProblemHttpResult NoModels(PredictionEnginePool pool, Dictionary<string, object?>? extensions = null) => Problems.Of(
        StatusCodes.Status503ServiceUnavailable,
        "There are no usable models. The service takes them when they appear."
            + (pool.LastRefused is null ? "" : " See GET / for what was refused."),
        extensions);
}
