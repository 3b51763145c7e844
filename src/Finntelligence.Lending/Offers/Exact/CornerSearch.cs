using Finntelligence.Lending.Offers.Searching;

namespace Finntelligence.Lending.Offers.Exact;

/// <summary>
/// Finds the best offer of every cell that may hold a better one than those found so far.
/// </summary>
/// <remarks>
/// Without rounding, with acceptance p and default d, the expected profit of amount a at rate r is p × ((1 − d) × margin − d × loss given
/// default × exposure), linear in a within a cell. The margin rises with r, and the exposure is taken at the row's least rate, which only
/// raises a bound. Where the profit falls with a, the least amount is best; where it rises, the greatest that the limit on the installment
/// L leaves. Along that limit the payments stay L and the payout falls as r rises, so the profit still rises with r: the best of each rate
/// falls as rates are tried downwards from the greatest at which the least amount is affordable. Payments are rounded, which moves a
/// profit by no more than <see cref="SmoothPrice"/> says; with that slack the bounds hold, and rates, and amounts at a rate, are tried
/// until even the bound is below the best profit found. So the answer is that of computing every offer.
/// </remarks>
internal sealed class CornerSearch(Cells cells) : ICellVisitor
{
    public void Visit(in CellRow row)
    {
        for (var tier = Stretches.Tiers - 1; tier >= 0; tier--)
        {
            var (start, end) = cells.CellsOf(tier);
            // Most tiers of most rows need no look at their cells.
            if (start == end || cells.Bound(row, start, end) < cells.Best.ProfitOf(row.Month, tier))
                continue;
            for (var amount = end - 1; amount >= start; amount--)
            {
                // A bound equal to the best profit may be an equal profit, which the customer's interest then decides.
                if (cells.Bound(row, amount) >= cells.Best.ProfitOf(row.Month, tier)
                    && cells.AnyAffordable(row, amount)
                    && cells.IsSupported(row, amount)
                    && cells.Default(row, amount) is var defaults && cells.IsSafe(defaults)
                    && cells.Acceptance(row, amount) is var acceptance && cells.IsLikely(acceptance))
                {
                    Search(row, tier, amount, acceptance, defaults);
                }
            }
        }
    }

    private void Search(in CellRow row, int tier, int amount, double acceptance, double defaults)
    {
        for (var rate = cells.GreatestRate(row, amount); rate >= row.First; rate--)
        {
            var line = cells.Line(row, cells.PriceOf(row, rate), amount, acceptance, defaults);
            if (!MayBeat(line.Best, row.Month, tier))
                return;
            var (first, last) = (cells.FirstAmount(amount), cells.GreatestAmount(row, amount, rate));
            for (var (step, position) = line.Rises ? (-1, last) : (1, first); position >= first && position <= last; position += step)
            {
                if (!MayBeat(line.At(cells.AmountAt(position)), row.Month, tier))
                    break;
                var offer = cells.Offer(row, rate, position, acceptance, defaults);
                if (cells.IsPayable(offer))
                    cells.Best.Add(row.Month, tier, offer);
            }
        }
    }

    // Which of the offers that earn nothing is the best is of no interest, once there is one.
    private bool MayBeat(double bound, int month, int tier)
    {
        var best = cells.Best.ProfitOf(month, tier);
        return bound >= best && (bound > 0 || double.IsNegativeInfinity(best));
    }
}
