using System.Text.Json.Nodes;

namespace Finntelligence.Client;

/// <summary>
/// Who asks: each feature of the product under the name that its product.json declares, with a text, a number, true or false. One that is
/// not known is left out or null. What a product asks for stands under <c>Applicant</c> in the document of its service, <c>/docs</c>.
/// </summary>
public sealed class Applicant : Dictionary<string, JsonNode?>
{
    /// <summary>An applicant of whom nothing is known yet.</summary>
    public Applicant()
        : base(StringComparer.Ordinal)
    {
    }
}
