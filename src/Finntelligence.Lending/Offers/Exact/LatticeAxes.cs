using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers.Exact;

/// <summary>
/// All amounts and rates that the exact search may offer, and where on them the history's answer changes, whoever asks. They hold
/// the grid's.
/// </summary>
internal sealed class LatticeAxes
{
    private const decimal AmountStep = 1;
    private const decimal RateStep = 0.01m;

    public LatticeAxes(ProductDefinition product, LoanModel risk, LoanModel acceptance)
    {
        var (amount, rate) = (product.Offer.Amount, product.Offer.Rate);
        var unit = product.Economics.Rounding.Unit;
        var step = Lattice.CommonStep(amount.Step, AmountStep % unit == 0 ? AmountStep : unit);
        Amounts = Lattice.Of(decimal.Ceiling(amount.Minimum / step) * step, amount.Maximum, step);
        Rates = Lattice.Of(rate.Minimum, rate.Maximum, Lattice.CommonStep(rate.Step, RateStep));
        SupportIndex[] history =
        [
            new(risk.Support, product.Risk.Support),
            new(acceptance.Support, product.Acceptance.Support),
        ];
        AmountBreaks =
        [
            .. history.SelectMany(h => Breaks(h, OfferVariable.Amount, Amounts))
                .Concat(LinearFee.Breaks(product.Economics.Fees.Origination).Select(a => Amounts.From(a))).Distinct().Order(),
        ];
        RateBreaks = [.. history.SelectMany(h => Breaks(h, OfferVariable.Rate, Rates)).Distinct().Order()];
    }

    /// <summary>Multiples of their step.</summary>
    public Lattice Amounts { get; }

    /// <summary>From the product's least rate on.</summary>
    public Lattice Rates { get; }

    /// <summary>Positions at which other rows of history come near or fall away, or a limit of the fee begins or ends.</summary>
    public ImmutableArray<long> AmountBreaks { get; }

    /// <summary>Positions at which other rows of history come near or fall away.</summary>
    public ImmutableArray<long> RateBreaks { get; }

    /// <summary>The offers that the product has for an applicant, before any constraint and policy.</summary>
    /// <param name="months">Terms, as in the grid.</param>
    /// <param name="limits">Least and greatest amount; null for no amount.</param>
    /// <param name="offGrid">The amount that is one of the offers though the grid does not hold it; null without one.</param>
    public LatticeRange For(ImmutableArray<int> months, (decimal Least, decimal Greatest)? limits, decimal? offGrid)
    {
        if (limits is not var (least, greatest))
            return new LatticeRange(0, 0, months, Rates.Count);
        var first = Amounts.From(least);
        var offLattice = Amounts.Holds(offGrid) ? null : offGrid;
        return new LatticeRange(first, Math.Max(0, Amounts.UpTo(greatest) - first) + (offLattice is null ? 0 : 1), months, Rates.Count)
        {
            OffLattice = offLattice,
        };
    }

    /// <summary>The part of a range within the limits of a request and a rate cap; the limit on the installment is not applied here.</summary>
    /// <param name="range">To be narrowed.</param>
    /// <param name="months">Terms that the request leaves.</param>
    /// <param name="constraints">Of the request.</param>
    /// <param name="rateCap">Greatest rate, inclusive; null without one.</param>
    public LatticeRange Within(in LatticeRange range, ImmutableArray<int> months, OfferConstraints constraints, decimal? rateCap)
    {
        var first = Math.Max(range.FirstAmount, constraints.MinimumAmount is { } least ? Amounts.From(least) : 0);
        var end = Math.Min(range.FirstAmount + range.OnLattice, constraints.MaximumAmount is { } most ? Amounts.UpTo(most) : Amounts.Count);
        var offLattice = range.OffLattice < constraints.MinimumAmount || range.OffLattice > constraints.MaximumAmount ? null : range.OffLattice;
        var rates = Math.Min(
            constraints.MaximumRate is { } limit ? Rates.UpTo(limit) : range.Rates, rateCap is { } cap ? Rates.UpTo(cap) : range.Rates);
        return new LatticeRange(first, Math.Max(0, end - first) + (offLattice is null ? 0 : 1), months, rates) { OffLattice = offLattice };
    }

    // Near a value of history lies a run of positions: it begins at one break and ends at another.
    private static IEnumerable<long> Breaks(SupportIndex history, OfferVariable variable, Lattice axis)
    {
        foreach (var seen in history.SeenOf(variable))
        {
            yield return Positions.First(0, axis.Count, k => (double)axis[k] >= seen || history.IsNear(variable, seen, (double)axis[k]));
            yield return Positions.First(0, axis.Count, k => (double)axis[k] > seen && !history.IsNear(variable, seen, (double)axis[k]));
        }
    }
}
