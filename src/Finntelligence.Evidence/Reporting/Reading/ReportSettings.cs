using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Files;

namespace Finntelligence.Evidence.Reporting.Reading;

/// <summary>
/// <c>data/&lt;product&gt;/report.json</c>: what a report should know beyond the product. All of it is optional, the file too. It is not
/// part of product.json, so that a report can be set up without touching what models are made from.
/// </summary>
public sealed record ReportSettings
{
    public const string FileName = "report.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Where editors find the schema for completion and these texts.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>For people.</summary>
    public string? Note { get; init; }

    /// <summary>Column that says when a row was; its values in order are the periods. The last is the out-of-time test.</summary>
    public string? Period { get; init; }

    /// <summary>What a period is called, such as "wave".</summary>
    public string PeriodName { get; init; } = "period";

    /// <summary>How audit-only columns are cut into groups. A column that is not named here is cut by its own values.</summary>
    public ImmutableArray<AuditGrouping> Groups { get; init; } = [];

    /// <summary>The settings of a product.</summary>
    /// <exception cref="RequestFaultException">The file has a fault; the message names it.</exception>
    public static ReportSettings Load(string path, IReadOnlyCollection<string> audit)
    {
        if (!File.Exists(path))
            return new ReportSettings();
        try
        {
            var settings = JsonSerializer.Deserialize<ReportSettings>(Utf8File.ReadAllBytes(path), Options) ?? throw new JsonException("It is null.");
            settings.Check(audit);
            return settings;
        }
        catch (JsonException fault)
        {
            throw new RequestFaultException(fault.Message, fault, where: path);
        }
    }

    private void Check(IReadOnlyCollection<string> audit)
    {
        for (var i = 0; i < Groups.Length; i++)
        {
            var group = Groups[i];
            if (!audit.Contains(group.Column))
                throw new JsonException($"groups[{i}].column: \"{group.Column}\" is not under audit in product.json.");
            if (Groups.Take(i).Any(g => g.Column == group.Column))
                throw new JsonException($"groups[{i}].column: \"{group.Column}\" stands here twice.");
            if (group.Bounds.Zip(group.Bounds.Skip(1)).Any(pair => pair.First >= pair.Second))
                throw new JsonException($"groups[{i}].bounds: must ascend.");
            if (!group.Names.IsEmpty && group.Names.Length != group.Bounds.Length + 1)
                throw new JsonException($"groups[{i}].names: {group.Bounds.Length} bounds make {group.Bounds.Length + 1} groups, not {group.Names.Length}.");
        }
    }
}

/// <summary>How one audit-only column is cut into groups.</summary>
/// <param name="Column">The column.</param>
/// <param name="Title">For people.</param>
public sealed record AuditGrouping(string Column, string Title)
{
    /// <summary>Names of values; a value without one keeps its text.</summary>
    public ImmutableDictionary<string, string> Values { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>For numbers: the least value of each group but the first.</summary>
    public ImmutableArray<double> Bounds { get; init; } = [];

    /// <summary>For numbers: names of the groups that the bounds make; without them, the bounds.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>Texts that mean missing, besides the empty one.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>Unit of the bounds.</summary>
    public string Unit { get; init; } = "";
}
