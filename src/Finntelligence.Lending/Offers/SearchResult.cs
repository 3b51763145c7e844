using System.Collections.Immutable;

namespace Finntelligence.Lending.Offers;

/// <summary>What a search has found so far: the best offer of every term and amount tier, and what stood in the way of the rest.</summary>
/// <param name="grid">What is searched.</param>
internal sealed class SearchResult(OfferGrid grid)
{
    /// <summary>Tiers are quarters of the amounts searched.</summary>
    private const int Tiers = 4;

    private readonly ScoredOffer?[,] _best = new ScoredOffer?[grid.Months.Length, Tiers];

    /// <summary>Offers that limits, policy and support leave.</summary>
    public int Feasible { get; private set; }

    /// <summary>Offers that limits leave and history does not cover.</summary>
    public int OutsideSupport { get; set; }

    /// <summary>Least installment of all offers, feasible or not.</summary>
    public double LeastInstallment { get; private set; } = double.PositiveInfinity;

    /// <summary>Whether a feasible offer earns anything when it is taken and repaid.</summary>
    public bool AnyMargin { get; private set; }

    /// <summary>Of the offers that only the limit on the probability of default excludes, the one nearest to it.</summary>
    public ScoredOffer? LeastRisky { get; private set; }

    /// <summary>The feasible offer with the greatest expected profit.</summary>
    public ScoredOffer? Best => BestOf(_best.Cast<ScoredOffer?>());

    public void SawInstallment(double installment) => LeastInstallment = Math.Min(LeastInstallment, installment);

    public void AddFeasible(int month, int amount, in ScoredOffer offer)
    {
        Feasible++;
        AnyMargin |= offer.Price.Margin > 0;
        ref var best = ref _best[month, Tier(amount)];
        if (best is not { } other || offer.IsBetterThan(other))
            best = offer;
    }

    public void AddTooRisky(in ScoredOffer offer)
    {
        if (LeastRisky is not { } other || offer.Default < other.Default || (offer.Default == other.Default && offer.IsKinderThan(other)))
            LeastRisky = offer;
    }

    /// <summary>The best offer of each other term, and of each other amount tier at the same term; profitable ones only, best first.</summary>
    public ImmutableArray<ScoredOffer> AlternativesTo(in ScoredOffer chosen)
    {
        var alternatives = new List<ScoredOffer>();
        for (var m = 0; m < grid.Months.Length; m++)
        {
            var tiers = Enumerable.Range(0, Tiers).Select(t => _best[m, t]);
            if (grid.Months[m] != chosen.Terms.Months)
                tiers = [BestOf(tiers)];
            foreach (var offer in tiers.OfType<ScoredOffer>())
            {
                if (offer.Profit > 0 && offer.Terms != chosen.Terms)
                    alternatives.Add(offer);
            }
        }

        alternatives.Sort((x, y) => x.IsBetterThan(y) ? -1 : y.IsBetterThan(x) ? 1 : 0);
        return [.. alternatives];
    }

    private int Tier(int amount) => amount * Tiers / grid.Amounts.Length;

    private static ScoredOffer? BestOf(IEnumerable<ScoredOffer?> offers)
    {
        ScoredOffer? best = null;
        foreach (var offer in offers)
        {
            if (offer is { } candidate && (best is not { } other || candidate.IsBetterThan(other)))
                best = candidate;
        }

        return best;
    }
}
