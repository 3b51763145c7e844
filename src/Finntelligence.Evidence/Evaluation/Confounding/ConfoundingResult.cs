using System.Collections.Immutable;
using Finntelligence.Lending.Models;

namespace Finntelligence.Evidence.Evaluation.Confounding;

/// <summary>What models learn of a rate's effect from histories whose prices followed risk and a mood, and what that costs, with the truth known.</summary>
/// <param name="Rows">Of each history.</param>
/// <param name="Seeds">Histories of each kind.</param>
/// <param name="Cases">One for each strength, with the mood seen and hidden.</param>
public sealed record ConfoundingResult(int Rows, int Seeds, ImmutableArray<ConfoundingCase> Cases);

/// <summary>Histories of one kind. Means over them, with standard errors of the means.</summary>
/// <param name="Strength">How far prices followed risk and mood.</param>
/// <param name="MoodSeen">Whether the models see the mood; else a cause is hidden.</param>
/// <param name="Expected">The verdict that is right: with a hidden cause, or next to no chance in the rates, the effect is not identified.</param>
/// <param name="Right">Share of the acceptance models with that verdict.</param>
/// <param name="TakeUp">Change of take-up for a point of rate.</param>
/// <param name="Default">Change of default for a point of rate, of those who take.</param>
/// <param name="EffectiveShare">Effective rows with the weights, as a share of all rows, of acceptance.</param>
/// <param name="Profit">What policies truly earn, as a share of the oracle's profit.</param>
/// <param name="NaiveBook">Naive offers beside what people paid.</param>
/// <param name="Book">Offers of models that learned with weights, within what people alike were offered.</param>
public sealed record ConfoundingCase(
    string Strength, bool MoodSeen, PriceVerdict Expected, double Right, SlopeFigures TakeUp, SlopeFigures Default, double EffectiveShare,
    PolicyShares Profit, BookShares NaiveBook, BookShares Book);

/// <summary>Offers beside what people paid, by seven grades of the lender's scorecard.</summary>
/// <param name="Correlation">Of offered and paid rate, mean over histories.</param>
/// <param name="LeastCorrelation">The least of them.</param>
/// <param name="GradesOutside">Share of the grades whose mean offered rate is outside the central 90 % of what the grade paid.</param>
public sealed record BookShares(double Correlation, double LeastCorrelation, double GradesOutside);

/// <summary>A slope as it is and as models have it.</summary>
/// <param name="Truth">True.</param>
/// <param name="Naive">Models that learn with each row counting one.</param>
/// <param name="Uncorrected">Models that learn with weights, trees alone: what they lack beside <paramref name="Weighted"/> few rows do not teach.</param>
/// <param name="Weighted">Models that learn with weights, as <c>train</c> makes them.</param>
/// <param name="Orthogonal">The orthogonal estimate; it averages over the people of the history, by how much of their rate was chance.</param>
public sealed record SlopeFigures(double Truth, BiasFigures Naive, BiasFigures Uncorrected, BiasFigures Weighted, BiasFigures Orthogonal)
{
    /// <summary>Share of the naive bias that weights remove; below 0 where they add to it.</summary>
    public double Removed => Naive.Mean == 0 ? 0 : 1 - Math.Abs(Weighted.Mean / Naive.Mean);

    /// <summary>The standard error of <see cref="Removed"/>, the naive bias taken as known.</summary>
    public double RemovedError => Naive.Mean == 0 ? 0 : Math.Abs(Weighted.Error / Naive.Mean);
}

/// <summary>Estimate less truth, over histories.</summary>
/// <param name="Mean">The bias.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="Spread">Standard deviation from one history to another.</param>
public sealed record BiasFigures(double Mean, double Error, double Spread);

/// <summary>Profits as shares of what an oracle earns that knows take-up and default.</summary>
/// <param name="Naive">Models that learn with each row counting one.</param>
/// <param name="Weighted">Models that learn with weights.</param>
/// <param name="WithinRates">The same, within the rates of people who are alike.</param>
/// <param name="Banded">The same, within their rates and their terms, as the service offers.</param>
/// <param name="OracleWithinTerms">The oracle, within the terms of people who are alike: what staying within terms costs whoever knows all.</param>
/// <param name="Usual">The rates that the lender asked, at the amounts and terms that the naive engine chose.</param>
/// <param name="NaiveOutside">Share of the naive offers outside the rates of people who are alike.</param>
public sealed record PolicyShares(
    double Naive, double Weighted, double WithinRates, double Banded, double OracleWithinTerms, double Usual, double NaiveOutside);
