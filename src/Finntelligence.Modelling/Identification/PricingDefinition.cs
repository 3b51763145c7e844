using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Modelling.Identification;

/// <summary>
/// data/&lt;product&gt;/pricing.json: what moved rates in a history and was no cause of what people did, in the lender's word. It is for lenders without an
/// experiment; no model sees these columns. What it declares gives a second estimate of the effect of the rate, beside the one that holds the
/// applicant fixed, and free of causes that nobody recorded.
/// </summary>
public sealed record PricingDefinition
{
    /// <summary>For people; nothing reads it.</summary>
    public string? Note { get; init; }

    /// <summary>When the prices changed for everybody.</summary>
    public ImmutableArray<PriceChange> Changes { get; init; } = [];

    /// <summary>Columns that moved rates and nothing else: who set the price where cases are dealt out by turn, a cost of funds by the day.</summary>
    public ImmutableArray<string> Instruments { get; init; } = [];

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        ReadCommentHandling = JsonCommentHandling.Disallow,
    };

    /// <summary>Where a product's lies.</summary>
    public static string PathOf(Workspace workspace, string product) => Path.Combine(workspace.DataFolder(product), "pricing.json");

    /// <summary>A product's; null where it declares nothing.</summary>
    /// <exception cref="DataFaultException">The file is not one; names file and fault.</exception>
    public static PricingDefinition? Find(Workspace workspace, string product) =>
        PathOf(workspace, product) is var path && File.Exists(path) ? Load(path) : null;

    /// <summary>Reads one.</summary>
    /// <exception cref="DataFaultException">It is not one; names file and fault.</exception>
    public static PricingDefinition Load(string path)
    {
        try
        {
            var pricing = JsonSerializer.Deserialize<PricingDefinition>(Utf8File.ReadAllBytes(path), Json)
                ?? throw new DataFaultException($"{path} is empty.");
            return pricing.Faults().FirstOrDefault() is { } fault ? throw new DataFaultException($"{path}: {string.Join(" ", pricing.Faults())}") : pricing;
        }
        catch (JsonException fault)
        {
            throw new DataFaultException($"{path}: {fault.Message}", fault);
        }
    }

    /// <summary>Every column that it names.</summary>
    internal IEnumerable<string> Columns => Changes.Select(c => c.Column).Concat(Instruments).Distinct();

    private IEnumerable<string> Faults()
    {
        if (Changes.IsDefaultOrEmpty && Instruments.IsDefaultOrEmpty)
            yield return "it declares neither changes nor instruments.";
        for (var i = 0; i < (Changes.IsDefault ? 0 : Changes.Length); i++)
        {
            if (PriceChange.Place(Changes[i].At) is null)
                yield return $"changes[{i}].at: \"{Changes[i].At}\" is neither a date (yyyy-MM-dd) nor a number.";
            if (!(Changes[i].Window > 0))
                yield return $"changes[{i}].window: must be above 0.";
        }
    }
}

/// <summary>A time at which the prices changed.</summary>
/// <param name="Column">The time of each row: dates as yyyy-MM-dd, or numbers.</param>
/// <param name="At">The first date or number with the new prices.</param>
/// <param name="Window">How far to look on either side, in days or in the column's numbers: as near as rows allow, since all else moves with time.</param>
public sealed record PriceChange(string Column, string At, double Window)
{
    /// <summary>A date in days, or a number; null for neither.</summary>
    internal static double? Place(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date))
            return date.DayNumber;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;
    }
}
