using System.Text.Json.Serialization;

namespace Finntelligence.Api.Status;

/// <summary>What serves, and since when.</summary>
internal sealed record StatusDocument
{
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

    /// <summary>Models that were found since and not taken, or why none could be looked for; absent if all is well.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RefusedCandidateDocument? LastRefused { get; init; }
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
internal sealed record ModelStatusesDocument(ModelStatusDocument Risk, ModelStatusDocument Acceptance);

/// <summary>A model in service.</summary>
/// <param name="Version">Its version in the registry.</param>
/// <param name="Sha256">Of its file, lower-case hex.</param>
/// <param name="Alias">The alias it was found by; null if it was named by version or as a file.</param>
/// <param name="Since">When it came into service, together with the other one.</param>
internal sealed record ModelStatusDocument(string Version, string Sha256, string? Alias, DateTimeOffset Since);

/// <summary>Where the models in service come from.</summary>
/// <param name="Address">The registry and what is asked of it.</param>
/// <param name="Cached">True while the pair kept from earlier serves, because the registry has given no good one since the start.</param>
internal sealed record SourceDocument(string Address, bool Cached);

/// <summary>Models that were not taken into service.</summary>
/// <param name="At">When they were last tried.</param>
/// <param name="Reason">What is wrong with them.</param>
internal sealed record RefusedCandidateDocument(DateTimeOffset At, string Reason);

/// <summary>The state of the process.</summary>
/// <param name="Status">"live" or "ready".</param>
internal sealed record HealthDocument(string Status)
{
    public static HealthDocument Live { get; } = new("live");

    public static HealthDocument Ready { get; } = new("ready");
}
