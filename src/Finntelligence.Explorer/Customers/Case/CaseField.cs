using System.Collections.Immutable;

namespace Finntelligence.Explorer.Customers.Case;

/// <summary>One thing that can be said about a customer or what he wants.</summary>
public sealed record CaseField
{
    /// <summary>Name in the address; an applicant's feature has its own, what is asked for begins with "ask.".</summary>
    public required string Name { get; init; }

    /// <summary>Where a fault in it is reported, as in a request of <c>/predict</c>.</summary>
    public required string Path { get; init; }

    /// <summary>For people.</summary>
    public required string Label { get; init; }

    /// <summary>What may be typed.</summary>
    public required FieldKind Kind { get; init; }

    /// <summary>Unit for people; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>What the product says of it; null where it says nothing.</summary>
    public string? Help { get; init; }

    /// <summary>Least and greatest value, inclusive; null where there is none.</summary>
    public (decimal? Minimum, decimal? Maximum) Range { get; init; }

    /// <summary>What can be chosen, as it stands in a request; empty where it is typed.</summary>
    public ImmutableArray<string> Options { get; init; } = [];

    /// <summary>Whether it may be left out.</summary>
    public required bool IsOptional { get; init; }

    /// <summary>A plausible value, as it stands in the address; null for none.</summary>
    public string? Example { get; init; }
}

/// <summary>What may be typed into a field.</summary>
public enum FieldKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A number without a fraction.</summary>
    Integer,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>One of the options, which is a text.</summary>
    Choice,

    /// <summary>One of the options, which is a number.</summary>
    NumberChoice,
}
