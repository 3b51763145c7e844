using System.Collections.Immutable;
using System.Globalization;

namespace Finntelligence.Lending.RateCards;

/// <summary>A card in words.</summary>
/// <param name="inputs">Name what the card asks.</param>
public sealed class CardWords(CardInputs inputs)
{
    /// <summary>"riskCategory is LOW or MEDIUM", or the contrary where the answer is no.</summary>
    public string Of(CardAnswer answer) => Of([answer]);

    /// <summary>Whom all answers on the way to a cell leave, input by input; "everybody" where there are none.</summary>
    public string Of(ImmutableArray<CardAnswer> path) => path.IsEmpty
        ? "everybody"
        : string.Join(", ", path.GroupBy(a => a.Question.Input).Select(answers => Of(answers.Key, [.. answers])));

    private string Of(int input, CardAnswer[] answers)
    {
        var missing = answers.All(a => a.Question.Holds(float.NaN) == a.Holds);
        var known = answers.All(a => a.Question is not CardQuestion.Missing || !a.Holds);
        var name = inputs.Names[input];
        if (!known)
            return $"{name} is missing";
        var values = inputs.ValuesOf(input);
        var asked = answers.Any(a => a.Question is not CardQuestion.Missing);
        var words = !asked ? " is known" : values.IsEmpty ? Range(answers) : $" is {Listed(values, answers)}";
        // Nothing need be said of what cannot be missing.
        return name + words + (missing && inputs.FeatureAt(input) is { Required: false } ? " or missing" : "");
    }

    private static string Listed(ImmutableArray<string> values, CardAnswer[] answers) =>
        string.Join(" or ", values.Where((_, code) => answers.All(a => a.Question.Holds(code) == a.Holds)));

    private static string Range(CardAnswer[] answers)
    {
        decimal? least = null, below = null;
        foreach (var answer in answers)
        {
            if (answer.Question is not CardQuestion.Below question)
                continue;
            if (answer.Holds)
                below = question.Limit < below || below is null ? question.Limit : below;
            else
                least = question.Limit > least || least is null ? question.Limit : least;
        }

        return (least, below) switch
        {
            ({ } from, { } to) => string.Create(CultureInfo.InvariantCulture, $" from {from} to below {to}"),
            ({ } from, null) => string.Create(CultureInfo.InvariantCulture, $" at least {from}"),
            _ => string.Create(CultureInfo.InvariantCulture, $" below {below}"),
        };
    }
}
