using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Finntelligence.Lending.Models;

/// <summary>manifest.json: the manifest and, beside its own members, the SHA-256 of every other member of the zip.</summary>
internal static class ManifestJson
{
    /// <summary>Its name in the zip.</summary>
    public const string Member = "manifest.json";

    private const int SupportedFormat = 1;
    private const string Members = "members";

    /// <summary>The text.</summary>
    /// <param name="manifest">What the artifact says of itself.</param>
    /// <param name="hashes">Lower-case hex by member name.</param>
    public static byte[] Write(ModelManifest manifest, ImmutableSortedDictionary<string, string> hashes)
    {
        var node = JsonSerializer.SerializeToNode(Ordered(manifest), ArtifactJson.Indented)!.AsObject();
        node[Members] = JsonSerializer.SerializeToNode(hashes, ArtifactJson.Indented);
        return ArtifactJson.Write(node, ArtifactJson.Indented);
    }

    /// <summary>The manifest and the hashes.</summary>
    /// <exception cref="InvalidModelException">Not a manifest of a format that this version reads.</exception>
    public static (ModelManifest Manifest, ImmutableDictionary<string, string> Hashes) Read(ReadOnlyMemory<byte> utf8) =>
        ArtifactJson.Guard(Member, () =>
        {
            var node = (JsonNode.Parse(utf8.Span) ?? throw new JsonException("It is null.")).AsObject();
            // First of all: a newer format may have members that this version does not know.
            var format = node["format"]?.GetValue<int>();
            if (format != SupportedFormat)
                throw new InvalidModelException($"{Member}: the format is {format?.ToString() ?? "not given"}; this version reads {SupportedFormat}.");
            var hashes = node[Members].Deserialize<ImmutableDictionary<string, string>>(ArtifactJson.Compact)
                ?? throw new JsonException($"It has no '{Members}'.");
            node.Remove(Members);
            return (Ordered(node.Deserialize<ModelManifest>(ArtifactJson.Compact)!), hashes);
        });

    private static ModelManifest Ordered(ModelManifest manifest) => manifest with
    {
        Options = manifest.Options.WithComparers(StringComparer.Ordinal),
        Metrics = manifest.Metrics.WithComparers(StringComparer.Ordinal),
    };
}
