using System.Collections.Immutable;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>What is asked of the engine; already validated against the product.</summary>
/// <param name="Applicant">Who asks.</param>
/// <param name="RequestedAmount">What for; null for the product's default.</param>
/// <param name="Constraints">What the customer or the channel insists on.</param>
/// <param name="Alternatives">How many other offers to name, 0 to 10.</param>
/// <param name="Explain">Whether to attribute both probabilities to the features.</param>
public sealed record OfferRequest(
    Applicant Applicant, decimal? RequestedAmount, OfferConstraints Constraints, int Alternatives, bool Explain)
{
    /// <summary>The term asked for; null where any will do. The product's policy says how far an offer keeps to it.</summary>
    public int? RequestedMonths { get; init; }

    /// <summary>Which offers are looked at.</summary>
    public SearchMode Search { get; init; }

    /// <summary>Whether to list every payment of the offers.</summary>
    public bool Schedule { get; init; }

    /// <summary>Whether to add what the law wants the customer told.</summary>
    public bool Disclosure { get; init; }
}

/// <summary>Limits of one request, each null or empty when absent; they only ever narrow the product's grid.</summary>
public sealed record OfferConstraints
{
    /// <summary>No limits.</summary>
    public static OfferConstraints None { get; } = new();

    /// <summary>Least amount, inclusive.</summary>
    public decimal? MinimumAmount { get; init; }

    /// <summary>Greatest amount, inclusive.</summary>
    public decimal? MaximumAmount { get; init; }

    /// <summary>Allowed terms; empty for all.</summary>
    public ImmutableArray<int> Months { get; init; } = [];

    /// <summary>Greatest rate, inclusive.</summary>
    public decimal? MaximumRate { get; init; }

    /// <summary>Greatest installment, inclusive, in the product's currency.</summary>
    public decimal? MaximumInstallment { get; init; }
}
