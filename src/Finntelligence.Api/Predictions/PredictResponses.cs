using System.Text.Json;
using Finntelligence.Api.Experimenting;
using Finntelligence.Api.Pool;
using Finntelligence.Lending.Disclosing;
using Finntelligence.Lending.Explanations;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Api.Predictions;

/// <summary>Turns a decision into the document a client gets.</summary>
internal static class PredictResponses
{
    /// <summary>Of a decision without an experiment.</summary>
    public static PredictResponse Of(Guid decisionId, OfferRequest request, Decision decision, ModelSnapshot snapshot) =>
        Of(decisionId, request, PricedDecision.Plain(decision), snapshot);

    public static PredictResponse Of(Guid decisionId, OfferRequest request, PricedDecision priced, ModelSnapshot snapshot) =>
        Of(decisionId, request, priced.Decision, snapshot.Product, ModelsOf(snapshot)) with
        {
            Experiment = priced.Drawn is { } drawn ? Of(drawn, priced.Propensity) : null,
        };

    public static PredictResponse Of(
        Guid decisionId, OfferRequest request, Decision decision, ProductDefinition product, ModelsDocument models) => new()
        {
            DecisionId = decisionId,
            Decision = decision.Offer is null ? PredictResponse.DeclineDecision : PredictResponse.OfferDecision,
            Offer = decision.Offer is { } offer ? Of(offer, product.Economics.Fees) : null,
            Reasons = decision.Offer is null || !decision.Reasons.IsEmpty
            ? [.. decision.Reasons.Select(r => new ReasonDocument(r.Code, r.Feature, r.Text))]
            : null,
            Alternatives = request.Alternatives > 0 ? [.. decision.Alternatives.Select(a => Of(a, product.Economics.Fees))] : null,
            Markup = decision.Markup is { } markup ? new MarkupDocument((double)markup.Points, markup.Sentence) : null,
            Search = new SearchDocument(
            decision.Search.OffersConsidered, decision.Search.OffersFeasible, decision.Search.OffersOutsideSupport)
            {
                Exact = decision.Search.Exact is { } exact ? Of(exact) : null,
                RateReach = decision.Search.Reach is { } reach ? new RateReachDocument(Math.Round(reach.Lowest, 4), Math.Round(reach.Highest, 4)) : null,
                MonthsReach = decision.Search.MonthsReach is { } terms ? new MonthsReachDocument(terms.Lowest, terms.Highest) : null,
                KeepsAmount = decision.Search.KeepsAmount ? true : null,
            },
            RateCard = decision.RateCard is { } card ? Of(card) : null,
            Disclosure = request.Disclosure ? Of(Disclosures.Of(product, decision), product.Currency) : null,
            Explanation = decision.Explanation is { } e ? new ExplanationDocument(Of(e.Default), Of(e.Acceptance)) : null,
            Models = models,
        };

    public static ModelsDocument ModelsOf(ModelSnapshot snapshot) => new(Of(snapshot.Risk), Of(snapshot.Acceptance))
    {
        RateCard = snapshot.RateCard is { } card ? new ModelDocument(card.Version, card.Published.Sha256) : null,
    };

    private static RateCardDocument Of(CardComparison card) => new(
        JsonNamingPolicy.CamelCase.ConvertName($"{card.Use}"), card.Cell, (double?)card.Rate, Of(card.ByCard), Of(card.OneByOne), (double?)card.RateDifference,
        AnswerFigures.Money(card.ProfitDifference));

    private static ComparedOfferDocument? Of(ComparedOffer? offer) => offer is null ? null : new ComparedOfferDocument(
        (double)offer.Terms.Amount, offer.Terms.Months, (double)offer.Terms.Rate, AnswerFigures.Probability(offer.ProbabilityOfAcceptance),
        AnswerFigures.Probability(offer.ProbabilityOfDefault), AnswerFigures.Money(offer.ExpectedProfit));

    private static ExactSearchDocument Of(ExactSummary exact) => new(
        (double)exact.AmountStep,
        (double)exact.RateStep,
        exact.GridExpectedProfit is { } profit ? AnswerFigures.Money(profit) : null,
        AnswerFigures.Money(exact.Gain));

    private static OfferDocument Of(PricedOffer offer, Fees fees) => new()
    {
        Amount = (double)offer.Terms.Amount,
        Months = offer.Terms.Months,
        Rate = (double)offer.Terms.Rate,
        Installment = (double)offer.Repayments.Installment,
        FinalInstallment = (double)offer.Repayments.FinalInstallment,
        TotalInterest = (double)offer.Repayments.TotalInterest,
        TotalPayable = (double)offer.Repayments.TotalPayable,
        Fees = fees.Any ? Of(fees, offer.Repayments) : null,
        Apr = AnswerFigures.Money(offer.Apr),
        ProbabilityOfAcceptance = AnswerFigures.Probability(offer.ProbabilityOfAcceptance),
        ProbabilityOfDefault = AnswerFigures.Probability(offer.ProbabilityOfDefault),
        Margin = AnswerFigures.Money(offer.Margin),
        ExpectedLoss = AnswerFigures.Money(offer.ExpectedLoss),
        ExpectedProfit = AnswerFigures.Money(offer.ExpectedProfit),
        Schedule = offer.Schedule.IsEmpty ? null : [.. offer.Schedule.Select(Of)],
    };

    private static FeesDocument Of(Fees fees, in Repayments repayments) => new(
        (double)repayments.OriginationFee,
        fees.Origination is { } origination ? JsonNamingPolicy.CamelCase.ConvertName($"{origination.Collected}") : null,
        (double)repayments.InstallmentFee,
        (double)repayments.TotalFees,
        (double)repayments.PaidOut);

    private static PaymentDocument Of(ScheduledPayment line) => new(
        line.Number, line.Months, (double)line.Payment, (double)line.Interest, (double)line.Fee, (double)line.Principal, (double)line.Balance);

    private static DisclosureDocument Of(LoanDisclosure disclosure, string currency) => new(
        disclosure.Directive,
        disclosure.Figures is { } figures ? Of(figures, currency) : null,
        [.. disclosure.Lines.Select(l => new DisclosedLineDocument(JsonNamingPolicy.CamelCase.ConvertName($"{l.Line}"), l.Article, l.Language, l.Text))]);

    private static DisclosedFiguresDocument Of(DisclosedFigures figures, string currency) => new()
    {
        AmountOfCredit = (double)figures.AmountOfCredit,
        Currency = currency,
        Months = figures.Months,
        Installments = figures.Installments,
        Installment = (double)figures.Installment,
        FinalInstallment = (double)figures.FinalInstallment,
        TotalPayable = (double)figures.TotalPayable,
        BorrowingRate = (double)figures.BorrowingRate,
        Apr = figures.Apr,
        TotalCost = (double)figures.TotalCost,
    };

    private static ModelExplanationDocument Of(ModelExplanation explanation) => new(
        AnswerFigures.Probability(explanation.BaseValue),
        [.. explanation.Contributions.Select(c => new ContributionDocument(c.Feature, c.Value, AnswerFigures.Probability(c.Contribution)))]);

    private static ExperimentDocument Of(DrawnPrice drawn, double propensity) => new(
        drawn.Version, drawn.Arm, propensity, AnswerFigures.Money(drawn.GivenUp),
        [.. drawn.Support.Select(o => new SupportDocument((double)o.Offer.Terms.Amount, o.Offer.Terms.Months, (double)o.Offer.Terms.Rate, o.Probability))]);

    private static ModelDocument Of(ServedModel served) => new(served.Version, served.Model.Sha256);
}
