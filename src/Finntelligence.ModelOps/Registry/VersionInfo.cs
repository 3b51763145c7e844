namespace Finntelligence.ModelOps.Registry;

/// <summary>The data a model was trained on.</summary>
/// <param name="Name">What the data is called, for a reader: a file's name or a product's.</param>
/// <param name="Sha256">Of the raw bytes, lower-case hex.</param>
/// <param name="Md5">Of the same bytes: the name DVC knows them by.</param>
public sealed record DataReference(string Name, string Sha256, string Md5);

/// <summary>Everything besides the bytes that is known of a model version: what one needs to build it again, and how good it was.</summary>
/// <param name="Data">What it was trained on.</param>
/// <param name="Options">The training options, printed culture-invariantly so that they parse back to the same values.</param>
/// <param name="Seed">The seed of everything random in the training.</param>
/// <param name="Library">Version of the library that trained it.</param>
public sealed record VersionInfo(DataReference Data, IReadOnlyDictionary<string, string> Options, long Seed, string Library)
{
    /// <summary>The code's commit, null when it is not known.</summary>
    public string? Commit { get; init; }

    /// <summary>Figures of quality, out of fold.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The training run that made it, null when there was none.</summary>
    public string? RunId { get; init; }

    /// <summary>Anything else worth knowing.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>When it was trained; null takes the registry's clock.</summary>
    public DateTimeOffset? Created { get; init; }
}

/// <summary>A model to be registered.</summary>
/// <param name="Kind">The kind of model.</param>
/// <param name="Zip">Its bytes.</param>
/// <param name="Info">What is known of it.</param>
public sealed record NewVersion(string Kind, ReadOnlyMemory<byte> Zip, VersionInfo Info);
