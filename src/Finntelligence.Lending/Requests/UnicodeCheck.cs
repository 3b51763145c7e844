using System.Text.Json;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Requests;

/// <summary>
/// JSON can write half a surrogate pair, which is no text: it cannot be compared, logged or sent back. What has one is refused before
/// anything else reads it.
/// </summary>
internal static class UnicodeCheck
{
    /// <summary>Whether every name and text of a document is Unicode; else there is a fault for each that is not.</summary>
    /// <param name="utf8">The document's bytes, which are valid UTF-8: only an escape can be at fault.</param>
    /// <param name="root">The document.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static bool Passes(ReadOnlySpan<byte> utf8, JsonElement root, ICollection<Fault> faults)
    {
        if (utf8.IndexOf("\\ud"u8) < 0 && utf8.IndexOf("\\uD"u8) < 0)
            return true;
        var before = faults.Count;
        Check(root, "", faults);
        return faults.Count == before;
    }

    private static void Check(JsonElement element, string path, ICollection<Fault> faults)
    {
        if (faults.Count > Fault.MostReported)
            return;
        switch (element.ValueKind)
        {
            case JsonValueKind.String when !JsonText.IsUnicode(element):
                faults.Add(new Fault(path, "Is not valid Unicode."));
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    var name = JsonText.NameOf(member);
                    if (!JsonText.IsUnicode(member))
                        faults.Add(new Fault(JsonPaths.Member(path, name), "Its name is not valid Unicode."));
                    Check(member.Value, JsonPaths.Member(path, name), faults);
                }

                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index())
                    Check(item, JsonPaths.Element(path, index), faults);
                break;
        }
    }
}
