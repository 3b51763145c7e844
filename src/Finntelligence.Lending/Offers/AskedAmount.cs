using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers.Searching;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>
/// Keeps to the amount that was asked for. Customers chose the amounts of a history without an experiment, so what a model says of another one is who chose
/// which. A lesser amount is offered only where constraints, policy and support leave none greater.
/// </summary>
internal static class AskedAmount
{
    /// <summary>Whether it is kept: a model was examined, its rates were not drawn at random, and it sees the amount.</summary>
    public static bool IsKept(LoanModel risk, LoanModel acceptance) => new[] { risk, acceptance }.Any(model =>
        model.Manifest.Identification is { Verdict: not PriceVerdict.Randomised }
        && Enumerable.Range(0, model.Encoder.Features.Length).Any(j => model.Encoder.VariableOf(j) == OfferVariable.Amount));

    /// <summary>The part of a range with the greatest amount that has a feasible offer; all of it where none has.</summary>
    /// <param name="search">Has just searched.</param>
    /// <param name="applicant">Who was searched for.</param>
    /// <param name="range">What was searched.</param>
    /// <param name="greatestInstallment">As in the search.</param>
    /// <param name="scratch">Of the search.</param>
    public static OfferRange Of(GridSearch search, Applicant applicant, in OfferRange range, double greatestInstallment, SearchScratch scratch)
    {
        if (scratch.Best.Feasible == 0)
            return range;
        var feasibility = search.FeasibilityOf(applicant, range, greatestInstallment, scratch);
        for (var amount = range.Amounts - 1; amount > 0; amount--)
        {
            for (var month = 0; month < range.Months.Length; month++)
            {
                for (var rate = 0; rate < range.Rates; rate++)
                {
                    if (feasibility.IsFeasible(feasibility.PriceOf(feasibility.Prices(month, rate), month, rate, amount), month, rate, amount))
                        return range.Only(amount);
                }
            }
        }

        return range.Only(0);
    }
}
