namespace Finntelligence.Lending.Offers.Searching;

/// <summary>The best feasible offer of every term and amount tier: the best of all and its alternatives are among them.</summary>
internal sealed class BestOffers
{
    private ScoredOffer[] _best = [];
    private bool[] _found = [];
    private ScoredOffer[] _alternatives = [];
    private int _groups;

    /// <summary>Offers that limits, policy and support leave.</summary>
    public int Feasible { get; set; }

    /// <summary>Offers that limits leave and history does not cover.</summary>
    public int OutsideSupport { get; set; }

    /// <summary>Starts a search over a number of terms.</summary>
    public void Clear(int months)
    {
        _groups = months * Stretches.Tiers;
        if (_best.Length < _groups)
            (_best, _found, _alternatives) = (new ScoredOffer[_groups], new bool[_groups], new ScoredOffer[_groups]);
        _found.AsSpan(0, _groups).Clear();
        (Feasible, OutsideSupport) = (0, 0);
    }

    /// <summary>Expected profit of the best of a term and tier so far; −∞ before any.</summary>
    public double ProfitOf(int month, int tier) =>
        _found[month * Stretches.Tiers + tier] ? _best[month * Stretches.Tiers + tier].Profit : double.NegativeInfinity;

    /// <summary>Takes a feasible offer.</summary>
    public void Add(int month, int tier, in ScoredOffer offer)
    {
        var group = month * Stretches.Tiers + tier;
        if (_found[group] && !offer.IsBetterThan(_best[group]))
            return;
        (_best[group], _found[group]) = (offer, true);
    }

    /// <summary>The best offers found by another search over the same terms.</summary>
    /// <param name="other">Has found them.</param>
    /// <param name="month">Of which term.</param>
    /// <param name="tierOf">The amount tier of an offer in this search.</param>
    public void AddFrom(BestOffers other, int month, Func<ScoredOffer, int> tierOf)
    {
        for (var tier = 0; tier < Stretches.Tiers; tier++)
        {
            var group = month * Stretches.Tiers + tier;
            if (other._found[group])
                Add(month, tierOf(other._best[group]), other._best[group]);
        }
    }

    /// <summary>The feasible offer with the greatest expected profit, profitable or not.</summary>
    public bool TryBest(out ScoredOffer best) => TryBest(0, _groups, out best);

    /// <summary>The same of one term.</summary>
    public bool TryBest(int month, out ScoredOffer best) => TryBest(month * Stretches.Tiers, (month + 1) * Stretches.Tiers, out best);

    /// <summary>The best offer of each other term, and of each other amount tier at the same term; profitable ones only, best first.</summary>
    /// <param name="chosen">The best of all.</param>
    /// <param name="most">No more than this.</param>
    /// <returns>Valid until the next search.</returns>
    public ReadOnlySpan<ScoredOffer> AlternativesTo(in ScoredOffer chosen, int most)
    {
        var sorted = _alternatives.AsSpan(0, Math.Min(most, _groups));
        var count = 0;
        for (var month = 0; month < _groups; month += Stretches.Tiers)
        {
            if (!TryBest(month, month + Stretches.Tiers, out var ofTerm))
                continue;
            if (ofTerm.Terms.Months != chosen.Terms.Months)
            {
                Insert(ofTerm, sorted, ref count);
                continue;
            }

            for (var group = month; group < month + Stretches.Tiers; group++)
            {
                if (_found[group] && _best[group].Terms != chosen.Terms)
                    Insert(_best[group], sorted, ref count);
            }
        }

        return sorted[..count];
    }

    private static void Insert(in ScoredOffer offer, Span<ScoredOffer> sorted, ref int count)
    {
        if (!(offer.Profit > 0))
            return;
        var at = count;
        while (at > 0 && offer.IsBetterThan(sorted[at - 1]))
            at--;
        if (at == sorted.Length)
            return;
        count = Math.Min(count + 1, sorted.Length);
        for (var i = count - 1; i > at; i--)
            sorted[i] = sorted[i - 1];
        sorted[at] = offer;
    }

    private bool TryBest(int from, int to, out ScoredOffer best)
    {
        var at = -1;
        for (var group = from; group < to; group++)
        {
            if (_found[group] && (at < 0 || _best[group].IsBetterThan(_best[at])))
                at = group;
        }

        best = at < 0 ? default : _best[at];
        return at >= 0;
    }
}
