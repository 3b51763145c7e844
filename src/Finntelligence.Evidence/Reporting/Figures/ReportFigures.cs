using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Finntelligence.Evidence.Evaluation.Results;
using Finntelligence.Evidence.Monitoring;
using Finntelligence.Evidence.Rehearsed;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Modelling.Gates;

namespace Finntelligence.Evidence.Reporting.Figures;

/// <summary>Everything a report says. Aggregates only: no member of it holds a person's values.</summary>
internal sealed record ReportFigures
{
    public required ProductFigures Product { get; init; }

    /// <summary>The alias whose models these are.</summary>
    public required string Alias { get; init; }

    /// <summary>When the younger of the two models was registered: the date of the report's subject. Nothing in a report tells the time it was made.</summary>
    public required DateTimeOffset ModelsOf { get; init; }

    public required VerdictFigures Verdict { get; init; }

    public required DataFigures Data { get; init; }

    public required ImmutableArray<ModelFigures> Models { get; init; }

    public required ImmutableArray<DriverFigures> Drivers { get; init; }

    public required ImmutableArray<TakeUpCurve> TakeUp { get; init; }

    public required PolicyFigures Policy { get; init; }

    public required ImmutableArray<FairnessFigures> Fairness { get; init; }

    /// <summary>What policies are worth on people who were offered rates at random, as <c>evaluate</c> left it; null without it.</summary>
    public required PolicyEvaluation? Value { get; init; }

    /// <summary>Promotion gates, and what they found.</summary>
    public required ImmutableArray<GateResult> Gates { get; init; }

    /// <summary>Every registered version, and every move of an alias.</summary>
    public HistoryFigures History { get; init; } = HistoryFigures.None;

    /// <summary>The price experiment; null where the product declares none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PricingExperiment? Experiment { get; init; }

    /// <summary>What simulated lenders came to with price experiments and without; null where nobody rehearsed it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RehearsalResult? Rehearsal { get; init; }

    /// <summary>What later business is compared with.</summary>
    public required ImmutableArray<BaselineFigures> Baseline { get; init; }

    /// <summary>The present; null where no file of it was given.</summary>
    public required DriftFigures? Drift { get; init; }
}

/// <summary>The product, as far as a report needs it.</summary>
internal sealed record ProductFigures(
    string Name, string Title, string Currency, string RatePeriod, string Sha256, double CostOfFunds, double OperatingCost, double LossGivenDefault,
    ImmutableArray<string> Audit, Lending.Products.Monitoring Monitoring);

/// <summary>Training distribution of one model's inputs and score, as the artifact carries it.</summary>
internal sealed record BaselineFigures(string Kind, ImmutableArray<BaselineFeature> Features);

/// <summary>One of them: how many bins there are, what share is missing, and how the index would move by chance alone with a thousand rows.</summary>
internal sealed record BaselineFeature(string Name, long Rows, int Bins, double Missing, double ByChanceOf1000);

/// <summary>Whether to promote, and why.</summary>
public sealed record VerdictFigures(VerdictLevel Level, string Words, ImmutableArray<VerdictCheck> Checks, ImmutableArray<string> Uncertain);

/// <summary>One thing that was checked.</summary>
public sealed record VerdictCheck(string Name, CheckOutcome Outcome, string Figure, string Limit, string Meaning);

/// <summary>What a check came to.</summary>
public enum CheckOutcome
{
    Passed,

    /// <summary>Does not stop a promotion, but somebody must decide to live with it.</summary>
    Concern,

    Failed,

    /// <summary>Could not be measured.</summary>
    Unknown,
}

/// <summary>What the checks come to.</summary>
public enum VerdictLevel
{
    Promote,
    PromoteWithConditions,
    DoNotPromote,

    /// <summary>The history of the report is not the one the models learned from.</summary>
    NoVerdict,
}
