using System.Collections.Immutable;
using System.Text.Json;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Monitoring;

/// <summary>
/// Brings a line of JSON into the cells of a row: a request (<c>applicant</c>) or an applicant alone, with the offer as <c>offer</c> or
/// beside it, and the outcomes <c>accepted</c> and <c>defaulted</c>. Other members are passed over, so that a log of decisions will do.
/// </summary>
/// <param name="own">The product under its own names.</param>
internal sealed class CurrentJson(ProductDefinition own)
{
    /// <summary>Names of the cells.</summary>
    public ImmutableArray<string> Header { get; } = OwnNames.Columns(own);

    /// <summary>The row; null with a fault.</summary>
    public string? Flatten(ReadOnlyMemory<byte> line, out string? fault)
    {
        fault = null;
        try
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                fault = "The line must be an object.";
                return null;
            }

            JsonElement[] places = [.. Objects(root)];
            var cells = new string[Header.Length];
            for (var i = 0; i < cells.Length; i++)
            {
                if (Cell(places, Header[i]) is not { } cell)
                {
                    fault = $"{Header[i]} must be a number, a text, true or false, or null.";
                    return null;
                }

                cells[i] = CsvRow.Quote(cell);
            }

            if (!own.Applicant.Any(f => places.Any(p => p.TryGetProperty(f.Source.Column, out _))))
            {
                fault = "The line holds no feature of an applicant.";
                return null;
            }

            return string.Join(',', cells);
        }
        catch (JsonException bad)
        {
            fault = $"The line is not JSON (byte {bad.BytePositionInLine + 1}), or names a member twice.";
            return null;
        }
        catch (InvalidOperationException)
        {
            fault = "A text of the line is not Unicode.";
            return null;
        }
    }

    private static IEnumerable<JsonElement> Objects(JsonElement root)
    {
        foreach (var name in (string[])["applicant", "offer"])
        {
            if (root.TryGetProperty(name, out var inner) && inner.ValueKind == JsonValueKind.Object)
                yield return inner;
        }

        yield return root;
    }

    private static string? Cell(JsonElement[] places, string name)
    {
        foreach (var place in places)
        {
            if (!place.TryGetProperty(name, out var value))
                continue;
            return value.ValueKind switch
            {
                JsonValueKind.Null => "",
                JsonValueKind.True => "1",
                JsonValueKind.False => "0",
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.String => value.GetString(),
                _ => null,
            };
        }

        return "";
    }
}
