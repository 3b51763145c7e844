using System.Collections.Immutable;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Explorer.InService;

/// <summary>The registered versions and the moves of aliases, where a registry lies beside the product.</summary>
/// <param name="Versions">Of both models, in the order in which they were registered.</param>
/// <param name="Moves">The latest first.</param>
public sealed record RegistryView(ImmutableArray<RegisteredVersion> Versions, ImmutableArray<AliasChange> Moves)
{
    /// <summary>Where there is no registry.</summary>
    public static RegistryView Empty { get; } = new([], []);

    /// <summary>Reads it.</summary>
    /// <param name="folder">Of the product's models.</param>
    /// <returns>What it holds, or why it cannot be read.</returns>
    public static (RegistryView View, string? Fault) Read(string folder)
    {
        try
        {
            var state = new LocalModelRegistry(folder, TimeProvider.System).Read();
            return (new RegistryView(
                [
                    .. from kind in state.Models
                       orderby kind.Key
                       from entry in kind.Value.Versions
                       select new RegisteredVersion(kind.Key, entry, [.. kind.Value.AliasesOf(entry.Version)]),
                ],
                [.. state.History.Reverse()]), null);
        }
        catch (RegistryException fault)
        {
            return (Empty, fault.Message);
        }
    }
}

/// <summary>A version in the registry.</summary>
/// <param name="Kind">"acceptance", "risk" or "rateCard".</param>
/// <param name="Entry">What is known of it.</param>
/// <param name="Aliases">That point at it.</param>
public sealed record RegisteredVersion(string Kind, VersionEntry Entry, ImmutableArray<string> Aliases)
{
    /// <summary>Who trained it; null for an imported model.</summary>
    public string? Trainer => Entry.Tags.GetValueOrDefault("trainer");

    /// <summary>A figure; null where it was not measured.</summary>
    public double? Figure(string name) => Entry.Metrics.TryGetValue(name, out var value) && double.IsFinite(value) ? value : null;
}
