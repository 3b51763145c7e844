using System.Collections.Immutable;
using Finntelligence.Trees;

namespace Finntelligence.Lending.Products;

/// <summary>An offer variable, as product.json names it.</summary>
public enum OfferVariable
{
    /// <summary>Amount lent, in the product's currency.</summary>
    Amount,

    /// <summary>Number of monthly installments.</summary>
    Months,

    /// <summary>Percent per <see cref="RatePeriod"/>.</summary>
    Rate,
}

/// <summary>The three axes of the offer grid. Only the exact search leaves it, for finer steps within the same ends.</summary>
/// <param name="Amount">Amounts.</param>
/// <param name="Months">Terms.</param>
/// <param name="Rate">Rates.</param>
public sealed record OfferSpace(AmountAxis Amount, MonthsAxis Months, RateAxis Rate);

/// <summary>Multiples of <see cref="Step"/> between a share of what was asked and what was asked.</summary>
public sealed record AmountAxis
{
    /// <summary>Least amount lent, and least amount one may ask for.</summary>
    public required decimal Minimum { get; init; }

    /// <summary>Greatest amount lent, and greatest amount one may ask for.</summary>
    public required decimal Maximum { get; init; }

    /// <summary>Amounts are multiples of it.</summary>
    public required decimal Step { get; init; }

    /// <summary>The least offer is this share of the requested amount, in (0, 1]; the greatest is the requested amount.</summary>
    public required decimal MinimumShareOfRequested { get; init; }

    /// <summary>The applicant feature that stands for the requested amount where a request names none (kept within the axis); null if it must.</summary>
    public string? DefaultFeature { get; init; }

    /// <summary>At most this many times that applicant feature may be asked for; null without such a limit.</summary>
    public FeatureMultiple? RequestedCap { get; init; }

    /// <summary>How the models may respond to it.</summary>
    public required Directions Monotone { get; init; }
}

/// <summary>A multiple of an applicant feature.</summary>
/// <param name="Feature">A number or integer of the applicant.</param>
/// <param name="Factor">Greater than 0.</param>
public sealed record FeatureMultiple(string Feature, decimal Factor);

/// <summary>Terms in months, ascending.</summary>
/// <param name="Values">Every term the product knows.</param>
/// <param name="ByCategory">The terms open to each value of an applicant category; null if all are open to all.</param>
/// <param name="Monotone">How the models may respond to it.</param>
public sealed record MonthsAxis(ImmutableArray<int> Values, ByCategory<ImmutableArray<int>>? ByCategory, Directions Monotone);

/// <summary>Rates from <paramref name="Minimum"/> in steps.</summary>
/// <param name="Minimum">Percent per period.</param>
/// <param name="Maximum">Percent per period, inclusive if a whole number of steps away.</param>
/// <param name="Step">Percentage points.</param>
/// <param name="Monotone">How the models may respond to it.</param>
public sealed record RateAxis(decimal Minimum, decimal Maximum, decimal Step, Directions Monotone);

/// <summary>A value for each value of an applicant category.</summary>
/// <param name="Feature">A category of the applicant; required, so that the value is known.</param>
/// <param name="Values">One entry for each of the category's values, in their order.</param>
public sealed record ByCategory<T>(string Feature, ImmutableArray<T> Values);

/// <summary>The directions in which the two models may move as a variable rises.</summary>
public sealed record Directions(Monotonicity Default, Monotonicity Acceptance)
{
    /// <summary>The direction for one model.</summary>
    public Monotonicity For(ModelKind kind) => kind == ModelKind.Risk ? Default : Acceptance;
}
