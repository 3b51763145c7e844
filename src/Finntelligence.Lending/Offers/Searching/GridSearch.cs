using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers.Searching;

/// <summary>
/// Finds the best offers of a range of the grid, in three steps. Both models score all offers at once (<see cref="ModelGrid"/>).
/// A table gives each offer an upper bound of its expected profit (<see cref="OfferBounds"/>). Only offers whose bound reaches
/// the best profit found so far are computed in full. So the answer is that of computing every offer, for a small part of the
/// work. Immutable; safe for any number of threads, each with its own scratch.
/// </summary>
internal sealed class GridSearch
{
    private readonly OfferAxes _axes;
    private readonly ModelGrid _risk;
    private readonly ModelGrid _acceptance;
    private readonly ExpectedProfit _profit;
    private readonly OfferBounds _bounds;

    public GridSearch(ProductDefinition product, OfferAxes axes, LoanModel risk, LoanModel acceptance)
    {
        _axes = axes;
        _risk = new ModelGrid(risk);
        _acceptance = new ModelGrid(acceptance);
        _profit = new ExpectedProfit((double)product.Economics.LossGivenDefault);
        Support = new OfferSupport(product, axes, risk, acceptance);
        _bounds = new OfferBounds(axes, Support, _risk.Bounds, _acceptance.Bounds, _profit, product.Policy.MaximumProbabilityOfDefault);
    }

    /// <summary>Where history covers the grid.</summary>
    public OfferSupport Support { get; }

    /// <summary>Scratch for this search.</summary>
    public SearchScratch NewScratch() => new(_risk, _acceptance);

    /// <summary>Searches a range.</summary>
    /// <param name="applicant">Who asks.</param>
    /// <param name="range">What constraints and rate cap leave.</param>
    /// <param name="greatestInstallment">Offers with a greater one are not feasible.</param>
    /// <param name="scratch">Takes the result.</param>
    public void Run(Applicant applicant, in OfferRange range, double greatestInstallment, SearchScratch scratch)
    {
        scratch.Best.Clear(range.Months.Length);
        if (range.Count == 0)
            return;
        Score(applicant, range, scratch);
        _bounds.Fill(applicant, range, greatestInstallment, scratch);
        for (var month = 0; month < range.Months.Length; month++)
        {
            for (var tier = 0; tier < BestOffers.Tiers; tier++)
                Choose(range, month, tier, scratch);
        }
    }

    /// <summary>An offer in full.</summary>
    /// <param name="range">What is searched.</param>
    /// <param name="month">Position within the range.</param>
    /// <param name="rate">Position within the range.</param>
    /// <param name="amount">Position within the range.</param>
    /// <param name="scratch">Holds the scores.</param>
    public ScoredOffer Offer(in OfferRange range, int month, int rate, int amount, SearchScratch scratch)
    {
        var (term, sum) = (range.Months[month], range.FirstAmount + amount);
        var price = _axes.Unit(term, rate).Times(_axes.AmountValues[sum], _axes.OperatingCost);
        double defaults = scratch.Risk.Probability(month, rate, amount);
        double acceptance = scratch.Acceptance.Probability(month, rate, amount);
        var profit = _profit.Of(acceptance, defaults, price.Margin, _axes.AmountValues[sum]);
        return new ScoredOffer(_axes.Terms(term, rate, sum), price, acceptance, defaults, profit);
    }

    private void Score(Applicant applicant, in OfferRange range, SearchScratch scratch)
    {
        var months = scratch.Months(range.Months.Length);
        for (var m = 0; m < months.Length; m++)
            months[m] = _axes.MonthValues[range.Months[m]];
        var rates = _axes.RateValues.AsSpan(0, range.Rates);
        var amounts = _axes.AmountValues.AsSpan(range.FirstAmount, range.Amounts);
        _risk.Score(applicant, months, rates, amounts, scratch.Risk);
        _acceptance.Score(applicant, months, rates, amounts, scratch.Acceptance);
    }

    // From the stretch with the greatest bound down, so that few others reach the profit already found.
    private void Choose(in OfferRange range, int month, int tier, SearchScratch scratch)
    {
        var (from, to) = (BestOffers.StartOf(tier, range.Amounts), BestOffers.StartOf(tier + 1, range.Amounts));
        var greatest = scratch.GreatestBounds(range, month, tier);
        var first = IndexOfGreatest(greatest);
        Compute(range, month, tier, first, from, to, scratch);
        for (var rate = 0; rate < greatest.Length; rate++)
        {
            if (rate != first && greatest[rate] >= scratch.Best.ProfitOf(month, tier))
                Compute(range, month, tier, rate, from, to, scratch);
        }
    }

    private void Compute(in OfferRange range, int month, int tier, int rate, int from, int to, SearchScratch scratch)
    {
        var bounds = scratch.Bounds(range, month, rate);
        for (var amount = from; amount < to; amount++)
        {
            // Not feasible: −∞. An equal bound may be an equal profit, which the customer's interest then decides.
            if (bounds[amount] > double.NegativeInfinity && bounds[amount] >= scratch.Best.ProfitOf(month, tier))
                scratch.Best.Add(month, tier, Offer(range, month, rate, amount, scratch));
        }
    }

    private static int IndexOfGreatest(ReadOnlySpan<double> values)
    {
        var greatest = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] > values[greatest])
                greatest = i;
        }

        return greatest;
    }
}
