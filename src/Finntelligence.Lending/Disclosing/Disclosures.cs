using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Lending.Disclosing;

/// <summary>Words a decision as the law wants the customer told.</summary>
public static class Disclosures
{
    private static readonly ImmutableArray<DisclosureLine> OfOffer =
    [
        DisclosureLine.AmountOfCredit, DisclosureLine.Duration, DisclosureLine.Payments, DisclosureLine.TotalPayable, DisclosureLine.BorrowingRate,
        DisclosureLine.Apr, DisclosureLine.AprAssumptions, DisclosureLine.TotalCost, DisclosureLine.Personalised, DisclosureLine.HumanReview,
        DisclosureLine.Explanation,
    ];

    private static readonly ImmutableArray<DisclosureLine> OfDecline =
        [DisclosureLine.Refusal, DisclosureLine.Personalised, DisclosureLine.HumanReview, DisclosureLine.Explanation];

    /// <summary>The disclosure of an offer or a decline.</summary>
    public static LoanDisclosure Of(ProductDefinition product, Decision decision)
    {
        var placeholders = decision.Offer is { } offer
            ? Figures(product, offer)
            : new Dictionary<string, string> { ["reasons"] = string.Join(' ', decision.Reasons.Select(r => Sentence(r.Text))) };
        return new LoanDisclosure(
            DisclosureArticles.Directive,
            decision.Offer is null ? null : FiguresOf(decision.Offer),
            [
                .. from language in product.Disclosure.Languages
                   from line in decision.Offer is null ? OfDecline : OfOffer
                   select new DisclosedLine(
                       line, DisclosureArticles.Of(line), language.Language, Placeholders.Fill(language.Texts[(int)line], placeholders)),
            ]);
    }

    private static DisclosedFigures FiguresOf(PricedOffer offer) => new(
        offer.Repayments.PaidOut,
        offer.Terms.Months,
        offer.Terms.Months,
        offer.Repayments.Installment,
        offer.Repayments.FinalInstallment,
        offer.Repayments.TotalPayable,
        offer.Terms.Rate,
        AnswerFigures.Money(offer.Apr),
        offer.Repayments.TotalCost);

    private static Dictionary<string, string> Figures(ProductDefinition product, PricedOffer offer) => new()
    {
        ["amountOfCredit"] = Money(offer.Repayments.PaidOut),
        ["currency"] = product.Currency,
        ["months"] = Text($"{offer.Terms.Months}"),
        ["levelInstallments"] = Text($"{offer.Terms.Months - 1}"),
        ["installment"] = Money(offer.Repayments.Installment),
        ["finalInstallment"] = Money(offer.Repayments.FinalInstallment),
        ["totalPayable"] = Money(offer.Repayments.TotalPayable),
        ["rate"] = Text($"{offer.Terms.Rate:0.####}"),
        ["apr"] = Text($"{AnswerFigures.Money(offer.Apr):0.00}"),
        ["totalCost"] = Money(offer.Repayments.TotalCost),
        ["fees"] = Money(offer.Repayments.TotalFees),
    };

    // Reasons are phrases or sentences, as the product words them.
    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";

    private static string Money(decimal sum) => Text($"{sum:0.00}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
