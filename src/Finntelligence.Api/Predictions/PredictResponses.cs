using Finntelligence.Api.Pool;
using Finntelligence.Lending.Explanations;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Api.Predictions;

/// <summary>Turns a decision into the document a client gets.</summary>
internal static class PredictResponses
{
    public static PredictResponse Of(Guid decisionId, OfferRequest request, Decision decision, ModelSnapshot snapshot) => new()
    {
        DecisionId = decisionId,
        Decision = decision.Offer is null ? PredictResponse.DeclineDecision : PredictResponse.OfferDecision,
        Offer = decision.Offer is { } offer ? Of(offer) : null,
        Reasons = decision.Offer is null ? [.. decision.Reasons.Select(r => new ReasonDocument(r.Code, r.Feature, r.Text))] : null,
        Alternatives = request.Alternatives > 0 ? [.. decision.Alternatives.Select(Of)] : null,
        Search = new SearchDocument(
            decision.Search.OffersConsidered, decision.Search.OffersFeasible, decision.Search.OffersOutsideSupport)
        {
            Exact = decision.Search.Exact is { } exact ? Of(exact) : null,
        },
        Explanation = decision.Explanation is { } e ? new ExplanationDocument(Of(e.Default), Of(e.Acceptance)) : null,
        Models = ModelsOf(snapshot),
    };

    public static ModelsDocument ModelsOf(ModelSnapshot snapshot) => new(Of(snapshot.Risk), Of(snapshot.Acceptance));

    private static ExactSearchDocument Of(ExactSummary exact) => new(
        (double)exact.AmountStep,
        (double)exact.RateStep,
        exact.GridExpectedProfit is { } profit ? AnswerFigures.Money(profit) : null,
        AnswerFigures.Money(exact.Gain));

    private static OfferDocument Of(PricedOffer offer) => new()
    {
        Amount = (double)offer.Terms.Amount,
        Months = offer.Terms.Months,
        Rate = (double)offer.Terms.Rate,
        Installment = AnswerFigures.Money(offer.Installment),
        TotalInterest = AnswerFigures.Money(offer.TotalInterest),
        Apr = AnswerFigures.Money(offer.Apr),
        ProbabilityOfAcceptance = AnswerFigures.Probability(offer.ProbabilityOfAcceptance),
        ProbabilityOfDefault = AnswerFigures.Probability(offer.ProbabilityOfDefault),
        Margin = AnswerFigures.Money(offer.Margin),
        ExpectedLoss = AnswerFigures.Money(offer.ExpectedLoss),
        ExpectedProfit = AnswerFigures.Money(offer.ExpectedProfit),
    };

    private static ModelExplanationDocument Of(ModelExplanation explanation) => new(
        AnswerFigures.Probability(explanation.BaseValue),
        [.. explanation.Contributions.Select(c => new ContributionDocument(c.Feature, c.Value, AnswerFigures.Probability(c.Contribution)))]);

    private static ModelDocument Of(ServedModel served) => new(served.Version, served.Model.Sha256);
}
