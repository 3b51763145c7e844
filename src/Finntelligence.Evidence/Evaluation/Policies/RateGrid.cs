using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Evaluation.Policies;

/// <summary>The product's rates up to each class's card rate.</summary>
internal sealed class RateGrid
{
    private readonly double[][] _rates;

    public RateGrid(ProductDefinition product)
    {
        Card = product.Policy.RateCaps
            ?? throw new RequestFaultException("product.json declares no policy.rateCaps, so there is no standard card to compare with.");
        var axis = product.Offer.Rate;
        Classes = product.Applicant.First(f => f.Name == Card.Feature).Values;
        Step = (double)axis.Step;
        _rates =
        [
            .. Card.Values.Select(cap => Enumerable.Range(0, (int)((Math.Min(cap, axis.Maximum) - axis.Minimum) / axis.Step) + 1)
                .Select(i => (double)(axis.Minimum + (i * axis.Step))).ToArray()),
        ];
    }

    /// <summary>The standard rate of each class; policy allows no greater one.</summary>
    public ByCategory<decimal> Card { get; }

    /// <summary>Names of the classes.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>Points between two rates.</summary>
    public double Step { get; }

    /// <summary>Ascending; the last is the card's, or the greatest of the grid below it.</summary>
    public double[] Of(int category) => _rates[category];

    /// <summary>Position of the card's rate.</summary>
    public int CardAt(int category) => _rates[category].Length - 1;
}
