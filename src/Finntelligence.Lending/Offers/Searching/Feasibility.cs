using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers.Searching;

/// <summary>
/// Which offers of one search are feasible: every installment is within the limit, the history of both models covers the offer,
/// and both probabilities are within the policy's limits. Positions are those of the range.
/// </summary>
internal readonly ref struct Feasibility
{
    private readonly OfferPrices _prices;
    private readonly CostProfile _profile;
    private readonly OfferSupport _support;
    private readonly OfferSupport.Strata _strata;
    private readonly OfferRange _range;
    private readonly int _onGrid;
    private readonly OffGridPrices _offGrid;
    private readonly ModelScratch _risk;
    private readonly ModelScratch _acceptance;
    private readonly double _greatestInstallment;
    private readonly double? _greatestDefault;
    private readonly double _leastAcceptance;

    public Feasibility(
        OfferAxes axes,
        OfferSupport support,
        Applicant applicant,
        in OfferRange range,
        double greatestInstallment,
        Policy policy,
        SearchScratch scratch)
    {
        (_prices, _support, _strata, _range) = (axes.Prices, support, support.Of(applicant), range);
        (_risk, _acceptance, var offGrid) = (scratch.Risk, scratch.Acceptance, scratch.OffGrid);
        (_greatestInstallment, _greatestDefault) = (greatestInstallment, policy.MaximumProbabilityOfDefault);
        _leastAcceptance = policy.MinimumProbabilityOfAcceptance ?? 0;
        (_onGrid, _offGrid) = (range.OnGrid, offGrid);
        _profile = _prices.ProfileOf(applicant);
        Profit = new ExpectedProfit(_profile.LossGivenDefault);
    }

    /// <summary>What an offer to the applicant earns in expectation.</summary>
    public ExpectedProfit Profit { get; }

    /// <summary>The prices of the amounts searched that are of the grid.</summary>
    public PriceRow Prices(int month, int rate) => _prices.Row(_profile, _range.Months[month], rate, _range.FirstAmount, _onGrid);

    /// <summary>The price of any amount searched.</summary>
    /// <param name="prices">Those of the grid at the term and rate.</param>
    /// <param name="month">Position.</param>
    /// <param name="rate">Position.</param>
    /// <param name="amount">Position.</param>
    public LoanPrice PriceOf(in PriceRow prices, int month, int rate, int amount) =>
        amount < _onGrid ? prices.Of(amount) : _offGrid.Of(month, rate);

    /// <summary>
    /// How many amounts, from the least on, the limit leaves by their level installment. Of these, only those from
    /// <paramref name="tight"/> on may have a last installment beyond it.
    /// </summary>
    public int Affordable(in PriceRow prices, out int tight)
    {
        if (!double.IsPositiveInfinity(_greatestInstallment))
            return prices.Affordable(_greatestInstallment, out tight);
        return tight = _onGrid;
    }

    /// <summary>Whether history may cover some amount at a term and rate; where it does not depend on the amount, whether it does.</summary>
    public bool MayBeSupported(int month, int rate) => _support.MeasuresAmount || IsSupported(month, rate, 0);

    /// <summary>How many of a run of such amounts have a last installment within the limit too.</summary>
    /// <param name="prices">Of the term and rate.</param>
    /// <param name="from">First amount.</param>
    /// <param name="to">After the last amount.</param>
    /// <param name="tight">All before are within the limit.</param>
    public int Payable(in PriceRow prices, int from, int to, int tight)
    {
        var count = to - from;
        for (var amount = Math.Max(from, tight); amount < to; amount++)
            count -= IsPayable(prices, amount) ? 0 : 1;
        return count;
    }

    /// <summary>Whether every installment is within the limit.</summary>
    public bool IsPayable(in PriceRow prices, int amount) => prices.IsWithin(amount, _greatestInstallment);

    /// <summary>Whether every installment is within the limit.</summary>
    public bool IsPayable(in LoanPrice price) => price.GreatestInstallment <= _greatestInstallment;

    /// <summary>Whether every installment of the amount that is not of the grid is within the limit.</summary>
    public bool IsOffGridPayable(int month, int rate) => _offGrid.IsWithin(month, rate, _greatestInstallment);

    /// <summary>Whether history covers an offer.</summary>
    public bool IsSupported(int month, int rate, int amount) => amount < _onGrid
        ? _support.Covers(_strata, _range.Months[month], rate, _range.FirstAmount + amount)
        : IsOffGridSupported(month, rate);

    /// <summary>How many of a run of amounts history covers where it may, of those whose last installment is within the limit.</summary>
    public int Supported(in PriceRow prices, int month, int rate, int from, int to, int tight)
    {
        if (!_support.MeasuresAmount)
            return Payable(prices, from, to, tight);
        var count = 0;
        for (var amount = from; amount < to; amount++)
            count += (amount < tight || IsPayable(prices, amount)) && IsSupported(month, rate, amount) ? 1 : 0;
        return count;
    }

    /// <summary>Whether both probabilities are within the policy's limits.</summary>
    public bool IsWithinPolicy(int month, int rate, int amount) =>
        (_leastAcceptance <= 0 || IsLikely(month, rate, amount)) && IsSafe(month, rate, amount);

    /// <summary>Whether the probability of acceptance is at least the policy's floor.</summary>
    public bool IsLikely(int month, int rate, int amount)
    {
        var bounds = _acceptance.Bounds(month, rate, amount);
        return bounds.Least >= _leastAcceptance
            || (bounds.Greatest >= _leastAcceptance && _acceptance.Probability(month, rate, amount) >= _leastAcceptance);
    }

    /// <summary>Whether the probability of default is within the policy's limit.</summary>
    public bool IsSafe(int month, int rate, int amount)
    {
        if (_greatestDefault is not { } limit)
            return true;
        var bounds = _risk.Bounds(month, rate, amount);
        return bounds.Greatest <= limit || (bounds.Least <= limit && _risk.Probability(month, rate, amount) <= limit);
    }

    /// <summary>How many of a run of affordable amounts are feasible.</summary>
    /// <param name="prices">Of the term and rate.</param>
    /// <param name="month">Position.</param>
    /// <param name="rate">Position.</param>
    /// <param name="from">First amount.</param>
    /// <param name="to">After the last amount.</param>
    /// <param name="supported">How many history covers.</param>
    /// <param name="defaults">Bounds over the run.</param>
    public int Feasible(in PriceRow prices, int month, int rate, int from, int to, int supported, in Interval defaults)
    {
        if (_leastAcceptance <= 0 && (_greatestDefault is not { } limit || defaults.Greatest <= limit))
            return supported;
        if (supported == 0 || defaults.Least > _greatestDefault)
            return 0;
        var count = 0;
        for (var amount = from; amount < to; amount++)
            count += IsFeasible(prices, month, rate, amount) ? 1 : 0;
        return count;
    }

    /// <summary>Whether an offer is feasible, by its price.</summary>
    public bool IsFeasible(in LoanPrice price, int month, int rate, int amount) =>
        IsPayable(price) && IsWithinPolicy(month, rate, amount) && IsSupported(month, rate, amount);

    /// <summary>Whether an offer of the grid is feasible.</summary>
    public bool IsFeasible(in PriceRow prices, int month, int rate, int amount) =>
        IsPayable(prices, amount) && IsWithinPolicy(month, rate, amount) && IsSupported(month, rate, amount);

    private bool IsOffGridSupported(int month, int rate) =>
        _support.Covers(_strata, _range.Months[month], rate, _range.OffGrid!.Value);
}
