using Finntelligence.Lending.Offers.Searching;

namespace Finntelligence.Lending.Offers.Exact;

/// <summary>Finds what stood in the way of an offer, as <see cref="DeclineFindings"/> does on the grid.</summary>
internal sealed class CellFindings(Cells cells) : ICellVisitor
{
    /// <summary>Of all offers, feasible or not.</summary>
    public double LeastInstallment { get; private set; } = double.PositiveInfinity;

    /// <summary>Whether a feasible offer earns anything when it is taken and repaid.</summary>
    public bool AnyMargin { get; private set; }

    /// <summary>Of the offers that only the limits on both probabilities exclude, the one of the least probability of default.</summary>
    public ScoredOffer? LeastRisky { get; private set; }

    /// <summary>Whether the floor of the probability of acceptance alone excludes some offer.</summary>
    public bool Unlikely { get; private set; }

    public void Visit(in CellRow row)
    {
        LeastInstallment = Math.Min(LeastInstallment, cells.Offer(row, row.First, cells.FirstAmount(0), 0, 0).Price.GreatestInstallment);
        for (var amount = 0; amount < cells.Amounts && cells.AnyAffordable(row, amount); amount++)
        {
            if (!cells.IsSupported(row, amount))
                continue;
            var defaults = cells.Default(row, amount);
            var (safe, likely) = (cells.IsSafe(defaults), cells.IsLikely(cells.Acceptance(row, amount)));
            Unlikely = Unlikely || (safe && !likely);
            if (safe && likely)
                AnyMargin = AnyMargin || Earns(row, amount);
            else if (LeastRisky is not { } least || defaults <= least.Default)
                LessRisky(row, amount, defaults);
        }
    }

    private bool Earns(in CellRow row, int amount)
    {
        var rate = cells.GreatestRate(row, amount);
        return cells.Offer(row, rate, cells.GreatestAmount(row, amount, rate), 0, 0).Price.Margin > 0
            || cells.Offer(row, rate, cells.FirstAmount(amount), 0, 0).Price.Margin > 0;
    }

    private void LessRisky(in CellRow row, int amount, double defaults)
    {
        var offer = cells.Offer(row, row.First, cells.FirstAmount(amount), cells.Acceptance(row, amount), defaults);
        if (LeastRisky is not { } least || defaults < least.Default || offer.IsKinderThan(least))
            LeastRisky = offer;
    }
}
