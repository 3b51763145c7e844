using System.Net.Http.Headers;

namespace Finntelligence.Api.WarmUp;

/// <summary>A request as a client sends it.</summary>
/// <param name="Path">Of the address.</param>
/// <param name="Body">Of a POST; null for a GET.</param>
/// <param name="MediaType">Of the body.</param>
internal sealed record WarmUpRequest(string Path, ReadOnlyMemory<byte>? Body = null, string MediaType = "application/json")
{
    private HttpMethod Method => Body is null ? HttpMethod.Get : HttpMethod.Post;

    /// <summary>The status of the answer; the answer itself is read and thrown away.</summary>
    /// <exception cref="HttpRequestException">There is none.</exception>
    public async Task<int> SendAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(Method, Path);
        if (Body is { } body)
            message.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(MediaType) } };
        using var answer = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await answer.Content.CopyToAsync(Stream.Null, cancellationToken);
        return (int)answer.StatusCode;
    }

    /// <summary>As the request says.</summary>
    public override string ToString() => $"{Method} {Path}";
}
