using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>
/// The price of every offer of a product's grid, by the payments that are really made: worked out once, since no applicant changes it
/// but by a category. Offers stand by term, then rate, then amount. Immutable.
/// </summary>
internal sealed class OfferPrices
{
    private readonly ProductDefinition _product;
    private readonly Economics _economics;
    private readonly int _rates;
    private readonly int _amounts;
    private readonly double[] _installments;
    private readonly double[] _finals;
    private readonly double[] _finalExcess;
    private readonly double[][] _margins;
    private readonly double[][] _marginDip;
    private readonly double[][] _operatingCosts;
    private readonly TermCosts[][] _costs;
    private readonly SmoothPrice[][] _smooth;
    private readonly double[] _exposures;
    private readonly double[] _exposureDip;
    private readonly bool _exposureIsAmount;
    private readonly CostCode _funds;
    private readonly CostCode _operating;
    private readonly int? _lossFeature;

    public OfferPrices(ProductDefinition product, OfferAxes axes)
    {
        _product = product;
        _economics = product.Economics;
        (_rates, _amounts) = (axes.Rates.Length, axes.Amounts.Length);
        (_funds, _operating) = (CostCode.Of(product, _economics.CostOfFundsBy), CostCode.Of(product, _economics.OperatingCostBy));
        _lossFeature = _economics.LossGivenDefaultBy is { } loss ? product.PositionOf(loss.Feature) : null;
        var rows = axes.Months.Length * _rates;
        var funds = _economics.CostOfFundsBy?.Codes ?? 1;
        _operatingCosts =
        [
            .. Enumerable.Range(0, _economics.OperatingCostBy?.Codes ?? 1)
                .Select(code => axes.Months.Select(m => (double)_economics.OperatingCostOf(code, m)).ToArray()),
        ];
        _costs =
        [
            .. Enumerable.Range(0, funds).Select(f => axes.Months.Select(m => TermCosts.Of(product, new CostProfile(f, 0, 0), m)).ToArray()),
        ];
        _smooth = [.. Enumerable.Range(0, funds).Select(_ => new SmoothPrice[rows])];
        _exposureIsAmount = _economics.ExposureAtDefault is null;
        (_installments, _finals, _finalExcess) = (new double[rows * _amounts], new double[rows * _amounts], new double[rows]);
        _margins = [.. Enumerable.Range(0, funds).Select(_ => new double[rows * _amounts])];
        _marginDip = [.. Enumerable.Range(0, funds).Select(_ => new double[rows])];
        _exposures = _exposureIsAmount ? axes.AmountValues : new double[rows * _amounts];
        _exposureDip = new double[_exposureIsAmount ? 0 : rows];
        Parallel.For(0, rows, row => Fill(axes, row));
    }

    /// <summary>What is particular to an applicant.</summary>
    public CostProfile ProfileOf(Applicant applicant) => new(
        _funds.Of(applicant),
        _operating.Of(applicant),
        (double)(_lossFeature is { } feature ? _economics.LossGivenDefaultBy!.Values[(int)applicant.Values[feature]] : _economics.LossGivenDefault));

    /// <summary>The offers of one term and rate.</summary>
    /// <param name="profile">Of the applicant.</param>
    /// <param name="month">Position on the axis.</param>
    /// <param name="rate">Position on the axis.</param>
    /// <param name="firstAmount">Position on the axis.</param>
    /// <param name="amounts">How many.</param>
    public PriceRow Row(scoped in CostProfile profile, int month, int rate, int firstAmount, int amounts)
    {
        var row = month * _rates + rate;
        var first = row * _amounts + firstAmount;
        return new PriceRow(
            _installments.AsSpan(first, amounts),
            _finals.AsSpan(first, amounts),
            _finalExcess[row],
            _margins[profile.Funds].AsSpan(first, amounts),
            _marginDip[profile.Funds][row],
            _operatingCosts[profile.Operating][month],
            _exposureIsAmount ? _exposures.AsSpan(firstAmount, amounts) : _exposures.AsSpan(first, amounts),
            _exposureIsAmount ? 0 : _exposureDip[row]);
    }

    /// <summary>An offer of an amount that is not of the grid; by the same arithmetic as those of the grid.</summary>
    public LoanPrice Of(scoped in CostProfile profile, in OfferTerms terms, int month)
    {
        var rule = new RepaymentRule(_economics, _product.RatePeriod, terms.Months, terms.Rate);
        var costs = _costs[profile.Funds][month];
        return costs.Price(_product, rule, rule.Of(terms.Amount), OperatingCostOf(profile, month));
    }

    /// <summary>The prices of one term and rate without rounding, for bounds.</summary>
    public ref readonly SmoothPrice Smooth(scoped in CostProfile profile, int month, int rate) => ref _smooth[profile.Funds][month * _rates + rate];

    /// <summary>What loans of one term cost. Of the operating cost <see cref="OperatingCostOf"/> knows.</summary>
    public TermCosts CostsOf(scoped in CostProfile profile, int month) => _costs[profile.Funds][month];

    /// <summary>What a loan of one term costs that is made.</summary>
    public double OperatingCostOf(scoped in CostProfile profile, int month) => _operatingCosts[profile.Operating][month];

    private void Fill(OfferAxes axes, int row)
    {
        var (months, rate) = (axes.Months[row / _rates], axes.Rates[row % _rates]);
        var rule = new RepaymentRule(_economics, _product.RatePeriod, months, rate);
        TermCosts[] costs = [.. _costs.Select(c => c[row / _rates])];
        for (var f = 0; f < costs.Length; f++)
            _smooth[f][row] = SmoothPrice.Of(_economics, costs[f], LoanPricing.FractionPerMonth(rate, _product.RatePeriod));
        for (var amount = 0; amount < _amounts; amount++)
        {
            var repayments = rule.Of(axes.Amounts[amount]);
            var at = row * _amounts + amount;
            _installments[at] = (double)repayments.Installment;
            _finals[at] = (double)repayments.FinalInstallment;
            _finalExcess[row] = Math.Max(_finalExcess[row], (double)(repayments.GreatestInstallment - repayments.Installment));
            for (var f = 0; f < costs.Length; f++)
                _margins[f][at] = costs[f].Funds.MarginOf(repayments);
            if (!_exposureIsAmount)
                _exposures[at] = LoanSchedule.Exposure(_economics, rule, repayments, costs[0].Weights);
        }

        for (var f = 0; f < costs.Length; f++)
            _marginDip[f][row] = Dip(_margins[f].AsSpan(row * _amounts, _amounts));
        if (!_exposureIsAmount)
            _exposureDip[row] = Dip(_exposures.AsSpan(row * _amounts, _amounts));
    }

    // By how much a figure may be below one before it: 0 where they rise.
    private static double Dip(ReadOnlySpan<double> figures)
    {
        var (greatest, dip) = (double.NegativeInfinity, 0.0);
        foreach (var figure in figures)
        {
            greatest = Math.Max(greatest, figure);
            dip = Math.Max(dip, greatest - figure);
        }

        // So that adding it is on the safe side of rounding.
        return dip == 0 ? 0 : Math.BitIncrement(dip + 1e-12 * Math.Max(Math.Abs(figures[0]), Math.Abs(figures[^1])));
    }
}

/// <summary>What an applicant's categories decide about costs.</summary>
/// <param name="Funds">Code that the cost of funds goes by.</param>
/// <param name="Operating">Code that the operating cost goes by.</param>
/// <param name="LossGivenDefault">Share of what is owed.</param>
internal readonly record struct CostProfile(int Funds, int Operating, double LossGivenDefault);
