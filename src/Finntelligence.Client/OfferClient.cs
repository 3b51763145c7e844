using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Finntelligence.Client;

/// <summary>
/// Asks a service for offers. Safe for any number of threads. Every method throws <see cref="InvalidRequestException"/> where the request has
/// faults, <see cref="OfferServiceException"/> where the service cannot answer, <see cref="HttpRequestException"/> where none answers, and
/// <see cref="IOException"/> where an answer breaks off.
/// </summary>
public sealed class OfferClient
{
    /// <summary>Lines that one request of a batch carries, by default.</summary>
    public const int DefaultLinesPerRequest = 256;

    private const string LinesOfJson = "application/x-ndjson";

    // What a server takes in before it begins to answer. A request must fit: HTTP/1.1 is read only when all of it is sent.
    private const int MostBytesPerRequest = 256 * 1024;

    private readonly HttpClient _http;
    private readonly Uri _address;

    /// <summary>A client of the service at the base address of <paramref name="http"/>, which may have a path.</summary>
    /// <param name="http">Sends the requests; stays the caller's to dispose of.</param>
    /// <exception cref="ArgumentException">There is no base address.</exception>
    public OfferClient(HttpClient http)
    {
        ArgumentNullException.ThrowIfNull(http);
        _http = http;
        _address = http.BaseAddress is { } address
            ? new Uri($"{address.GetLeftPart(UriPartial.Path).TrimEnd('/')}/v1/")
            : throw new ArgumentException("BaseAddress must name the service, as http://localhost:5080.", nameof(http));
    }

    /// <summary>Asks for the best offer to an applicant.</summary>
    public async Task<PredictResponse> PredictAsync(PredictRequest request, CancellationToken cancellationToken = default) =>
        await AskAsync("predict", request, ClientJson.Default.PredictResponse, cancellationToken).ConfigureAwait(false);

    /// <summary>Asks for every offer that is open to an applicant.</summary>
    public async Task<ExploreResponse> ExploreAsync(PredictRequest request, CancellationToken cancellationToken = default) =>
        await AskAsync("offers/explore", request, ClientJson.Default.ExploreResponse, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Asks for offers to a stream of applicants, and gives the answers in their order while it is read. A line with faults is answered by its
    /// errors, and the rest goes on. The lines travel in requests of a limited size, each of which is answered by one pair of models.
    /// </summary>
    /// <param name="lines">Of any length; no more of them is held than one request.</param>
    /// <param name="linesPerRequest">How many lines are waited for before they are sent; 1 sends each as it comes.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <exception cref="OfferServiceException">Also where a line stays without an answer.</exception>
    public async IAsyncEnumerable<BatchAnswer> PredictBatchAsync(
        IAsyncEnumerable<BatchLine> lines, int linesPerRequest = DefaultLinesPerRequest, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentOutOfRangeException.ThrowIfLessThan(linesPerRequest, 1);
        var (body, waiting, answered) = (new MemoryStream(), 0, 0L);
        await foreach (var line in lines.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            JsonSerializer.Serialize(body, line, ClientJson.Default.BatchLine);
            body.WriteByte((byte)'\n');
            if (++waiting < linesPerRequest && body.Length < MostBytesPerRequest)
                continue;
            await foreach (var answer in AnswersAsync(body, waiting, answered, cancellationToken).ConfigureAwait(false))
                yield return answer;
            (answered, waiting) = (answered + waiting, 0);
            body.SetLength(0);
        }

        if (waiting == 0)
            yield break;
        await foreach (var answer in AnswersAsync(body, waiting, answered, cancellationToken).ConfigureAwait(false))
            yield return answer;
    }

    private async Task<TAnswer> AskAsync<TAnswer>(string path, PredictRequest request, JsonTypeInfo<TAnswer> type, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var content = JsonContent.Create(request, ClientJson.Default.PredictRequest);
        using var response = await SendAsync(path, content, cancellationToken).ConfigureAwait(false);
        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellationToken).ConfigureAwait(false)
                ?? throw new JsonException("It is null.");
        }
        catch (JsonException fault)
        {
            throw Illegible(response, fault);
        }
    }

    // The lines before were numbered by their own requests.
    private async IAsyncEnumerable<BatchAnswer> AnswersAsync(
        MemoryStream body, int lines, long before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(body.GetBuffer(), 0, (int)body.Length);
        content.Headers.ContentType = new MediaTypeHeaderValue(LinesOfJson);
        using var response = await SendAsync("predict/batch", content, cancellationToken).ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var left = lines;
        await using var answers = JsonSerializer.DeserializeAsyncEnumerable(stream, ClientJson.Default.BatchAnswer, topLevelValues: true, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await NextAsync().ConfigureAwait(false))
        {
            left--;
            yield return answers.Current! with { Line = before + answers.Current!.Line };
        }

        if (left > 0)
            throw new OfferServiceException(response.StatusCode, $"{left} of {lines} lines stayed without an answer.");

        async ValueTask<bool> NextAsync()
        {
            try
            {
                return await answers.MoveNextAsync().ConfigureAwait(false);
            }
            catch (JsonException fault)
            {
                throw Illegible(response, fault);
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(string path, HttpContent content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_address, path)) { Content = content };
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await FaultAsync(response, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<OfferServiceException> FaultAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        RequestProblem? problem = null;
        try
        {
            if (response.Content.Headers.ContentType?.MediaType == "application/problem+json")
                problem = await response.Content.ReadFromJsonAsync(ClientJson.Default.RequestProblem, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            // The status says more than a document that is none.
        }

        return response.StatusCode == HttpStatusCode.BadRequest && problem is not null
            ? new InvalidRequestException(problem)
            : new OfferServiceException(response.StatusCode, problem);
    }

    private static OfferServiceException Illegible(HttpResponseMessage response, JsonException fault) =>
        new(response.StatusCode, $"The answer is not what this client knows: {fault.Message}", fault);
}
