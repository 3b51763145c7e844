using System.Net;
using Finntelligence.Foundation.Faults;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>What an MLflow server refused, or that it could not be reached. The message is for the user and holds no credentials.</summary>
public class MlflowException : ServerFaultException
{
    private static readonly string[] RepetitionMarks = ["UNIQUE constraint", "Duplicate entry"];

    internal MlflowException(string message, HttpStatusCode? status = null, string? errorCode = null, Exception? inner = null)
        : base(message, inner)
    {
        Status = status;
        ErrorCode = errorCode;
    }

    /// <summary>The answer's status; null when there was no answer.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>MLflow's own code, as <c>RESOURCE_DOES_NOT_EXIST</c>; null when something other than MLflow answered.</summary>
    public string? ErrorCode { get; }

    /// <summary>True when the server says that the thing does not exist.</summary>
    internal bool IsMissing => ErrorCode == "RESOURCE_DOES_NOT_EXIST";

    /// <summary>True when the server says that the thing exists already.</summary>
    internal bool Exists => ErrorCode == "RESOURCE_ALREADY_EXISTS";

    /// <summary>True when the server's database says that it has what was sent: the words of SQLite, PostgreSQL and MySQL.</summary>
    internal bool IsRepeated => Status == HttpStatusCode.BadRequest && RepetitionMarks.Any(mark => Message.Contains(mark, StringComparison.OrdinalIgnoreCase));

    /// <summary>True when the server has refused this one thing; false when it would refuse everything, cannot be reached, or is no MLflow.</summary>
    internal bool IsRefusal => Status is { } status && (int)status is >= 400 and < 500
        && status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests)
        || IsMissing;

    /// <summary>True when the server does not know the call at all: it is older than the call.</summary>
    internal bool IsUnknownCall => Status == HttpStatusCode.NotFound && ErrorCode is null;
}

/// <summary>A fault that may pass: the server is overloaded, restarting, or cannot be reached.</summary>
internal sealed class MlflowTransientException(string message, HttpStatusCode? status, TimeSpan? retryAfter, Exception? inner = null)
    : MlflowException(message, status, errorCode: null, inner)
{
    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
