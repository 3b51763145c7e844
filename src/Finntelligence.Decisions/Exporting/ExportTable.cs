using System.Collections.Immutable;
using System.Text.Json;
using Finntelligence.Decisions.Outcomes;
using Finntelligence.Decisions.Records;
using Finntelligence.Lending.Products;

namespace Finntelligence.Decisions.Exporting;

/// <summary>
/// Decisions and outcomes as a table: the product's features under their own names, the offer as amount, months and rate, and accepted and
/// defaulted as 1 or 0, empty while unknown. So <c>monitor</c> reads it. A decline has no offer.
/// </summary>
/// <param name="product">As it was when the decisions were made; its features are the columns.</param>
public sealed class ExportTable(ProductDefinition product)
{
    private static readonly ImmutableArray<string> OfferFigures =
        ["amount", "months", "rate", "installment", "apr", "probabilityOfAcceptance", "probabilityOfDefault", "margin", "expectedLoss", "expectedProfit"];

    /// <summary>The columns in their order.</summary>
    public ImmutableArray<ExportColumn> Columns { get; } =
    [
        new("decisionId", ExportKind.Text), new("decidedAt", ExportKind.Time), new("decision", ExportKind.Text), new("caller", ExportKind.Text),
        .. product.Applicant.Select(f => new ExportColumn(f.Name, f.Kind == ApplicantFeatureKind.Category ? ExportKind.Text : ExportKind.Number)),
        .. OfferFigures.Select(name => new ExportColumn(name, ExportKind.Number)),
        new("riskVersion", ExportKind.Text), new("riskSha256", ExportKind.Text),
        new("acceptanceVersion", ExportKind.Text), new("acceptanceSha256", ExportKind.Text), new("productSha256", ExportKind.Text),
        new("policy", ExportKind.Text), new("propensity", ExportKind.Number),
        new("accepted", ExportKind.Number), new("defaulted", ExportKind.Number), new("outcome", ExportKind.Text), new("outcomeAt", ExportKind.Time),
    ];

    /// <summary>Position of the first feature.</summary>
    public int FeaturesFrom { get; } = 4;

    /// <summary>Position of the first figure of the offer, after the last feature.</summary>
    public int OfferFrom { get; } = 4 + product.Applicant.Length;

    /// <summary>Position after the last figure of the offer.</summary>
    public int OfferUntil { get; } = 4 + product.Applicant.Length + OfferFigures.Length;

    /// <summary>The cells of one decision: a text, a flag, a number (float for a feature, else double), a time, or null.</summary>
    public object?[] Row(StoredDecision decision, OutcomeState outcome)
    {
        using var figures = JsonDocument.Parse(decision.Figures);
        var offer = figures.RootElement.GetProperty("offer");
        return
        [
            decision.Id, Moments.Time(decision.At), decision.Decision, decision.Caller,
            .. product.Applicant.Zip(decision.FeatureValues, FeatureValue.Of),
            .. OfferFigures.Select(name => offer.ValueKind == JsonValueKind.Object && offer.GetProperty(name) is { ValueKind: JsonValueKind.Number } n
                ? n.GetDouble() : (object?)null),
            decision.RiskVersion, decision.RiskSha256, decision.AcceptanceVersion, decision.AcceptanceSha256, decision.ProductSha256,
            decision.Policy, decision.Propensity,
            Flag(outcome.Accepted), Flag(outcome.Defaulted), outcome.Latest, outcome.At is { } at ? Moments.Time(at) : null,
        ];
    }

    private static object? Flag(bool? value) => value is { } flag ? (flag ? 1d : 0d) : null;
}

/// <summary>A column.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Kind">What its cells hold.</param>
public sealed record ExportColumn(string Name, ExportKind Kind);

/// <summary>What cells hold.</summary>
public enum ExportKind
{
    Text,
    Number,
    Time,
}
