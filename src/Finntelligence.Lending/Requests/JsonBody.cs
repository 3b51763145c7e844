using System.Text.Json;
using System.Text.Unicode;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Requests;

/// <summary>Parses the bytes of a body, whatever they are.</summary>
internal static class JsonBody
{
    // A valid request nests three deep; a deep one costs a stack.
    private const int GreatestDepth = 32;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = GreatestDepth };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The document, to be disposed of; null, with a fault, if there is none.</summary>
    /// <param name="body">Any bytes.</param>
    /// <param name="what">What messages call them.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> body, string what, ICollection<Fault> faults)
    {
        if (body.Span.StartsWith(ByteOrderMark))
            body = body[ByteOrderMark.Length..];
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
            return Refuse($"The {what} is empty; it must be a JSON object.");
        if (!Utf8.IsValid(body.Span))
            return Refuse($"The {what} is not UTF-8.");
        try
        {
            var document = JsonDocument.Parse(body, Options);
            if (UnicodeCheck.Passes(body.Span, document.RootElement, faults))
                return document;
            document.Dispose();
            return null;
        }
        catch (JsonException fault)
        {
            return Refuse($"The {what} is not JSON that can be read: see line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}.");
        }

        JsonDocument? Refuse(string message)
        {
            faults.Add(new Fault("", message));
            return null;
        }
    }
}
