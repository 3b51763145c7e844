using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Lending.Products;

namespace Finntelligence.Explorer.Customers.Answers;

/// <summary>What the charts of an answer show.</summary>
/// <param name="Surface">Every offer that limits and the rate cap leave on the axes.</param>
/// <param name="Standings">Why each is open or not, in the order of the surface's.</param>
/// <param name="Frontier">Offers between which profit and take-up must be traded, the most profitable first; positions of the surface.</param>
/// <param name="Curves">Both probabilities over the rates; null where no offer can be made.</param>
public sealed record OfferPictures(OfferSurface Surface, ImmutableArray<OfferStanding> Standings, ImmutableArray<int> Frontier, RateCurves? Curves)
{
    /// <summary>Works them out.</summary>
    public static OfferPictures Of(CustomerAnswer answer, CancellationToken cancellationToken)
    {
        var explorer = answer.Pair.Explorer;
        var surface = explorer.Explore(answer.Request);
        cancellationToken.ThrowIfCancellationRequested();
        return new OfferPictures(surface, explorer.Standings(answer.Request, surface), surface.ProfitAgainstTakeUp(), answer.Offer is { } offer ? RateCurves.Of(answer, offer.Terms) : null);
    }

    /// <summary>How many offers of the surface stand so.</summary>
    public int Count(OfferStanding standing) => Standings.Count(s => s == standing);
}

/// <summary>What both models say at every rate of the product, at the amount and term of one offer, and how often history had each rate.</summary>
/// <param name="Terms">Of the offer.</param>
/// <param name="Rates">Of the product, ascending.</param>
/// <param name="Acceptance">Probability of take-up at each.</param>
/// <param name="Default">Probability of default at each.</param>
/// <param name="History">Share of the offers of history to the applicant's class at each rate, to the nearest; empty where the model does not count rates.</param>
public sealed record RateCurves(
    OfferTerms Terms, ImmutableArray<decimal> Rates, ImmutableArray<double> Acceptance, ImmutableArray<double> Default, ImmutableArray<double> History)
{
    /// <summary>The curves around an offer.</summary>
    public static RateCurves Of(CustomerAnswer answer, OfferTerms terms)
    {
        var axis = answer.Pair.Product.Offer.Rate;
        ImmutableArray<decimal> rates = [.. Steps(axis)];
        return new RateCurves(
            terms, rates, Along(answer.Pair.Acceptance.Model, answer, terms, rates), Along(answer.Pair.Risk.Model, answer, terms, rates), Seen(answer, axis, rates.Length));
    }

    private static IEnumerable<decimal> Steps(RateAxis axis)
    {
        for (var rate = axis.Minimum; rate <= axis.Maximum; rate += axis.Step)
            yield return rate;
    }

    private static ImmutableArray<double> Along(LoanModel model, CustomerAnswer answer, OfferTerms terms, ImmutableArray<decimal> rates)
    {
        var row = new float[model.Encoder.Features.Length];
        return [.. rates.Select(rate =>
        {
            model.Encoder.Encode(answer.Request.Applicant, OfferVector.Of(terms with { Rate = rate }), row);
            return (double)model.Probability(row);
        })];
    }

    private static ImmutableArray<double> Seen(CustomerAnswer answer, RateAxis axis, int count)
    {
        var (product, support) = (answer.Pair.Product, answer.Pair.Acceptance.Model.Support);
        var column = support.Variables.IndexOf(OfferVariable.Rate);
        if (column < 0)
            return [];
        var stratum = product.Applicant.Select((f, i) => (f, i)).First(f => f.f.Name == support.By).i is var at
            && answer.Request.Applicant.Values[at] is var code && !float.IsNaN(code) ? (int)code : -1;
        var seen = new double[count];
        foreach (var cell in support.Cells.Where(c => c.Stratum == stratum))
        {
            var position = (int)Math.Round((cell.Values[column] - (double)axis.Minimum) / (double)axis.Step);
            if (position >= 0 && position < count)
                seen[position] += cell.Count;
        }

        var all = seen.Sum();
        return all > 0 ? [.. seen.Select(s => s / all)] : [];
    }
}
