using System.Collections.Immutable;
using Finntelligence.Lending.Products.Expressions;

namespace Finntelligence.Lending.Products;

/// <summary>A feature made of at most one offer variable and of features of the applicant.</summary>
public sealed record DerivedFeature
{
    /// <summary>Name in the models; camelCase.</summary>
    public required string Name { get; init; }

    /// <summary>How it is made.</summary>
    public required DerivedFunction Function { get; init; }

    /// <summary>The offer variable; null for a formula without one.</summary>
    public required OfferVariable? Variable { get; init; }

    /// <summary>The applicant features, numbers all of them: one, or those of the formula in its order.</summary>
    public required ImmutableArray<string> Features { get; init; }

    /// <summary>The formula as product.json has it; null for another function.</summary>
    public string? Formula { get; init; }

    /// <summary>How the models may respond to it.</summary>
    public required Directions Monotone { get; init; }

    /// <summary>How a decision names it.</summary>
    public required ReasonCode Reason { get; init; }

    /// <summary>The formula, read.</summary>
    internal Expression? Expression { get; init; }
}

/// <summary>The functions the code knows.</summary>
public enum DerivedFunction
{
    /// <summary>Offer variable divided by the feature; missing when the feature is missing or 0.</summary>
    Ratio,

    /// <summary>Offer variable minus the feature; missing when that is.</summary>
    Difference,

    /// <summary>A formula (<see cref="DerivedFeature.Formula"/>).</summary>
    Formula,
}
