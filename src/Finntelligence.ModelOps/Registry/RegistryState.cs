using System.Globalization;

namespace Finntelligence.ModelOps.Registry;

/// <summary>One reading of a registry. It never changes; a later reading may say more.</summary>
/// <param name="Models">Versions and aliases by kind of model.</param>
/// <param name="History">Every move of an alias in the order it was made. The order is the list's: clocks may go backwards.</param>
public sealed record RegistryState(IReadOnlyDictionary<string, RegisteredKind> Models, IReadOnlyList<AliasChange> History)
{
    /// <summary>A registry that holds nothing yet.</summary>
    public static RegistryState Empty { get; } = new(new Dictionary<string, RegisteredKind>(), []);

    /// <summary>The versions and aliases of <paramref name="kind"/>; none when nothing of that kind was registered.</summary>
    public RegisteredKind Kind(string kind) => Models.TryGetValue(kind, out var found) ? found : RegisteredKind.Empty;

    /// <summary>Finds a version by number (<c>3</c>, <c>v3</c>), by alias, or as <c>latest</c>; null when there is none.</summary>
    public VersionEntry? Find(string kind, string reference)
    {
        var model = Kind(kind);
        if (reference == RegistryNames.Latest)
            return model.Versions.MaxBy(entry => entry.Version);
        if (RegistryNames.VersionNumber(reference) is { } number)
            return model.Find(number);
        return model.Aliases.TryGetValue(reference, out var target) ? model.Find(target) : null;
    }

    /// <summary>Says that a version is not there, and what is.</summary>
    internal RegistryException Missing(string kind, string reference, string place)
    {
        var model = Kind(kind);
        return new RegistryException(model.Versions.Count == 0
            ? $"No {kind} model is registered in {place}. Train one first."
            : $"There is no {kind} model '{reference}' in {place}; there are the versions {string.Join(", ", model.Versions)}"
              + (model.Aliases.Count == 0 ? "." : $" and the aliases {string.Join(", ", model.Aliases.Keys.Order(StringComparer.Ordinal))}.")
              + (reference == RegistryNames.Production ? " `models promote both --alias production` puts models there that pass the gates." : ""));
    }

    /// <summary>True when every alias points where it does in the other reading.</summary>
    internal bool HasSameAliases(RegistryState other) => Aliases(this).SetEquals(Aliases(other));

    private static HashSet<(string, string, int)> Aliases(RegistryState state) =>
        [.. state.Models.SelectMany(model => model.Value.Aliases.Select(alias => (model.Key, alias.Key, alias.Value)))];

    internal RegistryState With(string kind, RegisteredKind model) =>
        this with { Models = new Dictionary<string, RegisteredKind>(Models) { [kind] = model } };
}

/// <summary>All versions of one kind of model.</summary>
/// <param name="Aliases">Version number by alias.</param>
/// <param name="Versions">In the order they were registered.</param>
public sealed record RegisteredKind(IReadOnlyDictionary<string, int> Aliases, IReadOnlyList<VersionEntry> Versions)
{
    internal static RegisteredKind Empty { get; } = new(new Dictionary<string, int>(), []);

    /// <summary>The version of that number, or null.</summary>
    public VersionEntry? Find(int version) => Versions.FirstOrDefault(entry => entry.Version == version);

    /// <summary>The aliases that point at <paramref name="version"/>, sorted.</summary>
    public IReadOnlyList<string> AliasesOf(int version) =>
        [.. Aliases.Where(alias => alias.Value == version).Select(alias => alias.Key).Order(StringComparer.Ordinal)];
}

/// <summary>One immutable version: its bytes are named by their sha256.</summary>
/// <param name="Version">Counts from 1 within a kind. Numbers may have gaps, and are never used twice.</param>
/// <param name="Sha256">Of <c>model.zip</c>, lower-case hex.</param>
/// <param name="Size">Of <c>model.zip</c>, in bytes.</param>
/// <param name="Created">When it was trained.</param>
/// <param name="Data">What it was trained on.</param>
/// <param name="Options">The training options.</param>
/// <param name="Seed">The seed of the training.</param>
/// <param name="Library">Version of the library that trained it.</param>
/// <param name="Commit">The code's commit, if known.</param>
/// <param name="Metrics">Figures of quality, out of fold.</param>
/// <param name="RunId">The training run, if there was one.</param>
/// <param name="Tags">Anything else worth knowing.</param>
public sealed record VersionEntry(
    int Version,
    string Sha256,
    long Size,
    DateTimeOffset Created,
    DataReference Data,
    IReadOnlyDictionary<string, string> Options,
    long Seed,
    string Library,
    string? Commit,
    IReadOnlyDictionary<string, double> Metrics,
    string? RunId,
    IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>The number as text.</summary>
    public override string ToString() => Version.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A version with the place of its file.</summary>
/// <param name="Kind">The kind of model.</param>
/// <param name="Entry">What the registry says of it.</param>
/// <param name="Path">Full path of <c>model.zip</c>.</param>
/// <param name="Aliases">The aliases pointing at it.</param>
public sealed record ModelVersion(string Kind, VersionEntry Entry, string Path, IReadOnlyList<string> Aliases);

/// <summary>The outcome of registering a model.</summary>
/// <param name="Version">The version that now holds the bytes.</param>
/// <param name="IsNew">False when the same bytes had been registered before.</param>
public sealed record Registration(ModelVersion Version, bool IsNew);
