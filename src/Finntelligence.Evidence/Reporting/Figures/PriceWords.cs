using Finntelligence.Lending.Models;

namespace Finntelligence.Evidence.Reporting.Figures;

/// <summary>What a model can know of a rate's effect, for the reader of a report.</summary>
internal static class PriceWords
{
    /// <summary>One sentence: the verdict and what cannot be known.</summary>
    public static string Sentence(ModelFigures model) => model.Identification switch
    {
        null => $"Nobody looked at how the rates were set that the {model.Kind} model learned from, so what it says of another rate may be the mark of who was offered which.",
        { Verdict: PriceVerdict.Randomised, IsSelected: false } => $"Rates were drawn at random, so the {model.Kind} model can know what a rate does.",
        { Verdict: PriceVerdict.Randomised } =>
            $"Rates were drawn at random, but the {model.Kind} model saw only those who took: what it says of a rate includes who takes at it.",
        { Verdict: PriceVerdict.Identified } =>
            $"Nobody drew the rates at random: what the {model.Kind} model says of a rate holds as far as people who are alike were offered different ones, and only if nothing unrecorded set both rates and outcomes.",
        _ => $"What another rate would have done cannot be known from this history: what the {model.Kind} model says of it is a guess. {string.Join(" ", model.Identification.Grounds)}",
    };
}
