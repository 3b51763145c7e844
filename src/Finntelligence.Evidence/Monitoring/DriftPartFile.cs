using System.Text.Json;
using System.Text.Json.Serialization;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Numbers;
using Finntelligence.Foundation.Shards;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Files;

namespace Finntelligence.Evidence.Monitoring;

/// <summary>The parts of the present as files of JSON: written on many machines, added up on one.</summary>
public static class DriftPartFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Writes a part, whole or not at all.</summary>
    public static void Write(string path, DriftPart part) => AtomicFile.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(part, Json));

    /// <summary>Reads all parts and adds them up.</summary>
    /// <param name="paths">In any order.</param>
    /// <param name="models">With which they must have been made.</param>
    /// <exception cref="DataFaultException">Something is wrong with files, or they do not belong together; all of it is named.</exception>
    public static DriftPart Sum(IReadOnlyList<string> paths, RegisteredModels models)
    {
        var faults = new List<string>();
        var parts = new List<(string Path, DriftPart Part)>();
        foreach (var path in paths)
        {
            if (Read(path, models, out var fault) is { } part)
                parts.Add((path, part));
            else
                faults.Add($"{path}: {fault}");
        }

        if (faults.Count == 0)
            faults.AddRange(ShardFile.Faults([.. parts.Select(p => new ShardFile(p.Path, p.Part.Shard, p.Part.Shards, [], Content(p.Part)))]));
        return faults.Count == 0 ? Sum([.. parts.Select(p => p.Part).OrderBy(p => p.Shard)]) : throw new DataFaultException(string.Join(' ', faults));
    }

    private static DriftPart Sum(IReadOnlyList<DriftPart> parts)
    {
        var first = parts[0];
        // Lines are counted as if the parts were one file again, whose header is the first one's.
        var (faults, before) = (new List<LineFault>(), first.HeaderLines);
        foreach (var part in parts)
        {
            var shift = before - part.HeaderLines;
            faults.AddRange(part.Faults.Select(fault => fault with { Line = fault.Line + shift }));
            before += part.Lines - part.HeaderLines;
        }

        return first with
        {
            Shard = 1,
            Shards = 1,
            Lines = before,
            Rows = parts.Sum(part => part.Rows),
            Faults = [.. faults],
            Models = [.. first.Models.Select((_, m) => DriftCount.Sum([.. parts.Select(part => part.Models[m])]))],
        };
    }

    private static DriftPart? Read(string path, RegisteredModels models, out string? fault)
    {
        fault = null;
        if (!File.Exists(path))
        {
            fault = "there is no such file.";
            return null;
        }

        DriftPart? part = null;
        try
        {
            part = JsonSerializer.Deserialize<DriftPart>(File.ReadAllBytes(path), Json);
        }
        catch (JsonException)
        {
            // Said below.
        }

        fault = part is not { Format: DriftPart.Name } ? "it is cut short, damaged or not a part that `monitor --part` wrote."
            : part.Version != DriftPart.Current ? $"its format has version {part.Version}; this program reads {DriftPart.Current}."
            : (part.Product, part.ProductSha256) != (models.Product.Name, models.Product.Sha256) ? $"it was made with another product ({part.Product}, {part.ProductSha256})."
            : (part.RiskSha256, part.AcceptanceSha256) != (models.Risk.Sha256, models.Acceptance.Sha256)
                ? $"it was made with another pair of models (risk {part.RiskSha256}, acceptance {part.AcceptanceSha256}) than {models.Description}."
            : !Fits(part, models) ? "its counts are not those of these models: it is damaged."
            : null;
        return fault is null ? part : null;
    }

    private static bool Fits(DriftPart part, RegisteredModels models)
    {
        LoanModel[] learned = [.. new[] { models.Acceptance, models.Risk }.Where(model => !model.Manifest.IsDeclared)];
        return part.Models.Length == learned.Length && part.Rows >= 0 && part.Models.Zip(learned).All(pair =>
            pair.First.Kind == ModelKinds.NameOf(pair.Second.Kind)
            && pair.First.Features.Select(f => (f.Name, f.Bins.Counts.Length)).SequenceEqual(pair.Second.Histograms.Features.Select(h => (h.Name, h.Counts.Length)))
            && pair.First.Score.Counts.Length == pair.Second.Histograms.Score.Counts.Length
            && new[] { pair.First.ScoreSum, pair.First.VarianceSum, pair.First.KnownSum }.All(sum => ExactSum.TryParse(sum, out _)));
    }

    private static string? Content(DriftPart part) =>
        part.Rows == 0 ? null : JsonSerializer.Serialize(part with { Shard = 0, Source = "" }, Json);
}
