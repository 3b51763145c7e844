using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Finntelligence.Experiments.Estimators;

namespace Finntelligence.Evidence.Evaluation.Results;

/// <summary>One policy's worth.</summary>
public sealed record PolicyValue
{
    /// <summary>Identifier: card; safeMean, safeMeanAny, safe, safeDeparture; shipped, shippedWithLoss, hurdle, direct, bestPerClass, rateCard, rateCardByModels, mailed, random, lowest.</summary>
    public required string Name { get; init; }

    /// <summary>For a person.</summary>
    public required string Title { get; init; }

    /// <summary>Why nothing is said of its worth: the experiment made too few offers like its own. Null where it is said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Refusal { get; init; }

    /// <summary>Inverse propensity; null after a refusal.</summary>
    public required Estimate? InversePropensity { get; init; }

    /// <summary>Self-normalised inverse propensity; null after a refusal.</summary>
    public required Estimate? SelfNormalised { get; init; }

    /// <summary>Doubly robust; the one to quote; null after a refusal.</summary>
    public required Estimate? DoublyRobust { get; init; }

    /// <summary>How much of the data speaks for it.</summary>
    public required WeightFigures Weights { get; init; }

    /// <summary>Mean rate it offers.</summary>
    public required double MeanRate { get; init; }

    /// <summary>Share of the applicants to whom it offers the card's rate (within half a grid step).</summary>
    public required double ShareAtCard { get; init; }

    /// <summary>What it offers, by class; sorted by rate.</summary>
    public required ImmutableArray<ClassRates> Rates { get; init; }
}

/// <summary>An estimate in money an offer, with percentile intervals.</summary>
/// <param name="Value">Of the policy.</param>
/// <param name="Interval">Of it.</param>
/// <param name="Difference">To the standard card, on the same rows; null where the card's own value is refused.</param>
/// <param name="DifferenceInterval">Of it, from the same replicates.</param>
public sealed record Estimate(double Value, Interval Interval, double? Difference, Interval? DifferenceInterval);

/// <summary>Importance weights of the rows whose rate was the policy's.</summary>
/// <param name="MatchedRows">With a weight above 0.</param>
/// <param name="EffectiveSampleSize">(Σw)² / Σw² (Kish).</param>
/// <param name="Mean">Over all rows; 1 but for chance.</param>
/// <param name="Percentile99">Of the weights above 0.</param>
/// <param name="Maximum">The greatest.</param>
/// <param name="ShareOfTopPercent">Part of the whole weight that the 1 % greatest carry.</param>
public sealed record WeightFigures(
    int MatchedRows, double EffectiveSampleSize, double Mean, double Percentile99, double Maximum, double ShareOfTopPercent);

/// <summary>A policy's rates in one class.</summary>
/// <param name="Class">The category's value.</param>
/// <param name="Card">The card's rate there.</param>
/// <param name="Rates">Rate and share of the class, summing to 1.</param>
public sealed record ClassRates(string Class, double Card, ImmutableArray<RateShare> Rates);

/// <summary>How often a rate is offered.</summary>
public readonly record struct RateShare(double Rate, double Share);

/// <summary>All policies' doubly robust estimates under another assumption.</summary>
/// <param name="Name">Identifier: window025, window1, offeredInterest, contractIsOffer, clustered.</param>
/// <param name="Title">For a person.</param>
/// <param name="Rows">Used.</param>
/// <param name="Policies">By policy name, in the order of the evaluation.</param>
public sealed record Sensitivity(string Name, string Title, int Rows, ImmutableArray<NamedEstimate> Policies);

/// <summary>A policy's estimate; null where it is refused.</summary>
public sealed record NamedEstimate(string Policy, Estimate? Estimate);

/// <summary>A variant of the safe policy that was tried.</summary>
/// <param name="Name">Identifier.</param>
/// <param name="Title">For a person.</param>
/// <param name="Family">Kind of variant: shrinkage, relative, pessimism, direct, hurdle, …</param>
/// <param name="InnerDifferences">For each outer fold, the mean difference to the card on the inner folds: all that the choice saw.</param>
/// <param name="InnerLowerBounds">The same less 1.645 standard errors.</param>
/// <param name="ChosenBy">The rules that chose it, and in which outer folds.</param>
/// <param name="Outer">Doubly robust on the outer folds: for the record, nothing was chosen by it. Null where it is refused.</param>
/// <param name="ShareAtCard">As of a policy.</param>
public sealed record VariantTried(
    string Name, string Title, string Family, ImmutableArray<double> InnerDifferences, ImmutableArray<double> InnerLowerBounds,
    ImmutableArray<RuleChoice> ChosenBy, Estimate? Outer, double ShareAtCard)
{
    /// <summary>The mean of <see cref="InnerDifferences"/> over the outer folds.</summary>
    public double InnerMean() => InnerDifferences.Average();

    /// <summary>The mean of <see cref="InnerLowerBounds"/> over the outer folds.</summary>
    public double InnerLower() => InnerLowerBounds.Average();
}

/// <summary>Where a rule chose a variant.</summary>
/// <param name="Policy">Name of the policy that the rule makes.</param>
/// <param name="Folds">Outer folds.</param>
public sealed record RuleChoice(string Policy, ImmutableArray<int> Folds);

/// <summary>Probit of applying on the rate, with class and wave dummies.</summary>
/// <param name="MarginalEffect">At the means, per point of rate.</param>
/// <param name="StandardError">Of it, by the delta method.</param>
/// <param name="Rows">Used.</param>
/// <param name="Published">What the paper has; null on other data.</param>
/// <param name="PublishedRows">Its rows.</param>
public sealed record ProbitCheck(double MarginalEffect, double StandardError, int Rows, double? Published, int? PublishedRows);
