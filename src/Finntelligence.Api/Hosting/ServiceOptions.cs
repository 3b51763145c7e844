using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Api.Hosting;

/// <summary>
/// Settings of the service: section <c>Finntelligence</c> of appsettings.json, or environment variables such as
/// <c>Finntelligence__Product</c>. Every one has a default.
/// </summary>
internal sealed class ServiceOptions
{
    public const string Section = "Finntelligence";

    /// <summary>The largest body a request may have by default: a thousand times an ordinary one.</summary>
    public const int DefaultMaximumBodyBytes = 64 * 1024;

    /// <summary>
    /// Folder that holds <c>data/</c> and <c>models/</c>; a relative one starts at the current folder. Default: found by walking
    /// up from the current folder, or what the environment variable FINNTELLIGENCE_ROOT names.
    /// </summary>
    public string? Root { get; set; }

    /// <summary>Name of the product, which is also its folder under <c>data/</c> and <c>models/</c>. Default: cash-loan.</summary>
    public string Product { get; set; } = "cash-loan";

    /// <summary>Largest body of a request, in bytes; more is answered with 413. Default: 65,536.</summary>
    public int MaximumBodyBytes { get; set; } = DefaultMaximumBodyBytes;

    /// <summary>Largest body of a batch, in bytes; each of its lines is a request, and may have <see cref="MaximumBodyBytes"/>. Default: 1 GiB.</summary>
    public long MaximumBatchBytes { get; set; } = 1L << 30;

    /// <summary>How long requests in flight may take to finish after the service was told to stop. Default: 30 seconds.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the service goes on listening after that, while clients are told to close their connections; it is over when they have. Part
    /// of <see cref="ShutdownTimeout"/>. Default: 2 seconds.
    /// </summary>
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a client may read nothing of what waits for it once the service stops. Default: 5 seconds.</summary>
    public TimeSpan ReadPatience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long, at most, the service asks itself before it listens, so that its first clients find compiled code; less once there is nothing
    /// left to compile. With 10 seconds, as in the image, the first seconds under load are like all later ones. 0 for not at all. Default: 1
    /// second.
    /// </summary>
    public TimeSpan WarmUp { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Applicants of late whose features are compared with those that the models learned from; 0 for none. Default: 1,000.</summary>
    public int DriftWindow { get; set; } = 1000;

    /// <summary>Which models to serve.</summary>
    public ModelOptions Models { get; set; } = new();

    /// <summary>Where decisions are kept.</summary>
    public DecisionLogOptions DecisionLog { get; set; } = new();

    /// <summary>Who may ask, and how much.</summary>
    public CallerOptions Callers { get; set; } = new();

    /// <summary>The page at /explore.</summary>
    public ExplorerOptions Explorer { get; set; } = new();

    /// <summary>The folder that holds <c>data/</c> and <c>models/</c>.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    public Workspace Workspace() => Root is { Length: > 0 } root ? new Workspace(Path.GetFullPath(root)) : ModelOps.Workspaces.Workspace.Find();

    /// <summary>Full path of the folder for models from elsewhere.</summary>
    public string CacheFolder => Path.GetFullPath(Models.CacheFolder ?? Path.Combine(Path.GetTempPath(), "finntelligence-models", Product));
}

/// <summary>Which models to serve: those of the registry under an alias, pinned versions of it, or two files.</summary>
internal sealed class ModelOptions
{
    /// <summary>
    /// The registry. <c>models:/cash-loan-risk@production</c>: the models of that alias in MLflow where MLFLOW_TRACKING_URI is set,
    /// else in models/&lt;product&gt;; two addresses with a comma between name each model, and a version as
    /// <c>models:/cash-loan-risk/3</c> never moves. A path: the folder of another registry.json. Default: models/&lt;product&gt;.
    /// </summary>
    public string? Source { get; set; }

    /// <summary>Alias in registry.json. Default: production.</summary>
    public string Alias { get; set; } = "production";

    /// <summary>Version of the risk model, instead of the alias. Default: none.</summary>
    public string? RiskVersion { get; set; }

    /// <summary>Version of the acceptance model, instead of the alias. Default: none.</summary>
    public string? AcceptanceVersion { get; set; }

    /// <summary>Version of the rate card, instead of the alias, where the product's policy.rateCard asks for one. Default: none.</summary>
    public string? RateCardVersion { get; set; }

    /// <summary>Path of the risk model's zip, instead of the registry; needs <see cref="AcceptanceFile"/> too. Default: none.</summary>
    public string? RiskFile { get; set; }

    /// <summary>Path of the acceptance model's zip, instead of the registry; needs <see cref="RiskFile"/> too. Default: none.</summary>
    public string? AcceptanceFile { get; set; }

    /// <summary>Path of the rate card's zip or JSON, beside RiskFile and AcceptanceFile. Default: none.</summary>
    public string? RateCardFile { get; set; }

    /// <summary>Whether models are replaced while the service runs. Default: true.</summary>
    public bool WatchForChanges { get; set; } = true;

    /// <summary>How often the registry is looked at, and so the longest a promotion waits. Default: 5 seconds.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The share of the interval by which a look may come earlier, at random, 0 to 0.9. Default: 0.2.</summary>
    public double PollJitter { get; set; } = 0.2;

    /// <summary>One decision in how many is scored again by ML.NET's own engine, beside the requests: 1 for all, 0 for none. Default: 64.</summary>
    public int CheckOneIn { get; set; } = 64;

    /// <summary>
    /// Folder where the pair in service is kept, for a start while the registry cannot be asked or is damaged. Default: for MLflow one in
    /// the folder for temporary files, which may not outlive the machine; for a registry of files <c>.cache</c> in it.
    /// </summary>
    public string? CacheFolder { get; set; }

    /// <summary>Whether the source names models, not a folder.</summary>
    internal bool NamesModels => Source?.StartsWith(ModelUri.Scheme, StringComparison.Ordinal) == true;
}

/// <summary>Where every decision is kept with what led to it, and what an answer owes to that.</summary>
internal sealed class DecisionLogOptions
{
    public const string Required = "required";
    public const string BestEffort = "best-effort";
    public const string Off = "off";

    /// <summary>
    /// required: an answer leaves only after its record is durable. best-effort: it leaves at once, and a record that could not be kept is
    /// counted. off: nothing is kept. Default: required.
    /// </summary>
    public string Mode { get; set; } = Required;

    /// <summary>Path of the SQLite file. Default: var/decisions.db in the folder that holds data/ and models/.</summary>
    public string? File { get; set; }

    /// <summary>Of a PostgreSQL database, which is then used instead of the file. It may hold a password: give it by the environment. Default: none.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Answers that may wait for their records; more are refused with 503. Default: 1,024.</summary>
    public int QueueLength { get; set; } = 1024;
}
