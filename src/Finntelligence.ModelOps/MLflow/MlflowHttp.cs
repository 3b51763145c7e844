using System.Net;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>One request, one answer: addresses, headers, and what the server's faults mean. It repeats nothing.</summary>
internal sealed class MlflowHttp(HttpClient client, MlflowOptions options, TimeProvider clock)
{
    private const string Api = "api/2.0/mlflow/";
    private const string Artifacts = "api/2.0/mlflow-artifacts/artifacts";
    private const int LongestQuote = 500;

    /// <summary>Keeps non-ASCII letters as they are: escaped they would count six-fold against the limits.</summary>
    internal static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Members that stand twice are found here and not by whoever asks for one.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public Task<JsonObject> GetAsync(string call, CancellationToken cancellationToken, params (string Key, string Value)[] query) =>
        JsonAsync(HttpMethod.Get, Api + call + Query(query), content: null, cancellationToken);

    public Task<JsonObject> SendAsync(HttpMethod method, string call, JsonObject body, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, Json));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return JsonAsync(method, Api + call, content, cancellationToken);
    }

    public Task PutArtifactAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var content = new ReadOnlyMemoryContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return SendAsync(HttpMethod.Put, ArtifactAddress(path), content, (_, _) => Task.FromResult(true), cancellationToken);
    }

    /// <exception cref="MlflowException">The server answers a missing artifact with 500; that is not taken for a fault that may pass.</exception>
    public Task<byte[]> GetArtifactAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, ArtifactAddress(path), content: null, (answer, token) => answer.ReadAsByteArrayAsync(token), cancellationToken);

    private static string ArtifactAddress(string path) => $"{Artifacts}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}";

    private Task<JsonObject> JsonAsync(HttpMethod method, string address, HttpContent? content, CancellationToken cancellationToken) =>
        SendAsync(method, address, content, async (answer, token) =>
        {
            var bytes = await answer.ReadAsByteArrayAsync(token).ConfigureAwait(false);
            try
            {
                return bytes.Length == 0 ? [] : JsonNode.Parse(bytes, documentOptions: Strict) as JsonObject ?? throw new JsonException();
            }
            catch (JsonException fault)
            {
                throw new MlflowException($"{Where(method, address)} answered something that is not MLflow's JSON. Is the address right?", inner: fault);
            }
        }, cancellationToken);

    private async Task<T> SendAsync<T>(
        HttpMethod method, string address, HttpContent? content, Func<HttpContent, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(options.Server, address)) { Content = content };
        request.Headers.Authorization = options.Authorization;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return await read(response.Content, limit.Token).ConfigureAwait(false);
            throw await FaultAsync(response, method, address, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MlflowTransientException($"{Where(method, address)} did not answer within {options.Timeout.TotalSeconds:0.###} s.", null, null, fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new MlflowTransientException($"{Where(method, address)} cannot be reached: {fault.Message}", null, null, fault);
        }
    }

    private async Task<MlflowException> FaultAsync(HttpResponseMessage response, HttpMethod method, string address, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        var (code, message) = Parse(text);
        var status = response.StatusCode;
        var said = $"{Where(method, address)} answered {(int)status}{(code is null ? "" : " " + code)}: {(message.Length > LongestQuote ? message[..LongestQuote] + "…" : message)}";
        // An artifact that is not there is a 500 as well: asking again would not help.
        var mayPass = status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
            || (status == HttpStatusCode.InternalServerError && !(method == HttpMethod.Get && address.StartsWith(Artifacts, StringComparison.Ordinal)));
        if (mayPass)
            return new MlflowTransientException(said, status, RetryAfter(response));
        return status switch
        {
            HttpStatusCode.Unauthorized when options.Authorization is null => new MlflowException(
                $"{said} Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN.", status, code),
            HttpStatusCode.Unauthorized => new MlflowException(
                $"{said} It does not take the user and password, or the token, that were sent. Correct MLFLOW_TRACKING_USERNAME and "
                + "MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN.", status, code),
            HttpStatusCode.Forbidden when text.Contains("Invalid Host header", StringComparison.OrdinalIgnoreCase) => new MlflowException(
                $"{said} From version 3.5 on, a server must be started with --allowed-hosts for this host name.", status, code),
            HttpStatusCode.Forbidden => new MlflowException($"{said} This account may not do that; ask whoever runs the server for the permission.", status, code),
            _ => new MlflowException(said, status, code),
        };
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero,
        _ => null,
    };

    // MLflow answers in JSON, or in a line of text where its accounts or its guard against foreign hosts refuse; a proxy's page is worth no quotation.
    private static (string? Code, string Message) Parse(string text)
    {
        try
        {
            if (JsonNode.Parse(text, documentOptions: Strict) is JsonObject fault && fault["error_code"] is JsonValue code)
                return (code.ToString(), fault["message"]?.ToString() ?? "");
        }
        catch (JsonException)
        {
            // Falls through: not MLflow's JSON.
        }
        var line = text.Trim();
        return line.Length is > 0 and <= LongestQuote && !line.AsSpan().ContainsAny('<', '{') && !line.Contains('\n', StringComparison.Ordinal)
            ? (null, line)
            : (null, "(not MLflow's answer)");
    }

    private string Where(HttpMethod method, string address) => $"MLflow at {options.Server} ({method} {address.Split('?')[0]})";

    private static string Query(params (string Key, string Value)[] query) =>
        query.Length == 0 ? "" : "?" + string.Join('&', query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
}
