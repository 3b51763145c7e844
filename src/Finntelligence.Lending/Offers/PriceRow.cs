using Finntelligence.Lending.Pricing;

namespace Finntelligence.Lending.Offers;

/// <summary>The prices of a run of amounts at one term and rate.</summary>
internal readonly ref struct PriceRow
{
    private readonly ReadOnlySpan<double> _installments;
    private readonly ReadOnlySpan<double> _finals;
    private readonly ReadOnlySpan<double> _margins;
    private readonly ReadOnlySpan<double> _exposures;
    private readonly double _finalExcess;
    private readonly double _marginDip;
    private readonly double _exposureDip;
    private readonly double _operatingCost;

    public PriceRow(
        ReadOnlySpan<double> installments,
        ReadOnlySpan<double> finals,
        double finalExcess,
        ReadOnlySpan<double> margins,
        double marginDip,
        double operatingCost,
        ReadOnlySpan<double> exposures,
        double exposureDip)
    {
        (_finalExcess, _marginDip, _operatingCost, _exposureDip) = (finalExcess, marginDip, operatingCost, exposureDip);
        _installments = installments;
        _finals = finals;
        _margins = margins;
        _exposures = exposures;
    }

    /// <summary>The price of one amount.</summary>
    public LoanPrice Of(int amount) =>
        new(_installments[amount], Math.Max(_installments[amount], _finals[amount]), MarginOf(amount), _exposures[amount]);

    /// <summary>Its margin alone.</summary>
    public double MarginOf(int amount) => _margins[amount] - _operatingCost;

    /// <summary>At least the margin of every amount up to one.</summary>
    public double GreatestMargin(int amount) => _margins[amount] + _marginDip - _operatingCost;

    /// <summary>What is owed at default.</summary>
    public double ExposureOf(int amount) => _exposures[amount];

    /// <summary>At most the exposure of every amount from one on.</summary>
    public double LeastExposure(int amount) => _exposures[amount] - _exposureDip;

    /// <summary>Whether no installment is above a limit.</summary>
    public bool IsWithin(int amount, double greatestInstallment) =>
        _installments[amount] <= greatestInstallment && _finals[amount] <= greatestInstallment;

    /// <summary>
    /// How many amounts, from the least on, have level installments within a limit: they never fall as the amount rises. Of these, only
    /// those from <paramref name="tight"/> on may have a last installment beyond it.
    /// </summary>
    public int Affordable(double greatestInstallment, out int tight)
    {
        var affordable = UpTo(greatestInstallment);
        tight = affordable == 0 || _installments[affordable - 1] + _finalExcess <= greatestInstallment
            ? affordable
            : UpTo(greatestInstallment - _finalExcess - FinalRounding * greatestInstallment);
        return affordable;
    }

    // Of a difference of two sums of money.
    private const double FinalRounding = 1e-12;

    private int UpTo(double limit)
    {
        var (within, beyond) = (0, _installments.Length);
        if (beyond == 0 || _installments[^1] <= limit)
            return beyond;
        while (within < beyond)
        {
            var middle = (within + beyond) / 2;
            if (_installments[middle] <= limit)
                within = middle + 1;
            else
                beyond = middle;
        }

        return within;
    }
}
