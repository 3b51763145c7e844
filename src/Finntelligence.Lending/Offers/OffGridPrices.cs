using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>
/// The prices of the amount of a range that is not of the grid, which nobody has worked out before: bounds, and each price in full only where it
/// is asked for. Reused; for one thread at a time.
/// </summary>
internal sealed class OffGridPrices(ProductDefinition product, OfferAxes axes)
{
    // Far more than the rounding of a bound's arithmetic, far less than a cent.
    private const double Safety = 1e-9;

    private OfferRange _range;
    private CostProfile _profile;
    private decimal _amount;
    private double _financed;
    private double _fee;
    private LoanPrice[] _prices = [];
    private bool[] _known = [];

    /// <summary>Begins with a range; nothing may be asked of one whose amounts are all of the grid.</summary>
    public void Begin(Applicant applicant, in OfferRange range)
    {
        if (range.OffGrid is not { } amount)
            return;
        (_range, _profile, _amount) = (range, axes.Prices.ProfileOf(applicant), amount);
        var value = (double)amount;
        var fee = LinearFee.Of(product.Economics.Fees.Origination, value, value);
        (_financed, _fee) = (fee.Financed(value), fee.Of(value));
        var offers = range.Months.Length * range.Rates;
        if (_known.Length < offers)
            (_prices, _known) = (new LoanPrice[offers], new bool[offers]);
        _known.AsSpan(0, offers).Clear();
    }

    /// <summary>The price at a term and rate of the range.</summary>
    public ref readonly LoanPrice Of(int month, int rate)
    {
        var at = month * _range.Rates + rate;
        if (!_known[at])
        {
            var term = _range.Months[month];
            (_prices[at], _known[at]) = (axes.Prices.Of(_profile, new OfferTerms(_amount, axes.Months[term], axes.Rates[rate]), term), true);
        }

        return ref _prices[at];
    }

    /// <summary>Whether no installment is above a limit. Only where the unrounded ones leave a doubt, the cents are counted.</summary>
    public bool IsWithin(int month, int rate, double greatestInstallment)
    {
        if (double.IsPositiveInfinity(greatestInstallment))
            return true;
        ref readonly var smooth = ref SmoothAt(month, rate);
        var (fees, rounding) = (product.Economics.Fees, product.Economics.Rounding);
        var installment = _financed * smooth.Installment + (double)fees.Installment;
        var doubt = (double)rounding.Step + 2 * (double)rounding.Unit + Safety * installment;
        if (installment - doubt > greatestInstallment)
            return false;
        return installment + doubt + smooth.FinalSlack <= greatestInstallment || Of(month, rate).GreatestInstallment <= greatestInstallment;
    }

    /// <summary>At least the margin.</summary>
    public double MarginBound(int month, int rate)
    {
        var (term, smooth) = (_range.Months[month], SmoothAt(month, rate));
        var costs = axes.Prices.CostsOf(_profile, term);
        var margin = _financed * smooth.Margin + _fee + costs.InstallmentFees - axes.Prices.OperatingCostOf(_profile, term) + smooth.MarginSlack;
        return margin + Safety * (1 + Math.Abs(margin));
    }

    /// <summary>At most the exposure.</summary>
    public double ExposureBound(int month, int rate)
    {
        ref readonly var smooth = ref SmoothAt(month, rate);
        return product.Economics.ExposureAtDefault is null
            ? (double)_amount
            : Math.Max(0, _financed * smooth.Exposure * (1 - Safety) - smooth.ExposureSlack);
    }

    private ref readonly SmoothPrice SmoothAt(int month, int rate) => ref axes.Prices.Smooth(_profile, _range.Months[month], rate);
}
