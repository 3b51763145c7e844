using Finntelligence.Lending.Offers.Searching;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers.Exact;

/// <summary>The cells of one search, and what holds in each. A cell is named by its row and its segment of amounts.</summary>
internal sealed class Cells(
    ProductDefinition product,
    OfferAxes grid,
    LatticeAxes axes,
    OfferSupport support,
    Applicant applicant,
    LatticeRange range,
    double greatestInstallment,
    ExactScratch scratch)
{
    private readonly OfferSupport.Strata _strata = support.Of(applicant);
    private readonly double _greatestDefault = product.Policy.MaximumProbabilityOfDefault ?? double.PositiveInfinity;
    private CellRow _rowAsked = new(-1, -1, -1, -1, default, default);
    private bool _rowCovered;

    /// <summary>Number of segments of amounts.</summary>
    public int Amounts => scratch.Amounts.Count;

    /// <summary>Takes offers.</summary>
    public BestOffers Best => scratch.Best;

    /// <summary>Per loan made.</summary>
    public double OperatingCost => grid.OperatingCost;

    /// <summary>Share of the amount.</summary>
    public double LossGivenDefault { get; } = (double)product.Economics.LossGivenDefault;

    /// <summary>What an installment may not exceed.</summary>
    public double GreatestInstallment => greatestInstallment;

    /// <summary>The least amount of a cell.</summary>
    public double Least(int amount) => scratch.Amounts.FirstValues[amount];

    /// <summary>The greatest amount of a cell.</summary>
    public double Greatest(int amount) => scratch.Amounts.LastValues[amount];

    /// <summary>The amount tier of a cell.</summary>
    public int Tier(int amount) => ExactSearch.TierOf(scratch.Amounts.First(amount) - range.FirstAmount, range.Amounts);

    /// <summary>Whether some offer of a cell is within the limit on the installment.</summary>
    public bool AnyAffordable(in CellRow row, int amount) => Least(amount) * row.Cheapest.Installment <= greatestInstallment;

    /// <summary>Whether history covers a cell.</summary>
    public bool IsSupported(in CellRow row, int amount)
    {
        if (support.MeasuresAmount)
            return Covers(row, amount);
        if (_rowAsked != row)
            (_rowAsked, _rowCovered) = (row, Covers(row, amount));
        return _rowCovered;
    }

    /// <summary>Whether a probability of default is within the policy's limit.</summary>
    public bool IsWithinPolicy(double defaults) => defaults <= _greatestDefault;

    /// <summary>Probability of default in a cell.</summary>
    public double Default(in CellRow row, int amount) => scratch.Risk.Probability(0, row.Position, amount);

    /// <summary>Probability of acceptance in a cell.</summary>
    public double Acceptance(in CellRow row, int amount) => scratch.Acceptance.Probability(0, row.Position, amount);

    /// <summary>At least the expected profit of every offer of a cell.</summary>
    public double Bound(in CellRow row, int amount)
    {
        var (least, greatest) = (Least(amount), Greatest(amount));
        var margin = Math.Max(row.Dearest.MarginOf(least, OperatingCost), row.Dearest.MarginOf(greatest, OperatingCost));
        return new ExpectedProfit(LossGivenDefault).Bound(
            scratch.Acceptance.Bounds(0, row.Position, amount), scratch.Risk.Bounds(0, row.Position, amount), margin, least);
    }

    /// <summary>Price of a loan of 1.</summary>
    public UnitPrice Unit(in CellRow row, long rate) => rate == row.Last ? row.Dearest
        : rate == row.First ? row.Cheapest
        : LoanPricing.Unit(product.Economics, product.RatePeriod, Months(row), (double)axes.Rates[rate]);

    /// <summary>The greatest rate of a row at which an amount is affordable; one before the row's first if there is none.</summary>
    public long GreatestRate(CellRow row, double amount) => amount * row.Dearest.Installment <= greatestInstallment
        ? row.Last
        : Positions.First(row.First, row.Last, rate => amount * Unit(row, rate).Installment > greatestInstallment) - 1;

    /// <summary>Position of the greatest amount of a cell that is affordable at a price, its least one being so.</summary>
    public long GreatestAmount(int amount, UnitPrice unit)
    {
        var (first, last) = (scratch.Amounts.First(amount), scratch.Amounts.Last(amount));
        return Greatest(amount) * unit.Installment <= greatestInstallment
            ? last
            : Positions.First(first, last, position => (double)axes.Amounts[position] * unit.Installment > greatestInstallment) - 1;
    }

    /// <summary>Position of a cell's greatest amount.</summary>
    public long LastAmount(int amount) => scratch.Amounts.Last(amount);

    /// <summary>Position of a cell's least amount.</summary>
    public long FirstAmount(int amount) => scratch.Amounts.First(amount);

    /// <summary>An offer in full, by the same arithmetic as in the grid's search.</summary>
    /// <param name="row">Of its cell.</param>
    /// <param name="rate">Position.</param>
    /// <param name="amount">Position.</param>
    /// <param name="unit">Its price.</param>
    /// <param name="acceptance">Its probability of acceptance.</param>
    /// <param name="defaults">Its probability of default.</param>
    public ScoredOffer Offer(in CellRow row, long rate, long amount, in UnitPrice unit, double acceptance, double defaults)
    {
        var terms = new OfferTerms(axes.Amounts[amount], Months(row), axes.Rates[rate]);
        var price = unit.Times((double)terms.Amount, OperatingCost);
        var profit = new ExpectedProfit(LossGivenDefault).Of(acceptance, defaults, price.Margin, (double)terms.Amount);
        return new ScoredOffer(terms, price, acceptance, defaults, profit);
    }

    private int Months(in CellRow row) => grid.Months[range.Months[row.Month]];

    private bool Covers(in CellRow row, int amount) =>
        support.Covers(_strata, new OfferTerms(axes.Amounts[FirstAmount(amount)], Months(row), axes.Rates[row.First]));
}
