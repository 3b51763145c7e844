using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Finntelligence.Api.Predictions;

/// <summary>Takes the bytes of a JSON body off the wire, never more than allowed, whether or not the client said how many there are.</summary>
internal static class RequestBody
{
    private const int FirstBuffer = 4096;

    /// <summary>The status that refuses the request for its headers; null if the body may be read as one JSON document.</summary>
    public static int? Refusal(HttpContext context, int maximumBytes) => Refusal(context, maximumBytes, IsJson);

    /// <summary>The status that refuses the request for its headers; null if the body may be read as lines of JSON.</summary>
    public static int? RefusalOfLines(HttpContext context, long maximumBytes) => Refusal(context, maximumBytes, IsLinesOfJson);

    private static int? Refusal(HttpContext context, long maximumBytes, Func<MediaTypeHeaderValue, bool> isRight)
    {
        var request = context.Request;
        // Without a body there is no type to state; the reader says that the body is missing.
        var mayHaveBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
        if (!(IsUtf8(request.ContentType, isRight) || (request.ContentType is null && !mayHaveBody)) || request.Headers.ContentEncoding.Count > 0)
            return StatusCodes.Status415UnsupportedMediaType;
        return request.ContentLength > maximumBytes ? StatusCodes.Status413PayloadTooLarge : null;
    }

    /// <summary>The server's complaint about bytes that are no HTTP; some of them it does not know for the client's fault, such as the size of a chunk that no number holds.</summary>
    public static BadHttpRequestException Illegible(IOException fault) => fault as BadHttpRequestException ?? new BadHttpRequestException("The body cannot be read.", fault);

    /// <summary>The bytes of the body; null if there are more than allowed.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int maximumBytes, CancellationToken cancellationToken)
    {
        // One byte more than expected, to see the end of the stream without growing.
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(request.ContentLength ?? FirstBuffer, maximumBytes) + 1);
        try
        {
            var length = 0;
            while (await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
            {
                length += read;
                if (length > maximumBytes)
                    return null;
                if (length == buffer.Length)
                    buffer = Grow(buffer);
            }

            return buffer.AsSpan(0, length).ToArray();
        }
        catch (IOException fault)
        {
            throw Illegible(fault);
        }
        finally
        {
            // What a client sends may be personal: it does not stay in a shared buffer.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return larger;
    }

    private static bool IsJson(MediaTypeHeaderValue type) =>
        type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        || (type.Type.Equals("application", StringComparison.OrdinalIgnoreCase) && type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));

    // None of them is registered; all of them are in use.
    private static bool IsLinesOfJson(MediaTypeHeaderValue type) =>
        type.Type.Equals("application", StringComparison.OrdinalIgnoreCase)
        && type.SubType.Value?.ToLowerInvariant() is "x-ndjson" or "ndjson" or "jsonl" or "x-jsonlines";

    private static bool IsUtf8(string? contentType, Func<MediaTypeHeaderValue, bool> isRight) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && isRight(type)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
