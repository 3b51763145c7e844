using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers.Searching;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>
/// Pricing by cost and risk alone (<see cref="Policy.Markup"/>), for histories that cannot tell what a rate does: the least rate at which a loan, once
/// taken, pays for its funds, its costs and its expected loss, and the declared mark-up on it. How likely the offer is to be taken decides nothing.
/// </summary>
internal sealed class MarkupStep
{
    private readonly OfferAxes _axes;
    private readonly GridSearch _search;
    private readonly NearlyEqual? _nearlyEqual;

    private MarkupStep(OfferAxes axes, GridSearch search, decimal points, NearlyEqual? nearlyEqual, ImmutableArray<ModelKind> models) =>
        (_axes, _search, _nearlyEqual, Pricing) = (axes, search, nearlyEqual, new MarkupPricing(points, models));

    /// <summary>What the answer says of it.</summary>
    public MarkupPricing Pricing { get; }

    /// <summary>Null where offers are priced by their expected profit: no mark-up is declared, or both models know what a rate does.</summary>
    public static MarkupStep? Of(ProductDefinition product, OfferAxes axes, GridSearch search, LoanModel risk, LoanModel acceptance)
    {
        if (product.Policy.Markup is not { } markup)
            return null;
        // A model that nobody examined claims nothing, and so knows nothing.
        ImmutableArray<ModelKind> guessing =
        [
            .. new[] { acceptance, risk }.Where(m => m.Manifest.Identification?.Verdict is not (PriceVerdict.Randomised or PriceVerdict.Identified)).Select(m => m.Kind),
        ];
        return guessing.IsEmpty ? null : new MarkupStep(axes, search, markup.Points, product.Policy.NearlyEqual, guessing);
    }

    /// <summary>
    /// An offer for each term, of the greatest amount for which there is any: the least feasible rate that is not below cost, risk and mark-up, or the
    /// greatest that still pays for cost and risk. The lowest rate first, then the shortest term; before them the one that policy.nearlyEqual prefers.
    /// Empty where nothing feasible pays for cost and risk.
    /// </summary>
    /// <param name="applicant">Who asks.</param>
    /// <param name="range">What was searched.</param>
    /// <param name="greatestInstallment">As in the search.</param>
    /// <param name="scratch">Of the search.</param>
    public List<ScoredOffer> Offers(Applicant applicant, in OfferRange range, double greatestInstallment, SearchScratch scratch)
    {
        var offers = new List<ScoredOffer>();
        if (range.Count == 0)
            return offers;
        var feasibility = _search.FeasibilityOf(applicant, range, greatestInstallment, scratch);
        for (var amount = range.Amounts - 1; amount >= 0 && offers.Count == 0; amount--)
        {
            for (var month = 0; month < range.Months.Length; month++)
            {
                if (Offer(range, feasibility, month, amount, scratch) is { } offer)
                    offers.Add(offer);
            }
        }

        // A lower installment over more months would be the dearer loan at the same rate.
        offers.Sort((a, b) => (a.Terms.Rate, a.Terms.Months).CompareTo((b.Terms.Rate, b.Terms.Months)));
        if (_nearlyEqual is { } rule && offers.Count > 1)
            PutFirst(offers, Preferred(offers, rule, feasibility));
        return offers;
    }

    // Of the terms whose loan, once taken, earns nearly what that of the lowest rate earns. How much an offer earns by being taken more often is not known,
    // so it does not count; and where it is not known what a rate does to take-up, the lowest rate stands for the greatest.
    private int Preferred(List<ScoredOffer> offers, NearlyEqual rule, in Feasibility feasibility)
    {
        var (preferred, least) = (0, rule.Least(OnceTaken(offers[0], feasibility)));
        for (var i = 1; i < offers.Count; i++)
        {
            var isPreferred = rule.Prefer == Preference.ShorterTerm
                ? offers[i].Terms.Months < offers[preferred].Terms.Months
                : !Pricing.Guessing.Contains(ModelKind.Acceptance) && offers[i].Acceptance > offers[preferred].Acceptance;
            if (isPreferred && OnceTaken(offers[i], feasibility) >= least)
                preferred = i;
        }

        return preferred;
    }

    private static double OnceTaken(in ScoredOffer offer, in Feasibility feasibility) =>
        feasibility.Profit.Of(1, offer.Default, offer.Price.Margin, offer.Price.Exposure);

    private static void PutFirst(List<ScoredOffer> offers, int place)
    {
        var first = offers[place];
        offers.RemoveAt(place);
        offers.Insert(0, first);
    }

    /// <summary>The offer to make, which is put first; null where there is none.</summary>
    /// <param name="offers">As <see cref="Offers"/> has them.</param>
    /// <param name="askedMonths">The term that was asked for, which is made where it can be; null for none.</param>
    public static ScoredOffer? Choose(List<ScoredOffer> offers, int? askedMonths)
    {
        if (offers.Count == 0)
            return null;
        var asked = offers.FindIndex(o => o.Terms.Months == askedMonths);
        if (asked > 0)
            PutFirst(offers, asked);

        return offers[0];
    }

    private ScoredOffer? Offer(in OfferRange range, in Feasibility feasibility, int month, int amount, SearchScratch scratch)
    {
        decimal? wanted = null;
        ScoredOffer? best = null;
        for (var rate = 0; rate < range.Rates; rate++)
        {
            var offer = _search.Offer(range, feasibility, month, rate, amount, scratch);
            if (OnceTaken(offer, feasibility) <= 0)
                continue;
            wanted ??= _axes.Rates[rate] + Pricing.Points;
            if (!feasibility.IsFeasible(offer.Price, month, rate, amount))
                continue;
            best = offer;
            if (_axes.Rates[rate] >= wanted)
                break;
        }

        return best;
    }
}

/// <summary>That an offer was priced by cost and risk alone, and why.</summary>
/// <param name="Points">The mark-up on the rate that pays for cost and risk, percentage points per rate period.</param>
/// <param name="Guessing">The models whose history cannot tell what a rate does; at least one.</param>
public sealed record MarkupPricing(decimal Points, ImmutableArray<ModelKind> Guessing)
{
    /// <summary>For people.</summary>
    public string Sentence =>
        $"What a rate does to {string.Join(" and ", Guessing.Select(kind => kind == ModelKind.Acceptance ? "take-up" : "default"))} cannot be known from this history, so the rate is that "
        + FormattableString.Invariant($"which pays for cost and risk, and {Points:0.####} points.");
}
