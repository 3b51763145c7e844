using System.Collections.Immutable;
using System.Globalization;

namespace Finntelligence.Lending.RateCards;

/// <summary>A card in words.</summary>
/// <param name="inputs">Name what the card asks.</param>
public sealed class CardWords(CardInputs inputs)
{
    /// <summary>"riskCategory is LOW or MEDIUM", or the contrary where the answer is no.</summary>
    public string Of(CardAnswer answer)
    {
        var name = inputs.Names[answer.Question.Input];
        return answer.Question switch
        {
            CardQuestion.Below below => string.Create(
                CultureInfo.InvariantCulture,
                $"{name} {(answer.Holds ? "below" : "at least")} {below.Limit}{(below.OrMissing == answer.Holds && CanBeMissing(below.Input) ? " or missing" : "")}"),
            CardQuestion.OneOf oneOf =>
                $"{name} is {Listed(oneOf, answer.Holds)}{(oneOf.OrMissing == answer.Holds && CanBeMissing(oneOf.Input) ? " or missing" : "")}",
            _ => $"{name} is {(answer.Holds ? "missing" : "known")}",
        };
    }

    /// <summary>All answers on the way to a cell; "everybody" where there are none.</summary>
    public string Of(ImmutableArray<CardAnswer> path) => path.IsEmpty ? "everybody" : string.Join(", ", path.Select(Of));

    private bool CanBeMissing(int input) => inputs.FeatureAt(input) is { Required: false };

    private string Listed(CardQuestion.OneOf question, bool holds)
    {
        var values = inputs.ValuesOf(question.Input);
        return string.Join(" or ", values.Where((_, code) => question.Codes.Contains(code) == holds));
    }
}
