using System.Collections.Immutable;
using Finntelligence.Evidence.Reporting.Figures;
using Finntelligence.RateCards.Search;
using Finntelligence.RateCards.Selection;

namespace Finntelligence.Evidence.RateCards.Figures;

/// <summary>Everything a committee is shown of a card. Aggregates only; money is a customer's mean in the product's currency.</summary>
public sealed record CardFigures
{
    /// <summary>The product.</summary>
    public required string Product { get; init; }

    /// <summary>For people.</summary>
    public required string Title { get; init; }

    /// <summary>Of every amount.</summary>
    public required string Currency { get; init; }

    /// <summary>"month" or "year": what a rate is per.</summary>
    public required string RatePeriod { get; init; }

    /// <summary>What profit was counted by: "models" or "heldOut".</summary>
    public required string Objective { get; init; }

    /// <summary>Where customers and models came from.</summary>
    public required CardSource Source { get; init; }

    /// <summary>The rates in force, in words; null where nobody knows them, and the comparison is with the best single rate.</summary>
    public required string? Today { get; init; }

    /// <summary>How the card was found.</summary>
    public required CardSearchFigures Search { get; init; }

    /// <summary>Every number of cells that was tried.</summary>
    public required ImmutableArray<TriedCells> Tried { get; init; }

    /// <summary>What the card keeps.</summary>
    public required ImmutableArray<CheckedRule> Rules { get; init; }

    /// <summary>The cells.</summary>
    public required ImmutableArray<CellFigures> Cells { get; init; }

    /// <summary>All customers.</summary>
    public required CellFigures Total { get; init; }

    /// <summary>On customers that the card of their fold was not found on: profit, that of today's rates, and the difference.</summary>
    public required HeldOutFigures HeldOut { get; init; }

    /// <summary>Who pays less and who pays more, by today's rate.</summary>
    public required ImmutableArray<MovedFigures> Moved { get; init; }

    /// <summary>The same by groups that no card may ask for.</summary>
    public required ImmutableArray<AuditFigures> Audit { get; init; }

    /// <summary>
    /// What <c>evaluate</c> found such cards to earn over the standard card on the experiment's own offers, in folds that neither cards nor models had
    /// seen, with its 90 % interval; null where it has not valued them on this history.
    /// </summary>
    public required Interval? Evaluated { get; init; }

    /// <summary>What pricing one by one would offer and earn in expectation, by the models.</summary>
    public required OneByOneFigures OneByOne { get; init; }
}

/// <summary>Where customers and models came from.</summary>
/// <param name="Customers">Rows that the card was found on.</param>
/// <param name="LeftOut">Rows that lack what a request must have.</param>
/// <param name="Name">Of the file.</param>
/// <param name="Sha256">Of its bytes; empty for a stream.</param>
/// <param name="IsSimulated">Whether nobody lived it.</param>
/// <param name="Risk">Version of the model of default.</param>
/// <param name="RiskSha256">Its hash.</param>
/// <param name="Acceptance">Version of the model of take-up.</param>
/// <param name="AcceptanceSha256">Its hash.</param>
public sealed record CardSource(
    int Customers, int LeftOut, string Name, string Sha256, bool IsSimulated, string Risk, string RiskSha256, string Acceptance, string AcceptanceSha256);

/// <summary>How a card was found.</summary>
/// <param name="Depth">Most questions in a row.</param>
/// <param name="Rates">Rates that a cell could have.</param>
/// <param name="Inputs">What it could be split by.</param>
/// <param name="IsProven">Whether no better card of as many cells keeps the rules, over the thresholds that were tried.</param>
/// <param name="Gap">Else by how much, as a share of the profit, one could at most be better.</param>
/// <param name="Multiplier">What a limit was priced at; 0 without one.</param>
public sealed record CardSearchFigures(int Depth, int Rates, ImmutableArray<string> Inputs, bool IsProven, double Gap, double Multiplier);

/// <summary>One cell.</summary>
/// <param name="Cell">Its name; "all" for everybody.</param>
/// <param name="Who">Its customers, in words.</param>
/// <param name="Customers">How many.</param>
/// <param name="Share">Of all.</param>
/// <param name="Rate">Its rate; the mean for everybody.</param>
/// <param name="RateToday">Mean rate in force; NaN where nobody knows.</param>
/// <param name="TakeUp">Mean probability, by the models.</param>
/// <param name="TakeUpToday">The same at the rates in force.</param>
/// <param name="Default">Mean probability of those who take the offer, by the models.</param>
/// <param name="Loss">Mean expected loss, by the models.</param>
/// <param name="Profit">Mean, by the objective, with its 90 % interval.</param>
/// <param name="ProfitToday">The same at the rates in force.</param>
/// <param name="Gain">The difference, customer by customer.</param>
public sealed record CellFigures(
    string Cell, string Who, int Customers, double Share, double Rate, double RateToday, double TakeUp, double TakeUpToday, double Default, double Loss,
    Interval Profit, Interval ProfitToday, Interval Gain);

/// <summary>On customers that the card of their fold was not found on.</summary>
/// <param name="Profit">By the cards of the other folds.</param>
/// <param name="ProfitToday">By the rates in force, or the best single rate.</param>
/// <param name="Gain">The difference, customer by customer.</param>
public sealed record HeldOutFigures(Interval Profit, Interval ProfitToday, Interval Gain);

/// <summary>Who pays less and who pays more.</summary>
/// <param name="Group">Their rate in force, or their group.</param>
/// <param name="Customers">How many.</param>
/// <param name="Less">Share whose rate falls.</param>
/// <param name="Same">Share whose rate stays.</param>
/// <param name="More">Share whose rate rises.</param>
/// <param name="MeanChange">In points.</param>
/// <param name="GreatestFall">In points; 0 where nobody's falls.</param>
/// <param name="GreatestRise">In points; 0 where nobody's rises.</param>
public sealed record MovedFigures(string Group, int Customers, double Less, double Same, double More, double MeanChange, double GreatestFall, double GreatestRise);

/// <summary>The card by the groups of one audit-only column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Title">For people.</param>
/// <param name="Reference">The rate that counts as favourable, or less: the middle one of all customers.</param>
/// <param name="Groups">Those with enough people.</param>
/// <param name="Suppressed">Groups with too few.</param>
public sealed record AuditFigures(string Column, string Title, double Reference, ImmutableArray<AuditGroupFigures> Groups, int Suppressed);

/// <summary>One group.</summary>
/// <param name="Group">Its name.</param>
/// <param name="Customers">How many.</param>
/// <param name="MeanRate">By the card.</param>
/// <param name="MeanRateToday">In force; NaN where nobody knows.</param>
/// <param name="Favourable">Share with an offer at the reference rate or less.</param>
/// <param name="ImpactRatio">That share ÷ the greatest of any group, with its 90 % interval.</param>
/// <param name="ImpactRatioToday">The same of the rates in force.</param>
/// <param name="More">Share whose rate rises.</param>
public sealed record AuditGroupFigures(
    string Group, int Customers, double MeanRate, double MeanRateToday, double Favourable, Interval ImpactRatio, double ImpactRatioToday, double More);

/// <summary>Pricing one by one beside the card, by the models.</summary>
/// <param name="Profit">Mean of the greatest expected profit of each customer.</param>
/// <param name="CardProfit">Mean expected profit by the card.</param>
/// <param name="MeanRate">Mean rate one by one.</param>
/// <param name="SameRate">Share of the customers to whom both offer the same rate.</param>
/// <param name="ThinToday">
/// Share of the customers to whom the service would offer less at the rate in force than the models think best, or nothing, as history is too thin there.
/// </param>
public sealed record OneByOneFigures(double Profit, double CardProfit, double MeanRate, double SameRate, double ThinToday);
