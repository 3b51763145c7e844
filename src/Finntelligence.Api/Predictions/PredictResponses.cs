using Finntelligence.Api.Pool;
using Finntelligence.Lending.Explanations;
using Finntelligence.Lending.Offers;

namespace Finntelligence.Api.Predictions;

/// <summary>Turns a decision into the document a client gets.</summary>
internal static class PredictResponses
{
    private const int MoneyDecimals = 2;
    private const int ProbabilityDecimals = 6;

    public static PredictResponse Of(Guid decisionId, OfferRequest request, Decision decision, ModelSnapshot snapshot) => new()
    {
        DecisionId = decisionId,
        Decision = decision.Offer is null ? PredictResponse.DeclineDecision : PredictResponse.OfferDecision,
        Offer = decision.Offer is { } offer ? Of(offer) : null,
        Reasons = decision.Offer is null ? [.. decision.Reasons.Select(r => new ReasonDocument(r.Code, r.Feature, r.Text))] : null,
        Alternatives = request.Alternatives > 0 ? [.. decision.Alternatives.Select(Of)] : null,
        Search = new SearchDocument(
            decision.Search.OffersConsidered, decision.Search.OffersFeasible, decision.Search.OffersOutsideSupport),
        Explanation = decision.Explanation is { } e ? new ExplanationDocument(Of(e.Default), Of(e.Acceptance)) : null,
        Models = new ModelsDocument(Of(snapshot.Risk), Of(snapshot.Acceptance)),
    };

    private static OfferDocument Of(PricedOffer offer) => new()
    {
        Amount = (double)offer.Terms.Amount,
        Months = offer.Terms.Months,
        Rate = (double)offer.Terms.Rate,
        Installment = Round(offer.Installment, MoneyDecimals),
        TotalInterest = Round(offer.TotalInterest, MoneyDecimals),
        Apr = Round(offer.Apr, MoneyDecimals),
        ProbabilityOfAcceptance = Round(offer.ProbabilityOfAcceptance, ProbabilityDecimals),
        ProbabilityOfDefault = Round(offer.ProbabilityOfDefault, ProbabilityDecimals),
        Margin = Round(offer.Margin, MoneyDecimals),
        ExpectedLoss = Round(offer.ExpectedLoss, MoneyDecimals),
        ExpectedProfit = Round(offer.ExpectedProfit, MoneyDecimals),
    };

    private static ModelExplanationDocument Of(ModelExplanation explanation) => new(
        Round(explanation.BaseValue, ProbabilityDecimals),
        [.. explanation.Contributions.Select(c => new ContributionDocument(c.Feature, c.Value, Round(c.Contribution, ProbabilityDecimals)))]);

    private static ModelDocument Of(ServedModel served) => new(served.Version, served.Model.Sha256);

    // Adding zero turns −0 into 0, which is how people write it.
    private static double Round(double value, int decimals) => Math.Round(value, decimals, MidpointRounding.AwayFromZero) + 0.0;
}
