using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Finntelligence.Histories.Sources;

namespace Finntelligence.Histories.Checks;

/// <summary>The figures an import must show, as data/&lt;product&gt;/import-checks.json declares them.</summary>
/// <param name="Source">Where the figures are from.</param>
/// <param name="Checks">In order.</param>
public sealed record ImportChecks(string Source, ImmutableArray<CheckDefinition> Checks)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>No checks: the lender declares none.</summary>
    public static ImportChecks None { get; } = new("", []);

    /// <summary>Reads the declaration; <see cref="None"/> if there is no such file.</summary>
    /// <exception cref="InvalidSourceException">The file has a fault, named by JSON path.</exception>
    public static ImportChecks Load(string path)
    {
        if (!File.Exists(path))
            return None;
        try
        {
            ImportChecks checks = JsonSerializer.Deserialize<ImportChecks>(File.ReadAllBytes(path), Options)
                ?? throw new InvalidSourceException($"{path} holds null.");
            for (int i = 0; i < checks.Checks.Length; i++)
            {
                if (checks.Checks[i].Fault() is { } fault)
                    throw new InvalidSourceException($"{path}, checks[{i}]: {fault}");
            }
            return checks;
        }
        catch (JsonException e)
        {
            throw new InvalidSourceException($"{path} has a fault at {e.Path}, line {e.LineNumber + 1}: {e.Message}", e);
        }
    }
}
