namespace Finntelligence.Lending.Offers.Exact;

/// <summary>
/// Finds the best offer of every cell that may hold a better one than those found so far.
/// </summary>
/// <remarks>
/// With acceptance p and default d the expected profit of amount a at rate r is p × (a × s(r) − (1 − d) × operating cost), where
/// s(r) = (1 − d) × m(r) − d × loss given default and m, the margin of a loan of 1, rises with r. Where s is not positive the least
/// amount is best, and no offer earns anything. Where it is, more of both is better, up to the limit on the installment a × u(r) ≤ L.
/// By both conventions of interest m = F × u − 1 with the annuity factor F at the cost of funds, so along that limit the profit,
/// p × (L × s / u − …), rises with the rate: the best offer is the greatest affordable amount at the greatest rate at which the least
/// amount is affordable. But amounts are whole steps: what the step leaves unused may make a little lower rate better. So rates are
/// tried downwards until even an amount without steps could not earn more.
/// </remarks>
internal sealed class CornerSearch(Cells cells) : ICellVisitor
{
    // Far more than the rounding of a bound, far less than the difference that a step of the rate makes.
    private const double Rounding = 1e-9;

    public void Visit(in CellRow row)
    {
        for (var amount = cells.Amounts - 1; amount >= 0; amount--)
        {
            // A bound equal to the best profit may be an equal profit, which the customer's interest then decides.
            if (cells.AnyAffordable(row, amount)
                && cells.Bound(row, amount) >= cells.Best.ProfitOf(row.Month, cells.Tier(amount))
                && cells.IsSupported(row, amount)
                && cells.Default(row, amount) is var defaults && cells.IsWithinPolicy(defaults))
            {
                Search(row, amount, cells.Acceptance(row, amount), defaults);
            }
        }
    }

    private void Search(in CellRow row, int amount, double acceptance, double defaults)
    {
        var tier = cells.Tier(amount);
        for (var rate = cells.GreatestRate(row, cells.Least(amount)); rate >= row.First; rate--)
        {
            var unit = cells.Unit(row, rate);
            var slope = (1 - defaults) * unit.Margin - defaults * cells.LossGivenDefault;
            if (!(slope > 0))
            {
                cells.Best.Add(row.Month, tier, cells.Offer(row, rate, cells.FirstAmount(amount), unit, acceptance, defaults));
                return;
            }

            var most = Math.Min(cells.Greatest(amount), cells.GreatestInstallment / unit.Installment);
            var bound = acceptance * (slope * most - (1 - defaults) * cells.OperatingCost);
            if (bound + Math.Abs(bound) * Rounding < cells.Best.ProfitOf(row.Month, tier))
                return;
            var greatest = cells.GreatestAmount(amount, unit);
            cells.Best.Add(row.Month, tier, cells.Offer(row, rate, greatest, unit, acceptance, defaults));
            if (greatest == cells.LastAmount(amount))
                return;
        }
    }
}
