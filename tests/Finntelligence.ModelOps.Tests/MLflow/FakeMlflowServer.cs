using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Finntelligence.ModelOps.Tests.MLflow;

/// <summary>
/// An MLflow server in memory, as observed on real ones: 2.17 without logged models, 3.5 with them. It refuses what they refuse,
/// cuts what they cut, and fails on demand.
/// </summary>
internal sealed partial class FakeMlflowServer(int majorVersion) : HttpMessageHandler
{
    private const string Api = "/api/2.0/mlflow/";
    private const string ArtifactApi = "/api/2.0/mlflow-artifacts/artifacts";
    private readonly Lock _gate = new();
    private readonly Queue<Fault> _faults = new();
    private int _ids;

    /// <summary>How a request goes wrong.</summary>
    /// <param name="Call">Part of the address of the requests it is for.</param>
    /// <param name="Status">The answer; null breaks the connection.</param>
    /// <param name="RetryAfter">What the answer asks for, as it stands in the header.</param>
    /// <param name="IsDoneFirst">True when the server does its work and only the answer is lost.</param>
    public sealed record Fault(string Call, HttpStatusCode? Status, string? RetryAfter = null, bool IsDoneFirst = false);

    /// <summary>Every request, as "POST runs/create".</summary>
    public List<string> Requests { get; } = [];

    /// <summary>The Authorization headers of all requests.</summary>
    public List<string?> Authorizations { get; } = [];

    /// <summary>The full addresses of all requests, escaped as they were sent.</summary>
    public List<string> Addresses { get; } = [];

    /// <summary>When set, a request without it gets a 401.</summary>
    public string? RequiredAuthorization { get; set; }

    /// <summary>When set, a request to another host gets a 403, as from 3.5 on.</summary>
    public string? AllowedHost { get; set; }

    /// <summary>When true, accounts may read and not write.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>How many more requests are answered before the server dies; null for ever.</summary>
    public int? DiesAfter { get; set; }

    /// <summary>True: the request in which the server dies is done, only its answer is lost.</summary>
    public bool DoesLastWork { get; set; }

    /// <summary>True: requests are never answered.</summary>
    public bool IsStuck { get; set; }

    public void FailNext(params Fault[] faults)
    {
        foreach (var fault in faults)
            _faults.Enqueue(fault);
    }

    public int Count(string request) => Requests.Count(made => made == request);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsStuck)
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        lock (_gate)
        {
            var path = request.RequestUri!.AbsolutePath;
            Requests.Add($"{request.Method} {path.Replace(Api, "", StringComparison.Ordinal)}");
            Addresses.Add(request.RequestUri.AbsoluteUri);
            Authorizations.Add(request.Headers.Authorization?.ToString());
            if (DiesAfter is { } left)
            {
                if (left == 0)
                {
                    if (DoesLastWork)
                        Answer(request, body);
                    DoesLastWork = false;
                    throw new HttpRequestException("Connection refused");
                }
                DiesAfter = left - 1;
            }
            if (_faults.TryPeek(out var fault) && path.Contains(fault.Call, StringComparison.Ordinal))
            {
                _faults.Dequeue();
                if (fault.IsDoneFirst)
                    Answer(request, body);
                if (fault.Status is not { } status)
                    throw new HttpRequestException("Connection reset");
                return Faulty(status, fault.RetryAfter);
            }
            return Answer(request, body);
        }
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, byte[] body)
    {
        if (RequiredAuthorization is not null && request.Headers.Authorization?.ToString() != RequiredAuthorization)
            return new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = new StringContent("You are not authenticated.") };
        if (AllowedHost is not null && request.RequestUri!.Host != AllowedHost)
            return new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StringContent("Invalid Host header - possible DNS rebinding attack detected") };
        if (IsReadOnly && request.Method != HttpMethod.Get)
            return new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StringContent("Permission denied") };
        var path = Uri.UnescapeDataString(request.RequestUri!.AbsolutePath);
        try
        {
            if (path.StartsWith(ArtifactApi, StringComparison.Ordinal))
                return Artifact(request, path[ArtifactApi.Length..].TrimStart('/'), body);
            if (!path.StartsWith(Api, StringComparison.Ordinal))
                return UnknownRoute();
            var json = new JsonObject();
            if (request.Method != HttpMethod.Get)
            {
                if (request.Content?.Headers.ContentType?.MediaType != "application/json")
                    throw Refused("Bad Request. Content-Type header is missing or invalid.");
                json = JsonNode.Parse(body)!.AsObject();
            }
            var query = request.RequestUri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
            var call = $"{request.Method} {path[Api.Length..]}";
            var answer = Tracking(call, json, query, body.Length) ?? Registry(call, json, query) ?? (majorVersion >= 3 ? Logged(call, json) : null);
            return answer is null ? UnknownRoute() : Json(HttpStatusCode.OK, answer);
        }
        catch (RefusedException refused)
        {
            return Json(refused.Status, new JsonObject { ["error_code"] = refused.Code, ["message"] = refused.Message });
        }
    }

    private string NewId() => $"{++_ids:x8}{new string('0', 24)}";

    private static HttpResponseMessage Json(HttpStatusCode status, JsonObject answer) =>
        new(status) { Content = new StringContent(answer.ToJsonString(), Encoding.UTF8, "application/json") };

    private static HttpResponseMessage UnknownRoute() =>
        new(HttpStatusCode.NotFound) { Content = new StringContent("<!doctype html><title>404 Not Found</title>", Encoding.UTF8, "text/html") };

    private static HttpResponseMessage Faulty(HttpStatusCode status, string? retryAfter)
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent("<html>busy</html>") };
        if (retryAfter is not null)
            answer.Headers.RetryAfter = RetryConditionHeaderValue.Parse(retryAfter);
        return answer;
    }

    private static RefusedException Refused(string message, string code = "INVALID_PARAMETER_VALUE", HttpStatusCode status = HttpStatusCode.BadRequest) =>
        new(message, code, status);

    private static RefusedException Missing(string message) => Refused(message, "RESOURCE_DOES_NOT_EXIST", HttpStatusCode.NotFound);

    private static RefusedException Duplicate(string message) => Refused(message, "RESOURCE_ALREADY_EXISTS");

    private static string Member(JsonObject json, string name) => json[name]?.ToString() ?? throw Refused($"Missing value for required parameter '{name}'.");

    private sealed class RefusedException(string message, string code, HttpStatusCode status) : Exception(message)
    {
        public string Code { get; } = code;

        public HttpStatusCode Status { get; } = status;
    }
}
