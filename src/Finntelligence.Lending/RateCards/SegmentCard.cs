using System.Collections.Immutable;

namespace Finntelligence.Lending.RateCards;

/// <summary>A rate card as a lender publishes it: a tree of questions about a request, whose leaves, the cells, have a rate each.</summary>
/// <param name="Product">Identifier of the product that it prices.</param>
/// <param name="Root">The first question, or the only cell.</param>
/// <param name="Making">What it was made from; null for a card that was written by hand.</param>
public sealed record SegmentCard(string Product, CardNode Root, CardMaking? Making = null)
{
    /// <summary>The kind under which a registry keeps cards, beside the two models.</summary>
    public const string Kind = "ratecard";

    /// <summary>The cells from left to right.</summary>
    public ImmutableArray<CardCell> Cells { get; } = [.. Leaves(Root)];

    /// <summary>The cell of a request.</summary>
    /// <param name="inputs">As <see cref="CardInputs.Write"/> writes them.</param>
    public CardCell CellOf(ReadOnlySpan<float> inputs)
    {
        var node = Root;
        while (node is CardSplit split)
            node = split.Question.Holds(inputs[split.Question.Input]) ? split.Then : split.Else;
        return (CardCell)node;
    }

    /// <summary>Every cell with the answers that lead to it, from the root on.</summary>
    public IEnumerable<(CardCell Cell, ImmutableArray<CardAnswer> Path)> Paths() => Paths(Root, []);

    private static IEnumerable<(CardCell, ImmutableArray<CardAnswer>)> Paths(CardNode node, ImmutableArray<CardAnswer> path) => node switch
    {
        CardSplit split => Paths(split.Then, path.Add(new CardAnswer(split.Question, true)))
            .Concat(Paths(split.Else, path.Add(new CardAnswer(split.Question, false)))),
        CardCell cell => [(cell, path)],
        _ => throw new InvalidOperationException("A node is a split or a cell."),
    };

    private static IEnumerable<CardCell> Leaves(CardNode node) => node switch
    {
        CardSplit split => Leaves(split.Then).Concat(Leaves(split.Else)),
        CardCell cell => [cell],
        _ => throw new InvalidOperationException("A node is a split or a cell."),
    };
}

/// <summary>A split or a cell.</summary>
public abstract record CardNode;

/// <summary>A question and what follows from its answers.</summary>
/// <param name="Question">Asked of the request.</param>
/// <param name="Then">Where it holds.</param>
/// <param name="Else">Where it does not.</param>
public sealed record CardSplit(CardQuestion Question, CardNode Then, CardNode Else) : CardNode;

/// <summary>A segment of the card.</summary>
/// <param name="Name">Unique in the card.</param>
/// <param name="Rate">Percent per rate period, on the product's axis.</param>
public sealed record CardCell(string Name, decimal Rate) : CardNode;

/// <summary>One step of the way to a cell.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Holds">The answer.</param>
public readonly record struct CardAnswer(CardQuestion Question, bool Holds);

/// <summary>What a card was made from, and how it did on customers that it was not made from.</summary>
public sealed record CardMaking
{
    /// <summary>What its profit was counted by: "models" or "heldOut".</summary>
    public required string Objective { get; init; }

    /// <summary>SHA-256 of the model of default, lower-case hex.</summary>
    public required string RiskSha256 { get; init; }

    /// <summary>SHA-256 of the model of take-up, lower-case hex.</summary>
    public required string AcceptanceSha256 { get; init; }

    /// <summary>File name of the customers.</summary>
    public required string DataName { get; init; }

    /// <summary>SHA-256 of that file, lower-case hex.</summary>
    public required string DataSha256 { get; init; }

    /// <summary>Whether nobody lived it.</summary>
    public required bool IsSimulated { get; init; }

    /// <summary>Figures by name: <see cref="CardMetrics"/>.</summary>
    public required ImmutableSortedDictionary<string, double> Metrics { get; init; }
}

/// <summary>Names of the figures that are kept with a card. Money is a customer's mean, on folds that the card of the fold was not made from.</summary>
public static class CardMetrics
{
    /// <summary>Profit by the card.</summary>
    public const string Profit = "profit";

    /// <summary>Profit by the card that was in force.</summary>
    public const string ProfitToday = "profitToday";

    /// <summary>The difference of the two.</summary>
    public const string Gain = "gain";

    /// <summary>Lower end of the 90 % interval of <see cref="Gain"/>.</summary>
    public const string GainLow = "gainLow";

    /// <summary>Upper end of it.</summary>
    public const string GainHigh = "gainHigh";

    /// <summary>Cells.</summary>
    public const string Cells = "cells";

    /// <summary>Customers in the smallest cell.</summary>
    public const string FewestCustomers = "fewestCustomers";

    /// <summary>Customers in all.</summary>
    public const string Customers = "customers";

    /// <summary>How many rules the card was asked to keep and does not.</summary>
    public const string RulesBroken = "rulesBroken";

    /// <summary>The least adverse impact ratio of any audited group; 1 without one.</summary>
    public const string LeastImpactRatio = "leastImpactRatio";

    /// <summary>By how much, as a share, a better card of as many cells could at most earn more on the customers that it was made from.</summary>
    public const string Gap = "gap";
}
