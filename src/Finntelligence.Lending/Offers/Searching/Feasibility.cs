using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers.Searching;

/// <summary>
/// Which offers of one search are feasible: the installment is within the limit, the history of both models covers the offer,
/// and the probability of default is within the policy's limit. Positions are those of the range.
/// </summary>
internal readonly ref struct Feasibility
{
    private readonly OfferAxes _axes;
    private readonly OfferSupport _support;
    private readonly OfferSupport.Strata _strata;
    private readonly OfferRange _range;
    private readonly ModelScratch _risk;
    private readonly double _greatestInstallment;
    private readonly double? _greatestDefault;

    public Feasibility(
        OfferAxes axes,
        OfferSupport support,
        Applicant applicant,
        in OfferRange range,
        double greatestInstallment,
        double? greatestDefault,
        ModelScratch risk)
    {
        (_axes, _support, _strata, _range, _risk) = (axes, support, support.Of(applicant), range, risk);
        (_greatestInstallment, _greatestDefault) = (greatestInstallment, greatestDefault);
        Amounts = axes.AmountValues.AsSpan(range.FirstAmount, range.Amounts);
    }

    /// <summary>The amounts searched.</summary>
    public ReadOnlySpan<double> Amounts { get; }

    /// <summary>The price of a loan of 1.</summary>
    public ref readonly UnitPrice Unit(int month, int rate) => ref _axes.Unit(_range.Months[month], rate);

    /// <summary>How many amounts, from the least on, the limit on the installment leaves.</summary>
    public int Affordable(int month, int rate) => Stretches.Affordable(Unit(month, rate), Amounts, _greatestInstallment);

    /// <summary>Whether history covers an offer.</summary>
    public bool IsSupported(int month, int rate, int amount) =>
        _support.Covers(_strata, _range.Months[month], rate, _range.FirstAmount + amount);

    /// <summary>How many of a run of amounts history covers.</summary>
    public int Supported(int month, int rate, int from, int to)
    {
        if (!_support.MeasuresAmount)
            return IsSupported(month, rate, from) ? to - from : 0;
        var count = 0;
        for (var amount = from; amount < to; amount++)
            count += IsSupported(month, rate, amount) ? 1 : 0;
        return count;
    }

    /// <summary>Whether the probability of default is within the policy's limit.</summary>
    public bool IsWithinPolicy(int month, int rate, int amount)
    {
        if (_greatestDefault is not { } limit)
            return true;
        var bounds = _risk.Bounds(month, rate, amount);
        return bounds.Greatest <= limit || (bounds.Least <= limit && _risk.Probability(month, rate, amount) <= limit);
    }

    /// <summary>How many of a run of affordable amounts are feasible.</summary>
    /// <param name="month">Position.</param>
    /// <param name="rate">Position.</param>
    /// <param name="from">First amount.</param>
    /// <param name="to">After the last amount.</param>
    /// <param name="supported">How many history covers.</param>
    /// <param name="defaults">Bounds over the run.</param>
    public int Feasible(int month, int rate, int from, int to, int supported, in Interval defaults)
    {
        if (_greatestDefault is not { } limit || defaults.Greatest <= limit)
            return supported;
        if (supported == 0 || defaults.Least > limit)
            return 0;
        var count = 0;
        for (var amount = from; amount < to; amount++)
            count += IsFeasible(month, rate, amount) ? 1 : 0;
        return count;
    }

    /// <summary>Whether an affordable offer is feasible.</summary>
    public bool IsFeasible(int month, int rate, int amount) =>
        IsWithinPolicy(month, rate, amount) && IsSupported(month, rate, amount);
}
