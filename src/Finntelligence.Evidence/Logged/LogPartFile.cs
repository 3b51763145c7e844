using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Shards;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Files;

namespace Finntelligence.Evidence.Logged;

/// <summary>Parts of a log as files, JSON in gzip: written on many machines, put together on one.</summary>
internal static class LogPartFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Writes a part, whole or not at all.</summary>
    public static void Write(string path, LogPart part) => AtomicFile.Write(path, file =>
    {
        using var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
        JsonSerializer.Serialize(gzip, part, Json);
    });

    /// <summary>Reads all parts and puts them together in their order.</summary>
    /// <param name="paths">In any order.</param>
    /// <param name="product">With which they must have been made.</param>
    /// <exception cref="DataFaultException">Something is wrong with files, or they do not belong together; all of it is named.</exception>
    public static LogPart Join(IReadOnlyList<string> paths, ProductDefinition product)
    {
        var faults = new List<string>();
        var parts = new List<(string Path, LogPart Part)>();
        foreach (string path in paths)
        {
            if (Read(path, product, out string? fault) is { } part)
                parts.Add((path, part));
            else
                faults.Add($"{path}: {fault}");
        }

        if (faults.Count == 0)
            faults.AddRange(ShardFile.Faults([.. parts.Select(p => new ShardFile(p.Path, p.Part.Shard, p.Part.Shards, MadeWith(p.Part), Content(p.Part)))]));
        return faults.Count == 0 ? Join([.. parts.Select(p => p.Part).OrderBy(p => p.Shard)]) : throw new DataFaultException(string.Join(' ', faults));
    }

    private static LogPart Join(LogPart[] parts)
    {
        var first = parts[0];
        // Lines are counted as if the parts were one file again, whose header is the first one's.
        var (faults, before) = (ImmutableArray.CreateBuilder<LogFault>(), 1L);
        foreach (var part in parts)
        {
            long shift = before - 1;
            faults.AddRange(part.Faults.Select(fault => fault with { Line = fault.Line + shift }));
            before += part.Lines - 1;
        }

        return first with
        {
            Shard = 1,
            Shards = 1,
            // The bytes of the whole are not here: what stands for them is the sum of the sums, in order.
            Sha256 = parts.Length == 1 ? first.Sha256 : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(parts.Select(p => p.Sha256))))),
            Lines = before,
            Declines = parts.Sum(p => p.Declines),
            Faults = faults.ToImmutable(),
            Latest = parts.Max(p => p.Latest),
            Rows = [.. parts.SelectMany(p => p.Rows)],
        };
    }

    private static LogPart? Read(string path, ProductDefinition product, out string? fault)
    {
        fault = null;
        if (!File.Exists(path))
        {
            fault = "there is no such file.";
            return null;
        }

        LogPart? part = null;
        try
        {
            using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            part = JsonSerializer.Deserialize<LogPart>(gzip, Json);
        }
        catch (Exception damage) when (damage is JsonException or InvalidDataException)
        {
            // Said below.
        }

        fault = part is not { Format: LogPart.Name } ? "it is cut short, damaged or not a part that `evaluate --part` wrote."
            : part.Version != LogPart.Current ? $"its format has version {part.Version}; this program reads {LogPart.Current}."
            : (part.Product, part.ProductSha256) != (product.Name, product.Sha256) ? $"it was made with another product ({part.Product}, {part.ProductSha256})."
            : part.Rows.Any(row => row.Targets.Length != part.LogPolicies.Length || row.Rates.Length != part.Policies.Length
                || (row.Expected is { } expected ? expected.Length != part.Policies.Length + 1 : !part.Pairs.IsEmpty)) ? "its rows are not those of its policies: it is damaged."
            : null;
        return fault is null ? part : null;
    }

    private static ImmutableArray<(string, string)> MadeWith(LogPart part) =>
    [
        ("pair of models", part.Pairs.IsEmpty ? "none" : string.Join(", ", part.Pairs.Select(p => $"{p.Alias}: risk {p.RiskSha256}, acceptance {p.AcceptanceSha256}{(p.CardSha256 is { } card ? $", card {card}" : "")}"))),
        ("choice of strata", part.Strata.IsEmpty ? "none" : string.Join(", ", part.Strata)),
        ("set of policies in the log", part.LogPolicies.IsEmpty ? "none" : string.Join(", ", part.LogPolicies)),
    ];

    private static string? Content(LogPart part) =>
        part.Rows.IsEmpty ? null : Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(part.Rows, Json)));
}
