using System.Collections.Immutable;

namespace Finntelligence.Lending.Loading.Reference;

/// <summary>What may stand in a place of product.json. The schema and the reference page are written from it.</summary>
internal abstract record Shape;

/// <summary>An object with known members; <c>note</c> may stand in it too.</summary>
internal sealed record ObjectShape(ImmutableArray<Member> Members) : Shape
{
    /// <summary>Groups of members of which exactly one must be there.</summary>
    public ImmutableArray<ImmutableArray<string>> ExactlyOne { get; init; } = [];

    /// <summary>Members that must not stand beside others.</summary>
    public ImmutableArray<(string Member, ImmutableArray<string> NotBeside)> Excludes { get; init; } = [];

    /// <summary>What the members of some objects must be, where another member has one of these values.</summary>
    public ImmutableArray<Dependence> Dependences { get; init; } = [];
}

/// <summary>Where a member has one of these values, some members must be there and some must not.</summary>
internal sealed record Dependence(string Member, ImmutableArray<string> Values, ImmutableArray<string> Required, ImmutableArray<string> Absent);

/// <summary>An object whose members have names of the lender's own.</summary>
/// <param name="Names">What they are named after, for people.</param>
/// <param name="Values">What each holds.</param>
/// <param name="Pattern">What a name must match; null for any.</param>
/// <param name="Least">Fewest members.</param>
internal sealed record MapShape(string Names, Shape Values, string? Pattern = null, int Least = 0) : Shape;

/// <summary>A list.</summary>
internal sealed record ListShape(Shape Items, int Least = 0, int? Most = null, bool Unique = false) : Shape;

/// <summary>A text without white space around it, not blank.</summary>
internal sealed record TextShape(string? Pattern = null) : Shape;

/// <summary>One of some words.</summary>
internal sealed record ChoiceShape(ImmutableArray<string> Words) : Shape;

/// <summary>A number.</summary>
internal sealed record NumberShape(decimal? Least = null, decimal? Most = null, decimal? Above = null, bool Integer = false) : Shape;

/// <summary>true or false.</summary>
internal sealed record FlagShape : Shape;

/// <summary>Anything.</summary>
internal sealed record AnyShape : Shape;

/// <summary>One shape or another.</summary>
internal sealed record EitherShape(ImmutableArray<Shape> Shapes) : Shape;

/// <summary>A member of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">What it holds.</param>
/// <param name="Description">What it means, with its unit, in a sentence or two.</param>
internal sealed record Member(string Name, Shape Shape, string Description)
{
    /// <summary>Whether it must be there; else it may also be null.</summary>
    public bool Required { get; init; }

    /// <summary>What holds where it is left out, as it would be written, or in words.</summary>
    public string? Default { get; init; }

    /// <summary>A value as it is written, in JSON.</summary>
    public string? Example { get; init; }
}
