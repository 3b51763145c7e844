using System.Text.Json;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Requests;

/// <summary>
/// Reads one line of newline-delimited JSON: a request of <see cref="PredictRequestReader"/>, or an applicant alone, either of them with
/// an <c>id</c> for the sender's own use. Safe for any number of threads.
/// </summary>
/// <param name="product">Says what an applicant is and what may be asked.</param>
/// <param name="defaultAlternatives">How many other offers to name where a line does not say.</param>
/// <param name="defaultSearch">Which offers are looked at where a line does not say.</param>
public sealed class RequestLineReader(
    ProductDefinition product, int defaultAlternatives = PredictRequest.DefaultAlternatives, SearchMode defaultSearch = SearchMode.Grid)
{
    /// <summary>Name of the member that names the line.</summary>
    public const string Id = "id";

    private readonly RequestDocument _document = new(product, Id);
    private readonly RequestAcceptance _acceptance = new(product, defaultAlternatives, defaultSearch);
    private readonly HashSet<string> _features = [.. product.Applicant.Select(f => f.Name)];

    /// <summary>Never throws for anything a client can send.</summary>
    /// <param name="line">UTF-8, without the line's end.</param>
    public LineReading Read(ReadOnlyMemory<byte> line)
    {
        var faults = new List<Fault>();
        using var json = JsonBody.Parse(line, "line", faults);
        if (json is null)
            return new LineReading(null, null, [.. faults]);
        var root = json.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            return LineReading.Unreadable($"The line must be an object, not {JsonText.Describe(root.ValueKind)}.");
        var alone = IsApplicantAlone(root);
        // Alone, an applicant's own feature of that name goes first.
        var id = alone && _features.Contains(Id) ? null : ReadId(root, faults);
        var request = alone
            ? new PredictRequest { Applicant = ApplicantReader.FromJson(product, root, "", faults, ignore: Id) }
            : _document.Read(root, faults);
        var reading = _acceptance.Finish(request, faults);
        return new LineReading(id, reading.Request, reading.Faults);
    }

    private bool IsApplicantAlone(JsonElement json)
    {
        var anyFeature = false;
        foreach (var member in json.EnumerateObject())
        {
            if (member.NameEquals(PredictMembers.Applicant))
                return false;
            anyFeature |= _features.Contains(JsonText.NameOf(member));
        }

        return anyFeature;
    }

    private static string? ReadId(JsonElement json, List<Fault> faults)
    {
        if (!json.TryGetProperty(Id, out var id) || id.ValueKind == JsonValueKind.Null)
            return null;
        if (id.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            return id.GetRawText();
        faults.Add(new Fault(Id, $"Must be a string or a number, not {JsonText.Describe(id.ValueKind)}."));
        return null;
    }
}
