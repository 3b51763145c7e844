using Finntelligence.Foundation.Faults;

namespace Finntelligence.Api.Pool;

/// <summary>Where one model lies, and what is known of it before it is read.</summary>
/// <param name="Path">The zip.</param>
/// <param name="Version">As the answers name it.</param>
/// <param name="Alias">The alias it was found by; null if by version or as a file.</param>
/// <param name="Sha256">What the registry says the file hashes to; null for a file that no registry names.</param>
internal sealed record ModelLocation(string Path, string Version, string? Alias, string? Sha256)
{
    /// <summary>The version of a file that no registry names; its SHA-256 still says which it is.</summary>
    public const string Unregistered = "unregistered";
}

/// <summary>Both models of a candidate, and the rate card that belongs to them.</summary>
/// <param name="Risk">The model of default.</param>
/// <param name="Acceptance">The model of take-up.</param>
/// <param name="RateCard">Null where there is none.</param>
internal sealed record ModelLocations(ModelLocation Risk, ModelLocation Acceptance, ModelLocation? RateCard = null)
{
    /// <summary>Every file.</summary>
    public IEnumerable<ModelLocation> All => RateCard is null ? [Risk, Acceptance] : [Risk, Acceptance, RateCard];
}

/// <summary>Says which models should serve now.</summary>
internal interface IModelLocator
{
    /// <summary>What is served, for a person.</summary>
    string Source { get; }

    /// <summary>Whether models are replaced once there are any.</summary>
    bool WatchForChanges { get; }

    /// <summary>Finds both models at once, so that they belong together.</summary>
    /// <exception cref="Exception">They cannot be found; the message says why.</exception>
    ModelLocations Locate(CancellationToken cancellationToken);

    /// <summary>Finds two versions by their numbers, and the rate card that serves: what an arm of a price experiment decides by.</summary>
    /// <exception cref="Exception">They cannot be found; the message says why.</exception>
    ModelLocations Locate(int risk, int acceptance, CancellationToken cancellationToken) =>
        throw new RequestFaultException("What serves is named as files, and files have no other versions: an arm with models of its own needs a registry.");
}
