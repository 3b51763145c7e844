using Finntelligence.Api.Pool;
using Finntelligence.Api.Predictions;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Api.Explore;

/// <summary>Turns a surface into the document a client gets.</summary>
internal static class ExploreResponses
{
    public static ExploreResponse Of(OfferSurface surface, ModelSnapshot snapshot) => new()
    {
        Amounts = [.. surface.Grid.Amounts.Select(a => (double)a)],
        Rates = [.. surface.Grid.Rates.Select(r => (double)r)],
        Terms = [.. surface.Grid.Months.Select((months, month) => Term(surface, months, month))],
        Frontier = [.. surface.ProfitAgainstTakeUp().Select(position => Point(surface, position))],
        Models = PredictResponses.ModelsOf(snapshot),
    };

    private static TermSurfaceDocument Term(OfferSurface surface, int months, int month) => new()
    {
        Months = months,
        ExpectedProfit = Table(surface, month, offer => AnswerFigures.Money(offer.Profit)),
        ProbabilityOfAcceptance = Table(surface, month, offer => AnswerFigures.Probability(offer.Acceptance)),
        ProbabilityOfDefault = Table(surface, month, offer => AnswerFigures.Probability(offer.Default)),
    };

    private static double?[][] Table(OfferSurface surface, int month, Func<SurfaceOffer, double> figure)
    {
        var table = new double?[surface.Grid.Rates.Length][];
        for (var rate = 0; rate < table.Length; rate++)
        {
            table[rate] = new double?[surface.Grid.Amounts.Length];
            for (var amount = 0; amount < table[rate].Length; amount++)
                table[rate][amount] = surface.At(month, rate, amount) is { IsFeasible: true } offer ? figure(offer) : null;
        }

        return table;
    }

    private static SurfacePointDocument Point(OfferSurface surface, int position)
    {
        var (terms, offer) = (surface.TermsAt(position), surface.Offers[position]);
        return new SurfacePointDocument(
            (double)terms.Amount, terms.Months, (double)terms.Rate, AnswerFigures.Money(offer.Profit),
            AnswerFigures.Probability(offer.Acceptance), AnswerFigures.Probability(offer.Default));
    }
}
