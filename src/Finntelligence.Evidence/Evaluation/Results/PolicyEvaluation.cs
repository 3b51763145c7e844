using System.Collections.Immutable;

namespace Finntelligence.Evidence.Evaluation.Results;

/// <summary>What pricing policies are worth on people who were really offered a rate at random. Aggregates only. Money is per offer mailed.</summary>
public sealed record PolicyEvaluation
{
    /// <summary>Version of this document.</summary>
    public int Format { get; init; } = 1;

    /// <summary>What it was measured on.</summary>
    public required EvaluationData Data { get; init; }

    /// <summary>How.</summary>
    public required EvaluationSettings Settings { get; init; }

    /// <summary>Every policy, the card first; all on folds that neither their models nor their parameters saw.</summary>
    public required ImmutableArray<PolicyValue> Policies { get; init; }

    /// <summary>The same under other assumptions.</summary>
    public required ImmutableArray<Sensitivity> Sensitivities { get; init; }

    /// <summary>What the safe policy was chosen from, and how each variant did.</summary>
    public required ImmutableArray<VariantTried> Variants { get; init; }

    /// <summary>The rate cards that were applied to the outer folds; empty in an evaluation from before there were any.</summary>
    public ImmutableArray<FoldCard> RateCards { get; init; } = [];

    /// <summary>Check of the import; null where the history lacks its columns.</summary>
    public ProbitCheck? Probit { get; init; }

    /// <summary>On the simulated twin; null unless asked for.</summary>
    public RegretResult? Regret { get; init; }
}

/// <summary>The history.</summary>
/// <param name="Name">Of the file.</param>
/// <param name="Description">For a person.</param>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="Simulated">Whether nobody lived it: then the values say nothing about customers.</param>
/// <param name="Rows">Offers made.</param>
/// <param name="Taken">Of these.</param>
/// <param name="Clusters">Groups that the clustered intervals resample.</param>
/// <param name="MeanProfit">Realised, an offer.</param>
/// <param name="ShareOfTopPercent">Part of the sum of positive profits that the most profitable 1 % of the loans earned.</param>
public sealed record EvaluationData(
    string Name, string Description, string Sha256, bool Simulated, int Rows, int Taken, int Clusters, double MeanProfit, double ShareOfTopPercent);

/// <summary>How values are estimated.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Folds">A row's fold is its position in the file modulo this.</param>
/// <param name="Window">Half width, in points of rate, within which a rate counts as the policy's.</param>
/// <param name="CostOfFunds">Percent of the amount a month.</param>
/// <param name="Replicates">Of the bootstrap.</param>
/// <param name="Confidence">Of every interval: 0.9.</param>
/// <param name="Seed">Of everything random.</param>
/// <param name="Scope">What the values cover and what they do not, for a person.</param>
public sealed record EvaluationSettings(
    string Currency, int Folds, double Window, double CostOfFunds, int Replicates, double Confidence, ulong Seed, string Scope);
