using System.Net;

namespace Finntelligence.Client;

/// <summary>The service answered, but not with what was asked for.</summary>
public class OfferServiceException : Exception
{
    /// <summary>An answer that is no success.</summary>
    /// <param name="status">Of the answer.</param>
    /// <param name="problem">What it says is wrong; null where it is no problem document, as from a proxy.</param>
    public OfferServiceException(HttpStatusCode status, Problem? problem)
        : base(problem is null ? $"The service answered {(int)status} without saying why." : $"{problem.Title} {problem.Detail}".Trim())
    {
        Status = status;
        Problem = problem;
    }

    /// <summary>A success that cannot be read.</summary>
    /// <param name="status">Of the answer.</param>
    /// <param name="message">What is wrong with it.</param>
    /// <param name="cause">How that was found.</param>
    public OfferServiceException(HttpStatusCode status, string message, Exception? cause = null)
        : base(message, cause) => Status = status;

    /// <summary>Of the answer. 503 while the service has no models; it may have them a little later.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>What the service says is wrong; null where it says nothing.</summary>
    public Problem? Problem { get; }
}

/// <summary>The request has faults; asking again will not help.</summary>
/// <param name="problem">All of them.</param>
public sealed class InvalidRequestException(RequestProblem problem) : OfferServiceException(HttpStatusCode.BadRequest, problem)
{
    /// <summary>Messages under the JSON path of each fault, where "$" is the body itself.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; } = problem.Errors ?? new Dictionary<string, string[]>();
}
