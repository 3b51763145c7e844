using System.Collections.Immutable;
using Finntelligence.Explorer.Serving;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;

namespace Finntelligence.Explorer.Customers.Answers;

/// <summary>What the models in service say of a case.</summary>
/// <param name="Pair">Who said it.</param>
/// <param name="Request">What was asked.</param>
/// <param name="Decision">The answer.</param>
public sealed record CustomerAnswer(ServedPair Pair, OfferRequest Request, Decision Decision)
{
    /// <summary>Other offers that are named at most.</summary>
    public const int Alternatives = 3;

    /// <summary>The offer that charts are drawn around: the one made, else the first alternative of none; null for a decline.</summary>
    public PricedOffer? Offer => Decision.Offer;
}

/// <summary>A case that was read: an answer, or what is wrong with it.</summary>
/// <param name="Answer">Null with a fault, and for an empty case.</param>
/// <param name="Faults">Each under its path.</param>
public sealed record CaseReading(CustomerAnswer? Answer, ImmutableArray<Fault> Faults)
{
    /// <summary>Of an empty case.</summary>
    public static CaseReading Empty { get; } = new(null, []);
}
