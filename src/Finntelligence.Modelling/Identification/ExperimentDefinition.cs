using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Modelling.Identification;

/// <summary>
/// data/&lt;product&gt;/experiment.json: which columns of the history say what was offered at random and what it earned. It is beside
/// product.json, not in it, since models are bound to that file's bytes. No model sees it; what it declares decides what a model may claim to know of
/// a rate's effect.
/// </summary>
public sealed record ExperimentDefinition
{
    /// <summary>Where editors find the schema for completion and these texts.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>For people; nothing reads it.</summary>
    public string? Note { get; init; }

    /// <summary>The rate was random within each combination of their values.</summary>
    public required ImmutableArray<string> Strata { get; init; }

    /// <summary>Rate offered.</summary>
    public required string Rate { get; init; }

    /// <summary>Rate of the contract; null if it never differs.</summary>
    public string? ContractRate { get; init; }

    /// <summary>1 where the offer was taken; null where the acceptance model's label says it. Only <c>evaluate</c> needs it, and the four that follow.</summary>
    public string? Taken { get; init; }

    /// <summary>
    /// Amount lent, of loans. It and the three that follow say together what a loan earned; without them it is the margin that product.json names
    /// (economics.recordedMargin), else what its economics make of the loan's terms and of whether it defaulted.
    /// </summary>
    public string? Amount { get; init; }

    /// <summary>Months, of loans.</summary>
    public string? Months { get; init; }

    /// <summary>Interest earned, of loans.</summary>
    public string? Interest { get; init; }

    /// <summary>Average amount past due, of loans.</summary>
    public string? PastDue { get; init; }

    /// <summary>Groups that are alike, such as branches, for clustered intervals; null for none.</summary>
    public string? Cluster { get; init; }

    /// <summary>A regression to check the import by; null for none.</summary>
    public ProbitDefinition? Probit { get; init; }

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Disallow,
    };

    /// <summary>Where a product's lies.</summary>
    public static string PathOf(Workspace workspace, string product) => Path.Combine(workspace.DataFolder(product), "experiment.json");

    /// <summary>A product's; null where it declares none.</summary>
    /// <exception cref="DataFaultException">The file is not one; names file and fault.</exception>
    public static ExperimentDefinition? Find(Workspace workspace, string product) =>
        PathOf(workspace, product) is var path && File.Exists(path) ? Load(path) : null;

    /// <summary>Reads one.</summary>
    /// <exception cref="DataFaultException">It is not one; names file and fault.</exception>
    public static ExperimentDefinition Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new DataFaultException(
                $"There is no {path}: values can be estimated only where rates were drawn at random, and that file says which columns show it.");
        }

        try
        {
            var experiment = JsonSerializer.Deserialize<ExperimentDefinition>(Utf8File.ReadAllBytes(path), Json)
                ?? throw new DataFaultException($"{path} is empty.");
            return experiment.Strata.IsDefaultOrEmpty ? throw new DataFaultException($"{path}: strata names no column.") : experiment;
        }
        catch (JsonException fault)
        {
            throw new DataFaultException($"{path}: {fault.Message}", fault);
        }
    }
}

/// <summary>A probit of an outcome on the rate and stratum dummies.</summary>
/// <param name="Outcome">0 or 1.</param>
/// <param name="Where">Only rows in which this is 1.</param>
/// <param name="MarginalEffect">Published.</param>
/// <param name="Rows">Published.</param>
public sealed record ProbitDefinition(string Outcome, string Where, double MarginalEffect, int Rows);
