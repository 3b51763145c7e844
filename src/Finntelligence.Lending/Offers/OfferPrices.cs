using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>
/// The price of every offer of a product's grid, by the payments that are really made: worked out once, since no applicant changes it
/// but by a category. Offers stand by term, then rate, then amount. Immutable.
/// </summary>
internal sealed class OfferPrices
{
    private readonly Economics _economics;
    private readonly int _rates;
    private readonly int _amounts;
    private readonly double[] _installments;
    private readonly double[] _finals;
    private readonly double[] _finalExcess;
    private readonly double[][] _margins;
    private readonly double[][] _marginDip;
    private readonly double[][] _operatingCosts;
    private readonly double[] _exposures;
    private readonly double[] _exposureDip;
    private readonly bool _exposureIsAmount;
    private readonly int? _fundsFeature;
    private readonly int? _operatingFeature;
    private readonly int? _lossFeature;

    public OfferPrices(ProductDefinition product, OfferAxes axes)
    {
        _economics = product.Economics;
        (_rates, _amounts) = (axes.Rates.Length, axes.Amounts.Length);
        _fundsFeature = FeatureOf(product, _economics.CostOfFundsBy?.ByCategory);
        _operatingFeature = FeatureOf(product, _economics.OperatingCostBy?.ByCategory);
        _lossFeature = FeatureOf(product, _economics.LossGivenDefaultBy);
        var rows = axes.Months.Length * _rates;
        var funds = _economics.CostOfFundsBy?.ByCategory?.Values.Length ?? 1;
        _operatingCosts =
        [
            .. Enumerable.Range(0, _economics.OperatingCostBy?.ByCategory?.Values.Length ?? 1)
                .Select(code => axes.Months.Select(m => (double)_economics.OperatingCostOf(code, m)).ToArray()),
        ];
        _exposureIsAmount = _economics.ExposureAtDefault is null;
        (_installments, _finals, _finalExcess) = (new double[rows * _amounts], new double[rows * _amounts], new double[rows]);
        _margins = [.. Enumerable.Range(0, funds).Select(_ => new double[rows * _amounts])];
        _marginDip = [.. Enumerable.Range(0, funds).Select(_ => new double[rows])];
        _exposures = _exposureIsAmount ? axes.AmountValues : new double[rows * _amounts];
        _exposureDip = new double[_exposureIsAmount ? 0 : rows];
        Parallel.For(0, rows, row => Fill(product, axes, row));
    }

    /// <summary>What is particular to an applicant.</summary>
    public CostProfile ProfileOf(Applicant applicant) => new(
        CodeOf(applicant, _fundsFeature),
        CodeOf(applicant, _operatingFeature),
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

    private static int? FeatureOf<T>(ProductDefinition product, ByCategory<T>? by) => by is null ? null : product.PositionOf(by.Feature);

    private static int CodeOf(Applicant applicant, int? feature) => feature is { } position ? (int)applicant.Values[position] : 0;

    private void Fill(ProductDefinition product, OfferAxes axes, int row)
    {
        var (months, rate) = (axes.Months[row / _rates], axes.Rates[row % _rates]);
        var rule = new RepaymentRule(_economics, product.RatePeriod, months, rate);
        var weights = _economics.ExposureAtDefault?.Weights(months);
        FundsDiscount[] funds =
        [
            .. Enumerable.Range(0, _margins.Length)
                .Select(f => new FundsDiscount(months, LoanPricing.FractionPerMonth(_economics.CostOfFundsOf(f, months), product.RatePeriod))),
        ];
        for (var amount = 0; amount < _amounts; amount++)
        {
            var repayments = rule.Of(axes.Amounts[amount]);
            var at = row * _amounts + amount;
            _installments[at] = (double)repayments.Installment;
            _finals[at] = (double)repayments.FinalInstallment;
            _finalExcess[row] = Math.Max(_finalExcess[row], (double)(repayments.GreatestInstallment - repayments.Installment));
            for (var f = 0; f < funds.Length; f++)
                _margins[f][at] = funds[f].MarginOf(repayments);
            if (!_exposureIsAmount)
                _exposures[at] = LoanSchedule.Exposure(_economics, rule, repayments, weights);
        }

        for (var f = 0; f < funds.Length; f++)
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
