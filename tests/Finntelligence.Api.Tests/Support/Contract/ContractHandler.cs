using System.Net;

namespace Finntelligence.Api.Tests.Support.Contract;

/// <summary>Holds every answer that passes by against the served document.</summary>
/// <param name="contract">The document of the moment: a product may change while a service runs.</param>
internal sealed class ContractHandler(Func<ServedContract> contract) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (method, path) = (request.Method.Method, request.RequestUri!.AbsolutePath);
        var response = await base.SendAsync(request, cancellationToken);
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        var schema = contract().Schema(method, path, response.StatusCode, mediaType);
        if (schema is null || method == "HEAD")
            return response;
        if (mediaType == "application/x-ndjson")
            response.Content = Watched(response.Content, line => contract().Check(schema, line, $"{method} {path} {(int)response.StatusCode}"));
        else
            contract().Check(method, path, response.StatusCode, mediaType, await Text(response));
        return response;
    }

    private static async Task<string> Text(HttpResponseMessage response)
    {
        await response.Content.LoadIntoBufferAsync();
        return await response.Content.ReadAsStringAsync();
    }

    // Lines come one by one, and must reach the client so.
    private static WatchedContent Watched(HttpContent content, Action<string> check)
    {
        var watched = new WatchedContent(content, check);
        foreach (var (name, values) in content.Headers)
            watched.Headers.TryAddWithoutValidation(name, values);
        return watched;
    }

    private sealed class WatchedContent(HttpContent content, Action<string> check) : HttpContent
    {
        protected override async Task<Stream> CreateContentReadStreamAsync() => new WatchedLines(await content.ReadAsStreamAsync(), check);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            await (await CreateContentReadStreamAsync()).CopyToAsync(stream);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                content.Dispose();
            base.Dispose(disposing);
        }
    }
}
