using System.Collections.Immutable;
using Finntelligence.Lending.Drift;

namespace Finntelligence.Explorer.Serving;

/// <summary>What the service knows of the models in service beyond the models themselves.</summary>
public interface IServiceBoard
{
    /// <summary>As it is now.</summary>
    ServiceBoard Now { get; }

    /// <summary>Full path of the folder of the product's models, where its report lies too.</summary>
    string ModelFolder { get; }

    /// <summary>Full path of a file of applicants that comes with the product; null where there is none.</summary>
    string? SampleFile { get; }
}

/// <summary>The state of the service, as its root address tells it.</summary>
public sealed record ServiceBoard
{
    /// <summary>The registry and what is asked of it, without a path of the machine.</summary>
    public required string Source { get; init; }

    /// <summary>Whether the pair kept from earlier serves, because the registry has given no good one since the start.</summary>
    public required bool IsFromCache { get; init; }

    /// <summary>What ML.NET's own engine said of the model of default; null without models.</summary>
    public required Confirmed? Risk { get; init; }

    /// <summary>What it said of the model of take-up; null without models.</summary>
    public required Confirmed? Acceptance { get; init; }

    /// <summary>Decisions that it scored again while the service answered.</summary>
    public required Rescored Rescored { get; init; }

    /// <summary>The rate card in service, as version and number of cells; null where there is none.</summary>
    public required (string Version, int Cells)? RateCard { get; init; }

    /// <summary>The applicants of late beside the training; null where nobody compares them.</summary>
    public required RecentDrift? Drift { get; init; }

    /// <summary>Models that were found and not taken into service, or why none could be looked for; null if all is well.</summary>
    public required Refusal? Refused { get; init; }
}

/// <summary>What ML.NET's own engine said of a model before it came into service.</summary>
/// <param name="Rows">Rows on which score and probability were equal in every bit; 0 where it cannot express the model.</param>
/// <param name="WhyNot">Why it cannot express the model; null if it can.</param>
public sealed record Confirmed(int Rows, string? WhyNot);

/// <summary>Decisions that ML.NET's engine scored again, since the start.</summary>
/// <param name="OneIn">One decision in how many; 0 for none.</param>
/// <param name="Equal">In every bit.</param>
/// <param name="Different">In at least one.</param>
public sealed record Rescored(int OneIn, long Equal, long Different);

/// <summary>The applicants of late, beside those that the models learned from.</summary>
/// <param name="Applicants">How many are compared.</param>
/// <param name="Window">How many there can be.</param>
/// <param name="Level">The worst of all features.</param>
/// <param name="Features">Those that a model sees, in the product's order.</param>
public sealed record RecentDrift(int Applicants, int Window, DriftLevel Level, ImmutableArray<RecentFeature> Features);

/// <summary>One feature.</summary>
/// <param name="Name">By the product.</param>
/// <param name="Model">"acceptance", or "risk" where that one alone sees it: whose training it is compared with.</param>
/// <param name="Stability">What came of it.</param>
public sealed record RecentFeature(string Name, string Model, FeatureStability Stability);

/// <summary>Models that were not taken into service.</summary>
/// <param name="At">When they were last tried.</param>
/// <param name="Reason">What is wrong with them, without a path of the machine.</param>
public sealed record Refusal(DateTimeOffset At, string Reason);
