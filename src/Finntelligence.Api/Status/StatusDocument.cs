using System.Text.Json.Serialization;
using Finntelligence.Api.Experimenting;
using Finntelligence.Api.Hosting;

namespace Finntelligence.Api.Status;

/// <summary>What serves, and since when.</summary>
internal sealed record StatusDocument
{
    /// <summary>What <see cref="Status"/> says.</summary>
    public const string Ok = "ok";

    /// <summary>"ok": there are models in service.</summary>
    public required string Status { get; init; }

    /// <summary>Version of the service.</summary>
    public required string Version { get; init; }

    /// <summary>The product served.</summary>
    public required ProductDocument Product { get; init; }

    /// <summary>The models in service.</summary>
    public required ModelStatusesDocument Models { get; init; }

    /// <summary>Where they come from.</summary>
    public required SourceDocument Source { get; init; }

    /// <summary>What ML.NET's own engine says of what serves.</summary>
    public required MlNetDocument MlNet { get; init; }

    /// <summary>The applicants of late beside those that the models learned from; absent where nobody compares them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DriftDocument? Drift { get; init; }

    /// <summary>The price experiment; absent where the product declares none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExperimentStatusDocument? Experiment { get; init; }

    /// <summary>Models that were found since and not taken, or why none could be looked for; absent if all is well.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RefusedCandidateDocument? LastRefused { get; init; }
}

/// <summary>Why nothing serves.</summary>
/// <remarks>What the contract says of it; the framework writes it.</remarks>
internal sealed record StatusProblemDocument : ProblemDocument
{
    /// <summary>Version of the service.</summary>
    public required string Version { get; init; }

    /// <summary>The product that would be served.</summary>
    public required ProductDocument Product { get; init; }

    /// <summary>Where models are looked for.</summary>
    public required SourceDocument Source { get; init; }

    /// <summary>Models that were found and not taken, or why none could be looked for; null if none were found.</summary>
    public required RefusedCandidateDocument? LastRefused { get; init; }
}

/// <summary>The product served.</summary>
/// <param name="Name">Its identifier.</param>
/// <param name="Title">For people.</param>
/// <param name="Currency">ISO 4217 code of every amount.</param>
/// <param name="Sha256">Of product.json, lower-case hex.</param>
internal sealed record ProductDocument(string Name, string Title, string Currency, string Sha256);

/// <summary>The models in service.</summary>
/// <param name="Risk">The model of default.</param>
/// <param name="Acceptance">The model of take-up.</param>
internal sealed record ModelStatusesDocument(ModelStatusDocument Risk, ModelStatusDocument Acceptance)
{
    /// <summary>The rate card that serves with them; absent where the product's policy asks for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CardStatusDocument? RateCard { get; init; }
}

/// <summary>A rate card in service.</summary>
/// <param name="Version">Its version in the registry.</param>
/// <param name="Sha256">Of its file, lower-case hex.</param>
/// <param name="Alias">The alias it was found by; null if it was named by version or as a file.</param>
/// <param name="Since">When it came into service, together with the models.</param>
/// <param name="Use">"offer": offers go by it; "compare": offers are priced one by one, and the answer says what it would offer.</param>
/// <param name="Cells">How many segments it has.</param>
internal sealed record CardStatusDocument(string Version, string Sha256, string? Alias, DateTimeOffset Since, string Use, int Cells);

/// <summary>A model in service.</summary>
/// <param name="Version">Its version in the registry.</param>
/// <param name="Sha256">Of its file, lower-case hex.</param>
/// <param name="Alias">The alias it was found by; null if it was named by version or as a file.</param>
/// <param name="Since">When it came into service, together with the other one.</param>
/// <param name="Confirmation">What ML.NET's own engine said of it before.</param>
/// <param name="EffectOfRate">
/// What it can know of a rate's effect: "randomised" where rates were drawn at random; "identified" where people who are alike were offered
/// different rates; "notIdentified" where another rate than was usual for the applicant is a guess; "notExamined" for an imported or older model.
/// </param>
internal sealed record ModelStatusDocument(
    string Version, string Sha256, string? Alias, DateTimeOffset Since, ConfirmationDocument Confirmation, string EffectOfRate)
{
    /// <summary>The probability that the product declares in place of a model that learned; absent for one that did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Declared { get; init; }
}

/// <summary>What ML.NET's own engine said of a model before it came into service.</summary>
/// <param name="Outcome">
/// "confirmed": score and probability were equal in every bit of float32 on all rows, else the model would not serve. "notExpressible":
/// ML.NET cannot express the model, so that it serves without.
/// </param>
/// <param name="Rows">Rows compared, over the product's ranges, the model's thresholds and missing values.</param>
/// <param name="At">When.</param>
internal sealed record ConfirmationDocument(string Outcome, int Rows, DateTimeOffset At)
{
    /// <summary>The outcome of a model that agrees with ML.NET.</summary>
    public const string Confirmed = "confirmed";

    /// <summary>The outcome of a model that ML.NET has no way to express.</summary>
    public const string NotExpressible = "notExpressible";

    /// <summary>Why ML.NET cannot express it; absent if it can.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }
}

/// <summary>ML.NET in this process.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Decisions">Decisions that its engine scored again while the service answered.</param>
internal sealed record MlNetDocument(string Version, DecisionChecksDocument Decisions);

/// <summary>Decisions that ML.NET's engine scored again, since the start of the process.</summary>
/// <param name="OneIn">One decision in how many is taken; 0 for none.</param>
/// <param name="Confirmed">Score and probability were equal in every bit of float32.</param>
/// <param name="Disagreeing">They were not. Each is logged as an error.</param>
/// <param name="Skipped">Taken, but not scored again: too many waited, or ML.NET can express neither model.</param>
internal sealed record DecisionChecksDocument(int OneIn, long Confirmed, long Disagreeing, long Skipped);

/// <summary>The applicants of late, whom `/predict` and `/predict/batch` decided about, beside those that the models learned from.</summary>
/// <param name="Applicants">How many are compared.</param>
/// <param name="Window">How many there can be: the last ones, since the start of the process.</param>
/// <param name="Level">The worst of all features: "notJudged" while there are too few, "stable", "watch" or "drift", by the product's limits.</param>
/// <param name="Features">Those that a model sees.</param>
internal sealed record DriftDocument(int Applicants, int Window, string Level, IReadOnlyList<FeatureDriftDocument> Features);

/// <summary>One feature of the applicants of late.</summary>
/// <param name="Feature">Its name.</param>
/// <param name="Model">"acceptance", or "risk" where that one alone sees it: whose training it is compared with.</param>
/// <param name="Stability">Population stability index over the bins of the training, missing values being one more; null while there is nobody.</param>
/// <param name="ByChance">What the index exceeds once in a hundred times when nothing has changed; null while there is nobody.</param>
/// <param name="MissingBefore">Share of missing values in training; null where nothing is known of it.</param>
/// <param name="MissingNow">Share of missing values now; null while there is nobody.</param>
/// <param name="Level">As of all features.</param>
internal sealed record FeatureDriftDocument(
    string Feature, string Model, double? Stability, double? ByChance, double? MissingBefore, double? MissingNow, string Level);

/// <summary>Where the models in service come from.</summary>
/// <param name="Address">The registry and what is asked of it.</param>
/// <param name="Cached">True while the pair kept from earlier serves, because the registry has given no good one since the start.</param>
internal sealed record SourceDocument(string Address, bool Cached);

/// <summary>Models that were not taken into service.</summary>
/// <param name="At">When they were last tried.</param>
/// <param name="Reason">What is wrong with them.</param>
internal sealed record RefusedCandidateDocument(DateTimeOffset At, string Reason);

/// <summary>Why predictions are not answered.</summary>
/// <remarks>What the contract says of it; the framework writes it.</remarks>
internal sealed record ReadyProblemDocument : ProblemDocument
{
    /// <summary>"ready", or "missing" while there have never been usable ones.</summary>
    public required string Models { get; init; }

    /// <summary>"ready", "off", or "failing" while records of decisions cannot be written.</summary>
    public required string Log { get; init; }

    /// <summary>"ready", "low" where little is left for the log's file, or "unused" without one.</summary>
    public required string Disk { get; init; }
}

/// <summary>The state of the process.</summary>
/// <param name="Status">"live".</param>
internal sealed record HealthDocument(string Status)
{
    public static HealthDocument Live { get; } = new("live");
}

/// <summary>Whether predictions are answered, and what that needs.</summary>
/// <param name="Status">"ready".</param>
/// <param name="Models">"ready"; "missing" while there have never been usable ones.</param>
/// <param name="Log">"ready", "off", or "failing" while records of decisions cannot be written.</param>
/// <param name="Disk">"ready", "low" where little is left for the log's file, or "unused" without one.</param>
internal sealed record ReadyDocument(string Status, string Models, string Log, string Disk)
{
    public const string Ready = "ready";
    public const string Missing = "missing";
    public const string Off = "off";
    public const string Failing = "failing";
    public const string Low = "low";
    public const string Unused = "unused";
}
