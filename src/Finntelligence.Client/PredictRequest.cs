using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Finntelligence.Client;

/// <summary>Who asks for a loan, and within which limits. What is null is left out.</summary>
public record PredictRequest
{
    /// <summary>Who asks, in the terms of the product.</summary>
    public required Applicant Applicant { get; init; }

    /// <summary>
    /// The amount asked for, in the product's currency. No offer is larger. It may be left out where the product declares a feature that
    /// stands for it.
    /// </summary>
    public decimal? RequestedAmount { get; init; }

    /// <summary>The term asked for, in months, one of the product's. By the product's policy it is kept to, or any term may be offered.</summary>
    public int? RequestedMonths { get; init; }

    /// <summary>Limits on the offer.</summary>
    public PredictConstraints? Constraints { get; init; }

    /// <summary>How many other offers to name beside the best one, 0 to 10; 3 if null.</summary>
    public int? Alternatives { get; init; }

    /// <summary>Whether to say how much each feature moved both probabilities.</summary>
    public bool? Explain { get; init; }

    /// <summary>Whether to list every payment of the offers.</summary>
    public bool? Schedule { get; init; }

    /// <summary>Whether to add what the law wants the customer told, in the product's languages.</summary>
    public bool? Disclosure { get; init; }

    /// <summary>Which offers are looked at.</summary>
    public PredictSearch? Search { get; init; }
}

/// <summary>One line of a batch.</summary>
public sealed record BatchLine : PredictRequest
{
    /// <summary>What the caller calls the line, a text or a number; its answer has it too.</summary>
    public JsonNode? Id { get; init; }
}

/// <summary>Limits on the offer. They only narrow what the product offers.</summary>
public sealed record PredictConstraints
{
    /// <summary>Least amount, inclusive.</summary>
    public decimal? MinAmount { get; init; }

    /// <summary>Greatest amount, inclusive.</summary>
    public decimal? MaxAmount { get; init; }

    /// <summary>The terms wanted, in months; null for all of them.</summary>
    public IReadOnlyList<int>? Months { get; init; }

    /// <summary>Greatest rate, inclusive, in percent per period of the product.</summary>
    public decimal? MaxRate { get; init; }

    /// <summary>Greatest installment, inclusive, in the product's currency.</summary>
    public decimal? MaxInstallment { get; init; }
}

/// <summary>Which offers are looked at.</summary>
public sealed record PredictSearch
{
    /// <summary>How; <see cref="SearchMode.Grid"/> if null.</summary>
    public SearchMode? Mode { get; init; }
}

/// <summary>How the best offer is searched for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SearchMode>))]
public enum SearchMode
{
    /// <summary>On the product's grid of amounts and rates.</summary>
    [JsonStringEnumMemberName("grid")]
    Grid,

    /// <summary>Among all amounts in steps of 1 and all rates in steps of 0.01, or in the product's own steps where those are finer.</summary>
    [JsonStringEnumMemberName("exact")]
    Exact,
}
