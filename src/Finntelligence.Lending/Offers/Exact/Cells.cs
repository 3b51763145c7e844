using Finntelligence.Lending.Offers.Searching;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers.Exact;

/// <summary>The cells of one search, and what holds in each. A cell is named by its row and its segment of amounts.</summary>
internal sealed class Cells
{
    // Far more than the rounding of a bound's arithmetic, far less than a cent.
    private const double Safety = 1e-9;

    private readonly ProductDefinition _product;
    private readonly OfferAxes _grid;
    private readonly LatticeAxes _axes;
    private readonly OfferSupport _support;
    private readonly ExactScratch _scratch;
    private readonly LatticeRange _range;
    private readonly double _greatestInstallment;
    private readonly OfferSupport.Strata _strata;
    private readonly CostProfile _profile;
    private readonly ExpectedProfit _profit;
    private readonly double _greatestDefault;
    private readonly double _leastAcceptance;
    private readonly TermCosts[] _costs;
    private readonly int[] _tierStarts = new int[Stretches.Tiers + 1];
    private readonly double _installmentFee;
    private readonly double _installmentDoubt;
    private (int Month, long First) _rowAsked = (-1, -1);
    private bool _rowCovered;
    private (int Month, long Rate) _ruleOf = (-1, -1);
    private RepaymentRule _rule;

    public Cells(
        ProductDefinition product,
        OfferAxes grid,
        LatticeAxes axes,
        OfferSupport support,
        Applicant applicant,
        LatticeRange range,
        double greatestInstallment,
        ExactScratch scratch)
    {
        (_product, _grid, _axes, _support, _scratch) = (product, grid, axes, support, scratch);
        (_range, _greatestInstallment) = (range, greatestInstallment);
        _strata = support.Of(applicant);
        _profile = grid.Prices.ProfileOf(applicant);
        _profit = new ExpectedProfit(_profile.LossGivenDefault);
        _greatestDefault = product.Policy.MaximumProbabilityOfDefault ?? double.PositiveInfinity;
        _leastAcceptance = product.Policy.MinimumProbabilityOfAcceptance ?? 0;
        _costs = [.. range.Months.Select(m => TermCosts.Of(product, _profile, grid.Months[m]))];
        _installmentFee = (double)product.Economics.Fees.Installment;
        // The installment is rounded by less than a step, and what it pays back, the interest and a fee, by less than a unit each.
        _installmentDoubt = (double)product.Economics.Rounding.Step + 2 * (double)product.Economics.Rounding.Unit;
        for (var amount = 0; amount < scratch.Amounts.Count; amount++)
            _tierStarts[ExactSearch.TierOf(scratch.Amounts.First(amount) - range.FirstAmount, range.Amounts) + 1] = amount + 1;
        // A tier without amounts begins where the one before it ends.
        for (var tier = 1; tier < _tierStarts.Length; tier++)
            _tierStarts[tier] = Math.Max(_tierStarts[tier], _tierStarts[tier - 1]);
    }

    /// <summary>Number of segments of amounts.</summary>
    public int Amounts => _scratch.Amounts.Count;

    /// <summary>Takes offers.</summary>
    public BestOffers Best => _scratch.Best;

    /// <summary>The least amount of a cell.</summary>
    public double Least(int amount) => _scratch.Amounts.FirstValues[amount];

    /// <summary>The greatest amount of a cell.</summary>
    public double Greatest(int amount) => _scratch.Amounts.LastValues[amount];

    /// <summary>The cells of an amount tier: the first, and after the last.</summary>
    public (int Start, int End) CellsOf(int tier) => (_tierStarts[tier], _tierStarts[tier + 1]);

    /// <summary>Whether some offer of a cell may be within the limit on the installment.</summary>
    public bool AnyAffordable(in CellRow row, int amount) =>
        double.IsPositiveInfinity(_greatestInstallment) || IsAffordable(row, row.Cheapest, row.First, amount, FirstAmount(amount), Least(amount));

    /// <summary>Whether history covers a cell.</summary>
    public bool IsSupported(in CellRow row, int amount)
    {
        if (_support.MeasuresAmount)
            return Covers(row, amount);
        if (_rowAsked != (row.Month, row.First))
            (_rowAsked, _rowCovered) = ((row.Month, row.First), Covers(row, amount));
        return _rowCovered;
    }

    /// <summary>Whether a probability of default is within the policy's limit.</summary>
    public bool IsSafe(double defaults) => defaults <= _greatestDefault;

    /// <summary>Whether a probability of acceptance is at least the policy's floor.</summary>
    public bool IsLikely(double acceptance) => acceptance >= _leastAcceptance;

    /// <summary>Probability of default in a cell.</summary>
    public double Default(in CellRow row, int amount) => _scratch.Risk.Probability(0, row.Position, amount);

    /// <summary>Probability of acceptance in a cell.</summary>
    public double Acceptance(in CellRow row, int amount) => _scratch.Acceptance.Probability(0, row.Position, amount);

    /// <summary>At least the expected profit of every offer of a run of cells.</summary>
    /// <param name="row">Of the cells.</param>
    /// <param name="start">The first.</param>
    /// <param name="end">After the last.</param>
    public double Bound(in CellRow row, int start, int end)
    {
        var (lowest, highest, slope) = (FeeOf(start), FeeOf(end - 1), row.Dearest.Margin);
        var (least, greatest) = (Least(start), Greatest(end - 1));
        // As for one cell, but that the fee's limits may divide the run: neither the fee nor what is financed falls as the amount rises.
        var financed = slope >= 0 ? highest.Financed(greatest) : lowest.Financed(least);
        return Raised(_profit.Bound(
            _scratch.Acceptance.Bounds(0, row.Position, start, end),
            _scratch.Risk.Bounds(0, row.Position, start, end),
            MarginBound(row, row.Dearest, financed, highest.Of(greatest)),
            ExposureBound(row, lowest, least)));
    }

    /// <summary>At least the expected profit of every offer of a cell.</summary>
    public double Bound(in CellRow row, int amount)
    {
        var (least, greatest, fee) = (Least(amount), Greatest(amount), FeeOf(amount));
        var margin = Math.Max(MarginBound(row, row.Dearest, fee, least), MarginBound(row, row.Dearest, fee, greatest));
        return Raised(_profit.Bound(
            _scratch.Acceptance.Bounds(0, row.Position, amount),
            _scratch.Risk.Bounds(0, row.Position, amount),
            margin,
            ExposureBound(row, fee, least)));
    }

    /// <summary>Bounds of the profits of a cell at one rate, as the amount goes.</summary>
    /// <param name="row">Of the cell.</param>
    /// <param name="price">At the rate.</param>
    /// <param name="amount">The cell.</param>
    /// <param name="acceptance">Its probability of acceptance.</param>
    /// <param name="defaults">Its probability of default.</param>
    public ProfitLine Line(in CellRow row, in SmoothPrice price, int amount, double acceptance, double defaults)
    {
        var fee = FeeOf(amount);
        var (least, greatest) = (Least(amount), Greatest(amount));
        // What is within the limit but for rounding.
        var step = (double)_product.Economics.Rounding.Step + (double)_product.Economics.Rounding.Unit;
        var most = fee.Amount((_greatestInstallment - (double)_product.Economics.Fees.Installment + step) / price.Installment)
            + (double)_product.Economics.Rounding.Unit;
        return new ProfitLine(
            At(row, price, fee, least, acceptance, defaults),
            At(row, price, fee, greatest, acceptance, defaults),
            least,
            greatest,
            Math.Clamp(most, least, greatest));
    }

    /// <summary>Prices at a rate.</summary>
    public SmoothPrice PriceOf(in CellRow row, long rate) => rate == row.Last ? row.Dearest
        : rate == row.First ? row.Cheapest
        : SmoothOf(row.Month, (double)_axes.Rates[rate]);

    /// <summary>Prices of a term at a rate.</summary>
    /// <param name="month">Position within the range.</param>
    /// <param name="rate">Percent.</param>
    public SmoothPrice SmoothOf(int month, double rate) =>
        SmoothPrice.Of(_product.Economics, _costs[month], rate / (_product.RatePeriod == RatePeriod.Year ? 1200 : 100));

    /// <summary>The greatest rate of a row at which an amount's level installment is affordable; one before the row's first if there is none.</summary>
    public long GreatestRate(CellRow row, int amount)
    {
        var position = FirstAmount(amount);
        return double.IsPositiveInfinity(_greatestInstallment) || IsAffordable(row, row.Dearest, row.Last, amount, position, Least(amount))
            ? row.Last
            : Positions.First(row.First, row.Last, rate => InstallmentOf(row, rate, position) > _greatestInstallment) - 1;
    }

    /// <summary>Position of the greatest amount of a cell whose level installment is affordable at a rate, its least one being so.</summary>
    public long GreatestAmount(in CellRow row, int amount, long rate)
    {
        var (first, last) = (_scratch.Amounts.First(amount), _scratch.Amounts.Last(amount));
        if (double.IsPositiveInfinity(_greatestInstallment))
            return last;
        var rule = RuleOf(row, rate);
        return (double)rule.InstallmentOf(AmountOf(last)) <= _greatestInstallment
            ? last
            : Positions.First(first, last, position => (double)rule.InstallmentOf(AmountOf(position)) > _greatestInstallment) - 1;
    }

    /// <summary>Position of a cell's greatest amount.</summary>
    public long LastAmount(int amount) => _scratch.Amounts.Last(amount);

    /// <summary>Position of a cell's least amount.</summary>
    public long FirstAmount(int amount) => _scratch.Amounts.First(amount);

    /// <summary>An amount.</summary>
    public double AmountAt(long position) => (double)AmountOf(position);

    /// <summary>An offer in full, by the same arithmetic as in the grid's search.</summary>
    /// <param name="row">Of its cell.</param>
    /// <param name="rate">Position.</param>
    /// <param name="amount">Position.</param>
    /// <param name="acceptance">Its probability of acceptance.</param>
    /// <param name="defaults">Its probability of default.</param>
    public ScoredOffer Offer(in CellRow row, long rate, long amount, double acceptance, double defaults)
    {
        var terms = new OfferTerms(AmountOf(amount), _costs[row.Month].Months, _axes.Rates[rate]);
        var rule = RuleOf(row, rate);
        var price = _costs[row.Month].Price(_product, rule, rule.Of(terms.Amount));
        return new ScoredOffer(terms, price, acceptance, defaults, _profit.Of(acceptance, defaults, price.Margin, price.Exposure));
    }

    /// <summary>Whether no installment of an offer is above the limit.</summary>
    public bool IsPayable(in ScoredOffer offer) => offer.Price.GreatestInstallment <= _greatestInstallment;

    // Whether an amount's level installment is within the limit. Only where the unrounded one leaves a doubt, the cents are counted.
    private bool IsAffordable(in CellRow row, in SmoothPrice price, long rate, int amount, long position, double value)
    {
        var installment = FeeOf(amount).Financed(value) * price.Installment + _installmentFee;
        var doubt = _installmentDoubt + Safety * installment;
        return installment + doubt <= _greatestInstallment
            || (installment - doubt <= _greatestInstallment && InstallmentOf(row, rate, position) <= _greatestInstallment);
    }

    private double InstallmentOf(in CellRow row, long rate, long amount) => (double)RuleOf(row, rate).InstallmentOf(AmountOf(amount));

    // Asked again and again for the rate that is searched.
    private RepaymentRule RuleOf(in CellRow row, long rate)
    {
        if (_ruleOf != (row.Month, rate))
            (_ruleOf, _rule) = ((row.Month, rate), new RepaymentRule(_product.Economics, _product.RatePeriod, _costs[row.Month].Months, _axes.Rates[rate]));
        return _rule;
    }

    private LinearFee FeeOf(int amount) => _product.Economics.Fees.Origination is null ? default : LinearFee.Of(_product.Economics.Fees.Origination, Least(amount), Greatest(amount));

    // With a fee that is financed, what is owed exceeds the amount; what is got of it is a fee.
    private double MarginBound(in CellRow row, in SmoothPrice price, in LinearFee fee, double amount) =>
        MarginBound(row, price, fee.Financed(amount), fee.Of(amount));

    private double MarginBound(in CellRow row, in SmoothPrice price, double financed, double fee)
    {
        var costs = _costs[row.Month];
        var margin = financed * price.Margin + fee + costs.InstallmentFees - costs.OperatingCost + price.MarginSlack;
        return margin + Safety * (1 + Math.Abs(margin));
    }

    // By the least rate of the row: it holds for all of its rates.
    private double ExposureBound(in CellRow row, in LinearFee fee, double amount) => _costs[row.Month].Weights is null
        ? amount
        : Math.Max(0, fee.Financed(amount) * row.Cheapest.Exposure * (1 - Safety) - row.Cheapest.ExposureSlack);

    private double At(in CellRow row, in SmoothPrice price, in LinearFee fee, double amount, double acceptance, double defaults) =>
        Raised(_profit.Of(acceptance, defaults, MarginBound(row, price, fee, amount), ExposureBound(row, fee, amount)));

    private decimal AmountOf(long position) => _range.Amount(_axes.Amounts, position);

    private static double Raised(double bound) => bound + Math.Abs(bound) * Safety;

    private bool Covers(in CellRow row, int amount) => _support.Covers(
        _strata, new OfferTerms(AmountOf(FirstAmount(amount)), _costs[row.Month].Months, _axes.Rates[row.First]));
}
