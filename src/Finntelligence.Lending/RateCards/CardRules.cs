using System.Collections.Immutable;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.RateCards;

/// <summary>What a pricing team asks of a card: data/&lt;product&gt;/ratecard.json. Every member has a default, and so has the file.</summary>
public sealed record CardRules
{
    /// <summary>The file's name.</summary>
    public const string FileName = "ratecard.json";

    /// <summary>Most questions on the way to a cell that may be asked for.</summary>
    public const int GreatestDepth = 4;

    /// <summary>Most thresholds of an input that may be asked for.</summary>
    public const int GreatestThresholds = 200;

    /// <summary>No rules but the defaults.</summary>
    public static CardRules None { get; } = new();

    /// <summary>Inputs that the card may split by; empty for all features of the applicant.</summary>
    public ImmutableArray<string> SplitBy { get; init; } = [];

    /// <summary>Thresholds of inputs, ascending, in place of those that are found.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<decimal>> Thresholds { get; init; } = ImmutableSortedDictionary<string, ImmutableArray<decimal>>.Empty;

    /// <summary>Most thresholds that are tried of an input.</summary>
    public int MostThresholds { get; init; } = 32;

    /// <summary>Most questions on the way to a cell, 1 to 4.</summary>
    public int Depth { get; init; } = 2;

    /// <summary>Most cells.</summary>
    public int MostCells { get; init; } = 8;

    /// <summary>Fewest customers of a cell.</summary>
    public int FewestCustomers { get; init; } = 100;

    /// <summary>How the rate may move as an input rises, all else equal.</summary>
    public ImmutableArray<CardOrder> Order { get; init; } = [];

    /// <summary>Greatest difference of the rates of two neighbouring cells, in points; null for any.</summary>
    public decimal? GreatestJump { get; init; }

    /// <summary>Greatest rate for each value of a category, beside those of the product's policy.</summary>
    public ByCategory<decimal>? Caps { get; init; }

    /// <summary>What must not be split.</summary>
    public ImmutableArray<NoSplit> NotSplit { get; init; } = [];

    /// <summary>The rates in force now, for each value of a category; null for those that are known otherwise.</summary>
    public ByCategory<decimal>? Today { get; init; }

    /// <summary>Points by which a customer's rate may differ from today's; null for any.</summary>
    public decimal? GreatestChange { get; init; }

    /// <summary>Greatest expected loss, a customer's mean in the product's currency; null for any.</summary>
    public double? GreatestLoss { get; init; }

    /// <summary>Least share of the customers that is expected to take the offer; null for any.</summary>
    public double? LeastTakeUp { get; init; }
}

/// <summary>How the rate may move as an input rises, all else equal.</summary>
/// <param name="Feature">An input whose values have an order.</param>
/// <param name="Rate">Its direction.</param>
public sealed record CardOrder(string Feature, RateDirection Rate);

/// <summary>How a rate moves.</summary>
public enum RateDirection
{
    /// <summary>It never falls.</summary>
    Rises,

    /// <summary>It never rises.</summary>
    Falls,
}

/// <summary>A cell that must not be split.</summary>
/// <param name="By">By this input.</param>
/// <param name="Feature">Only where this category may have one of the values; null for everywhere.</param>
/// <param name="Values">Codes of the category's values.</param>
public sealed record NoSplit(string By, string? Feature, ImmutableArray<int> Values);
