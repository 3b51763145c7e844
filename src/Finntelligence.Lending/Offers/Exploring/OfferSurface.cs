using System.Collections.Immutable;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers.Exploring;

/// <summary>
/// Every offer that is open to one applicant, scored. Figures stand by months, then rate, then amount; an offer that policy, limits or
/// history exclude has none.
/// </summary>
/// <param name="Grid">The axes, within the constraints and the rate cap.</param>
/// <param name="Offers">One for each offer of the grid.</param>
public sealed record OfferSurface(OfferGrid Grid, ImmutableArray<SurfaceOffer> Offers)
{
    /// <summary>The figures at three positions of the axes.</summary>
    public SurfaceOffer At(int month, int rate, int amount) =>
        Offers[(month * Grid.Rates.Length + rate) * Grid.Amounts.Length + amount];

    /// <summary>The expected profit of terms; null where they are not among the grid's, or not feasible.</summary>
    public double? ProfitAt(in OfferTerms terms)
    {
        var (month, rate, amount) = (Grid.Months.IndexOf(terms.Months), Grid.Rates.IndexOf(terms.Rate), Grid.Amounts.IndexOf(terms.Amount));
        return month >= 0 && rate >= 0 && amount >= 0 && At(month, rate, amount) is { IsFeasible: true } offer ? offer.Profit : null;
    }

    /// <summary>The terms at a position of <see cref="Offers"/>.</summary>
    public OfferTerms TermsAt(int position)
    {
        var (row, amount) = Math.DivRem(position, Grid.Amounts.Length);
        var (month, rate) = Math.DivRem(row, Grid.Rates.Length);
        return new OfferTerms(Grid.Amounts[amount], Grid.Months[month], Grid.Rates[rate]);
    }

    /// <summary>
    /// The offers between which expected profit and take-up must be traded: no feasible one has more of both. From the most profitable
    /// on, take-up rising; positions of <see cref="Offers"/>.
    /// </summary>
    public ImmutableArray<int> ProfitAgainstTakeUp()
    {
        var order = Enumerable.Range(0, Offers.Length).Where(i => Offers[i].IsFeasible)
            .OrderByDescending(i => Offers[i].Profit).ThenByDescending(i => Offers[i].Acceptance)
            // At equal figures the customer's interest decides, as in the search.
            .ThenBy(i => TermsAt(i).Rate).ThenBy(i => TermsAt(i).Months).ThenBy(i => TermsAt(i).Amount);
        var frontier = ImmutableArray.CreateBuilder<int>();
        foreach (var i in order)
        {
            if (frontier.Count == 0 || Offers[i].Acceptance > Offers[frontier[^1]].Acceptance)
                frontier.Add(i);
        }

        return frontier.ToImmutable();
    }
}

/// <summary>What an offer means in expectation.</summary>
/// <param name="Profit">Expected; NaN for an offer that is not feasible.</param>
/// <param name="Acceptance">Probability; float32 as the model says it.</param>
/// <param name="Default">Probability, given that it is taken; float32 as the model says it.</param>
public readonly record struct SurfaceOffer(double Profit, float Acceptance, float Default)
{
    /// <summary>An offer that is not made.</summary>
    public static SurfaceOffer Infeasible { get; } = new(double.NaN, float.NaN, float.NaN);

    /// <summary>Whether policy, limits and history allow it.</summary>
    public bool IsFeasible => !double.IsNaN(Profit);
}
