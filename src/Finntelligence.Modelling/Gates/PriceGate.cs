using Finntelligence.Lending.Models;

namespace Finntelligence.Modelling.Gates;

/// <summary>Whether a model knows what a rate does. One that does not, and is asked for the best rate, is confidently wrong.</summary>
internal static class PriceGate
{
    public static GateResult Check(string kind, PriceIdentification? identification) => new(
        kind,
        "effect of the rate",
        identification?.Verdict != PriceVerdict.NotIdentified,
        PriceVerdictWords.Of(identification) + (identification?.Verdict == PriceVerdict.NotIdentified ? $": {string.Join(" ", identification.Grounds).TrimEnd('.')}" : ""),
        "randomised or identified within the overlap");
}
