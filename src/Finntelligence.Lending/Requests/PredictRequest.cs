using System.Collections.Immutable;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Requests;

/// <summary>Who asks for a loan, and within which limits. Optional members may be absent or null.</summary>
/// <remarks>A member is also null here where the client sent something else than its type; that is a fault of its own.</remarks>
public sealed record PredictRequest
{
    /// <summary>Most other offers that a request may ask for.</summary>
    public const int MaximumAlternatives = 10;
    /// <summary>How many other offers are named where a request does not say.</summary>
    public const int DefaultAlternatives = 3;

    /// <summary>Who asks, in the terms of the product.</summary>
    public Applicant? Applicant { get; init; }

    /// <summary>
    /// What could be read of the applicant, NaN for the rest, for limits that go by one of its members: a fault in another member must not
    /// hide that of the amount.
    /// </summary>
    internal Applicant? Legible { get; init; }

    /// <summary>The amount asked for, in the product's currency, whatever the product's steps. No offer is larger.</summary>
    public decimal? RequestedAmount { get; init; }

    /// <summary>The term asked for, in months, one of the product's. By the product's policy it is kept to, or any term may be offered.</summary>
    public int? RequestedMonths { get; init; }

    /// <summary>Limits on the offer.</summary>
    public PredictConstraints? Constraints { get; init; }

    /// <summary>How many other offers to name beside the best one.</summary>
    public int? Alternatives { get; init; }

    /// <summary>Whether to say how much each feature moved both probabilities.</summary>
    public bool? Explain { get; init; }

    /// <summary>Whether to list every payment of the offers.</summary>
    public bool? Schedule { get; init; }

    /// <summary>Whether to add what the law wants the customer told, in the product's languages.</summary>
    public bool? Disclosure { get; init; }

    /// <summary>Which offers are looked at.</summary>
    public PredictSearch? Search { get; init; }
}

/// <summary>Which offers are looked at.</summary>
public sealed record PredictSearch
{
    /// <summary>The name of <see cref="SearchMode.Grid"/>.</summary>
    public const string Grid = "grid";

    /// <summary>The name of <see cref="SearchMode.Exact"/>.</summary>
    public const string Exact = "exact";

    /// <summary>
    /// "grid" looks at the product's grid; "exact" at every amount in steps of 1 and every rate in steps of 0.01 (or the product's own,
    /// where those are finer), finds the best of them, and says by how much it beats the grid.
    /// </summary>
    public string? Mode { get; init; }
}

/// <summary>Limits on the offer. They only narrow what the product offers.</summary>
public sealed record PredictConstraints
{
    /// <summary>Least amount, inclusive.</summary>
    public decimal? MinAmount { get; init; }

    /// <summary>Greatest amount, inclusive.</summary>
    public decimal? MaxAmount { get; init; }

    /// <summary>The terms wanted, in months; absent for all of them.</summary>
    public ImmutableArray<int?>? Months { get; init; }

    /// <summary>Greatest rate, inclusive, in percent per period of the product.</summary>
    public decimal? MaxRate { get; init; }

    /// <summary>Greatest installment, inclusive, in the product's currency.</summary>
    public decimal? MaxInstallment { get; init; }
}
