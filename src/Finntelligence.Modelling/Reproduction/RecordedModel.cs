using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Modelling.Reproduction;

/// <summary>
/// What a model's zip says of how it was made. Read without the product, so that a model made for another schema can be compared too.
/// </summary>
internal sealed record RecordedModel(
    string Data, string DataSha256, string ProductSha256, string SchemaHash, ulong Seed, string Library, string Trainer, ImmutableSortedDictionary<string, string> Options)
{
    private const string ManifestName = "manifest.json";

    /// <exception cref="RequestFaultException">The zip or its manifest cannot be read, or the model was trained elsewhere.</exception>
    public static RecordedModel Read(byte[] zip, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(Members(zip)[ManifestName]);
            JsonElement manifest = document.RootElement;
            if (manifest.TryGetProperty("source", out JsonElement source) && source.ValueKind == JsonValueKind.Object)
                throw new RequestFaultException($"{path} was imported from {Text(source, "file")}, not trained here: import the file again to compare.");
            JsonElement data = manifest.GetProperty("data");
            return new RecordedModel(
                Text(data, "name"),
                Text(data, "sha256"),
                Text(manifest, "productSha256"),
                Text(manifest, "schemaHash"),
                manifest.GetProperty("seed").GetUInt64(),
                Text(manifest, "library"),
                // Zips from before there was a choice do not say.
                manifest.TryGetProperty("trainer", out JsonElement trainer) ? trainer.GetString()! : TrainerNames.MonotoneFastTree,
                manifest.GetProperty("options").EnumerateObject()
                    .ToImmutableSortedDictionary(o => o.Name, o => o.Value.GetString()!, StringComparer.Ordinal));
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or InvalidDataException)
        {
            throw new RequestFaultException($"{path} does not say how it was made: {fault.Message}", fault);
        }
    }

    /// <summary>Names of the members that only one of two zips has, or that differ.</summary>
    public static ImmutableArray<string> DifferingMembers(byte[] first, byte[] second)
    {
        var (a, b) = (Members(first), Members(second));
        return
        [
            .. a.Keys.Union(b.Keys).Order(StringComparer.Ordinal)
                .Where(name => !(a.TryGetValue(name, out var x) && b.TryGetValue(name, out var y) && x.AsSpan().SequenceEqual(y))),
        ];
    }

    private static Dictionary<string, byte[]> Members(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
        return archive.Entries.ToDictionary(entry => entry.FullName, Bytes, StringComparer.Ordinal);
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new JsonException($"{name} is null.");
}
