using System.Text.Json;
using Finntelligence.Api.Experimenting;
using Finntelligence.Api.Predictions;
using Finntelligence.Decisions.Outcomes;
using Finntelligence.Decisions.Records;
using Finntelligence.Lending.Products;

namespace Finntelligence.Api.Decisions;

/// <summary>Turns what the log has into what a client gets.</summary>
internal static class DecisionDocuments
{
    public static DecisionDocument Of(
        StoredDecision decision, ProductDefinition product, IEnumerable<OutcomeEvent> events, IReadOnlyCollection<StoredShadow> shadows) => new()
        {
            DecisionId = Guid.Parse(decision.Id),
            DecidedAt = Moments.Time(decision.At),
            Endpoint = decision.Endpoint,
            Decision = decision.Decision,
            ApplicantReference = decision.Applicant,
            Caller = decision.Caller,
            Request = Json(decision.Request),
            Features = decision.Features is null ? null : Features(product, decision),
            Answer = Json(decision.Answer),
            Figures = JsonElement.Parse(decision.Figures),
            Models = ModelsOf(decision),
            Product = new DecidedProductDocument(decision.Product, decision.ProductSha256),
            Service = decision.Service,
            Policy = decision.Policy,
            Propensity = decision.Propensity,
            LatencyMs = decision.Latency / 1000d,
            ErasedAt = decision.Erased is { } erased ? Moments.Time(erased) : null,
            Outcomes = Of([.. events]),
            Shadows = shadows.Count == 0 ? null : [.. shadows.Select(s => new ShadowDocument(
            s.Policy, Moments.Time(s.At), new ModelsDocument(new ModelDocument(s.RiskVersion, s.RiskSha256), new ModelDocument(s.AcceptanceVersion, s.AcceptanceSha256)),
            JsonElement.Parse(s.Figures)))],
        };

    public static ModelsDocument ModelsOf(StoredDecision decision) => new(
        new ModelDocument(decision.RiskVersion, decision.RiskSha256), new ModelDocument(decision.AcceptanceVersion, decision.AcceptanceSha256))
    {
        RateCard = decision is { RateCardVersion: { } version, RateCardSha256: { } sha256 } ? new ModelDocument(version, sha256) : null,
    };

    /// <summary>How an experiment chose the offer, as the answer told it; null where none did.</summary>
    public static ExperimentDocument? ExperimentOf(StoredDecision decision)
    {
        if (decision.Answer is null)
            return null;
        using var answer = JsonDocument.Parse(decision.Answer);
        return answer.RootElement.TryGetProperty("experiment", out var experiment) ? experiment.Deserialize(ExperimentJson.Default.ExperimentDocument) : null;
    }

    private static OutcomesDocument Of(OutcomeEvent[] events)
    {
        var state = OutcomeState.Of(events);
        return new OutcomesDocument(
            state.Latest,
            state.At is { } at ? Moments.Time(at) : null,
            state.Accepted,
            state.Defaulted,
            [.. events.Select(e => new OutcomeEventDocument(
                e.Id, e.Outcome, Moments.Time(e.At), Moments.Time(e.Received), e.Amount, e.Days, e.Corrects, e.Caller))]);
    }

    private static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);

    private static Dictionary<string, object?> Features(ProductDefinition product, StoredDecision decision) => product.Applicant
        .Zip(decision.FeatureValues, (f, v) => (f.Name, Value: FeatureValue.Of(f, v)))
        .ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
}
