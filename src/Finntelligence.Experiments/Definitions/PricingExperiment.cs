using System.Collections.Immutable;

namespace Finntelligence.Experiments.Definitions;

/// <summary>
/// A price experiment of a product: its versions, the first made first. The last is in force; the others say who changed what, when and why.
/// </summary>
/// <param name="Versions">At least one.</param>
public sealed record PricingExperiment(ImmutableArray<ExperimentVersion> Versions)
{
    /// <summary>The version in force.</summary>
    public ExperimentVersion Current => Versions[^1];
}

/// <summary>How prices are drawn from one moment on.</summary>
public sealed record ExperimentVersion
{
    /// <summary>From 1, without gaps.</summary>
    public required int Version { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who made it.</summary>
    public required string By { get; init; }

    /// <summary>Why.</summary>
    public required string Why { get; init; }

    /// <summary>Whether prices are drawn; stopped, everybody gets what the product offers without an experiment.</summary>
    public required ExperimentState State { get; init; }

    /// <summary>Goes into the hash of an applicant's key. While it stays, a person keeps arm and draw.</summary>
    public required string Salt { get; init; }

    /// <summary>Who gets what; the first is the champion, which the others are compared with.</summary>
    public required ImmutableArray<Arm> Arms { get; init; }

    /// <summary>Applicants who are in no experiment.</summary>
    public ImmutableArray<LeftOut> LeaveOut { get; init; } = [];

    /// <summary>What it may cost, and when it ends.</summary>
    public Guardrails Guardrails { get; init; } = new();
}

/// <summary>Whether an experiment draws.</summary>
public enum ExperimentState
{
    Running,
    Stopped,
}

/// <summary>A way to price, and its part of the applicants.</summary>
/// <param name="Name">Identifier.</param>
/// <param name="Share">Of the applicants in the experiment; 0 in the shadow.</param>
/// <param name="Policy">What names the offer.</param>
/// <param name="Models">The pair of the registry that decides; null for the one in service.</param>
/// <param name="Shadow">Decides for everybody, and nobody is shown it.</param>
/// <param name="Exploration">Draws around the policy's offer; null to make that offer always.</param>
public sealed record Arm(string Name, double Share, ArmPolicy Policy, PairOfVersions? Models, bool Shadow, Exploration? Exploration);

/// <summary>Two versions of the registry. What a version is never changes, and so an arm stays what it is; an alias would move under it.</summary>
/// <param name="Risk">Number of the risk model's version.</param>
/// <param name="Acceptance">Number of the acceptance model's version.</param>
public sealed record PairOfVersions(int Risk, int Acceptance);

/// <summary>Pairs that learned from the same market by other draws, among whose opinions Thompson draws; at least two.</summary>
public sealed record Bag(ImmutableArray<PairOfVersions> Pairs)
{
    /// <summary>Whether it is of the same pairs, in the same order.</summary>
    public bool Equals(Bag? other) => other is not null && Pairs.SequenceEqual(other.Pairs);

    /// <inheritdoc/>
    public override int GetHashCode() => Pairs.Aggregate(17, HashCode.Combine);
}

/// <summary>What names an offer.</summary>
public enum ArmPolicy
{
    /// <summary>The greatest expected profit.</summary>
    Engine,

    /// <summary>The best offer at the applicant's greatest rate: the product's rate caps.</summary>
    Card,

    /// <summary>The best offer at the rate of the learned rate card, which policy.rateCard of the product declares.</summary>
    RateCard,
}

/// <summary>
/// Which rates are drawn, and how. Open are the feasible, supported offers, the best amount and months at each rate, whose expected profit
/// is at least a share of the best.
/// </summary>
public sealed record Exploration
{
    /// <summary>By which law.</summary>
    public required DrawLaw Draw { get; init; }

    /// <summary>Least expected profit over the best's, in (0, 1].</summary>
    public required double ShareOfBest { get; init; }

    /// <summary>Greatest distance from the best rate, in points; null for none.</summary>
    public double? Band { get; init; }

    /// <summary>Of softmax, in money: the greater, the more alike the chances.</summary>
    public double? Temperature { get; init; }

    /// <summary>Of Thompson: the part of the draws that is uniform, so that every open rate keeps a chance; in [0, 1).</summary>
    public double Floor { get; init; }

    /// <summary>Of Thompson: the pairs that vote; else null.</summary>
    public Bag? Bag { get; init; }
}

/// <summary>A law over the open rates.</summary>
public enum DrawLaw
{
    /// <summary>All alike.</summary>
    Uniform,

    /// <summary>In proportion to e^(profit / temperature).</summary>
    Softmax,

    /// <summary>Each as often as it is the best by one of the bagged models.</summary>
    Thompson,
}

/// <summary>Applicants who are left out, by a feature that the product declares; protected attributes are none.</summary>
/// <param name="Feature">Name.</param>
/// <param name="Position">Of the feature in the product.</param>
/// <param name="Codes">Codes of a category; empty for a number.</param>
/// <param name="AtLeast">Numbers from here on; null for no limit.</param>
/// <param name="AtMost">Numbers up to here; null for no limit.</param>
public sealed record LeftOut(string Feature, int Position, ImmutableArray<int> Codes, double? AtLeast, double? AtMost)
{
    /// <summary>Whether it is so of a value; a missing one is nobody's.</summary>
    public bool Holds(float value) =>
        !float.IsNaN(value) && (Codes.IsEmpty ? (AtLeast is null || value >= AtLeast) && (AtMost is null || value <= AtMost) : Codes.Contains((int)value));
}

/// <summary>What an experiment may cost, and when it ends. Null is no limit.</summary>
public sealed record Guardrails
{
    /// <summary>Most expected profit given up for one decision.</summary>
    public double? MostForDecision { get; init; }

    /// <summary>For all decisions of a day, UTC.</summary>
    public double? MostForDay { get; init; }

    /// <summary>For all decisions.</summary>
    public double? MostInAll { get; init; }

    /// <summary>Ends an arm that is shown to be worse; null to look only.</summary>
    public StopRule? Stop { get; init; }
}

/// <summary>When the experiment ends by itself: a sequential test, so that it may be looked at after every decision.</summary>
/// <param name="Confidence">Of the confidence sequence, in (0.5, 1).</param>
/// <param name="WorseBy">An arm ends when its mean profit is surely below the champion's by more than this; ≥ 0.</param>
/// <param name="LeastDecisions">Before which it does not end.</param>
public sealed record StopRule(double Confidence, double WorseBy, int LeastDecisions)
{
    /// <summary>Time between two looks of the service.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Months after which an offer is judged; null for the longest term and one.</summary>
    public double? HorizonMonths { get; init; }
}
