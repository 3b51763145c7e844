using System.Runtime.CompilerServices;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers.Searching;

/// <summary>
/// Whether the history of both models covers an offer: enough such offers in the applicant's category and, where rates were not drawn at random,
/// such rates and terms for people like him. Immutable; safe for any number of threads.
/// </summary>
internal sealed class OfferSupport(ProductDefinition product, OfferAxes axes, LoanModel risk, LoanModel acceptance)
{
    private readonly SupportMask _risk = new(product, risk, axes);
    private readonly SupportMask _acceptance = new(product, acceptance, axes);
    private readonly RatesOfAlike _rates = new(axes, risk, acceptance);
    private readonly MonthsOfAlike _months = new(product, risk, acceptance);

    /// <summary>Whether the answer depends on the amount.</summary>
    public bool MeasuresAmount => _risk.MeasuresAmount || _acceptance.MeasuresAmount;

    /// <summary>The people that an applicant is like.</summary>
    public Strata Of(Applicant applicant)
    {
        var (lowest, highest) = _rates.Of(applicant);
        return new Strata(_risk.StratumOf(applicant), _acceptance.StratumOf(applicant), lowest, highest, _months.Of(applicant));
    }

    /// <summary>Whether an offer of the grid is covered; positions are those of the axes.</summary>
    // Asked for each of thousands of offers of an applicant. Without profiles, as the console runs, the runtime would call it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Covers(in Strata strata, int month, int rate, int amount) =>
        strata.Holds(axes.RateValues[rate]) && strata.HoldsMonths(axes.Months[month]) && _risk.Covers(strata.Risk, month, rate, amount) && _acceptance.Covers(strata.Acceptance, month, rate, amount);

    /// <summary>Whether an offer of an amount that is not of the grid is covered; positions are those of the axes.</summary>
    public bool Covers(in Strata strata, int month, int rate, decimal amount) => MeasuresAmount
        ? Covers(strata, new OfferTerms(amount, axes.Months[month], axes.Rates[rate]))
        : Covers(strata, month, rate, amount: 0);

    /// <summary>Whether any offer is covered.</summary>
    public bool Covers(in Strata strata, in OfferTerms terms) =>
        strata.Holds((double)terms.Rate) && strata.HoldsMonths(terms.Months) && _risk.Index.Covers(strata.Risk, terms) && _acceptance.Index.Covers(strata.Acceptance, terms);

    /// <summary>The strata within which both models count neighbours, and the rates that people like the applicant were offered.</summary>
    /// <param name="Risk">Code of the category; −1 when missing.</param>
    /// <param name="Acceptance">The same of the other model.</param>
    /// <param name="LowestRate">−∞ where rates were drawn at random.</param>
    /// <param name="HighestRate">∞ where rates were drawn at random.</param>
    /// <param name="Months">The terms of people like the applicant; null where all count.</param>
    internal readonly record struct Strata(int Risk, int Acceptance, double LowestRate, double HighestRate, MonthsReach? Months)
    {
        /// <summary>Whether people like the applicant had a term.</summary>
        public bool HoldsMonths(int months) => Months is not { } reach || (months >= reach.Lowest && months <= reach.Highest);

        /// <summary>Whether people like the applicant were offered a rate.</summary>
        public bool Holds(double rate) => rate >= LowestRate && rate <= HighestRate;

        /// <summary>Their rates; null where history reaches as far for one as for another.</summary>
        public RateReach? Reach => double.IsFinite(LowestRate) && double.IsFinite(HighestRate) ? new RateReach(LowestRate, HighestRate) : null;
    }
}
