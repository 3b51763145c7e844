using System.Text.Json.Nodes;
using Finntelligence.Api.Decisions;
using Finntelligence.Api.Explore;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Predictions;
using Finntelligence.Api.Status;
using Finntelligence.Decisions.Outcomes;
using Finntelligence.Decisions.Records;
using Finntelligence.Lending.Drift;
using Finntelligence.Lending.Products;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Finntelligence.Api.Documentation;

/// <summary>States which values the members of an answer can have: the product's terms, probabilities, and words from a list.</summary>
internal sealed class ValueSchemaFilter(PredictionEnginePool pool) : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema concrete || context.MemberInfo is not null)
            return;
        if (context.Type == typeof(PredictResponse))
            Enumerate(nameof(PredictResponse.Decision), SchemaParts.Values(PredictResponse.OfferDecision, PredictResponse.DeclineDecision));
        else if (context.Type == typeof(OfferDocument) || context.Type == typeof(SurfacePointDocument))
            DescribeOffer(concrete);
        else if (context.Type == typeof(FeesDocument))
            Enumerate(nameof(FeesDocument.Collected), [.. SchemaParts.Values<FeeCollection>(), JsonNullSentinel.JsonNull]);
        else if (context.Type == typeof(DisclosedLineDocument))
            Enumerate(nameof(DisclosedLineDocument.Line), SchemaParts.Values<DisclosureLine>());
        else if (context.Type == typeof(StatusDocument))
            Enumerate(nameof(StatusDocument.Status), SchemaParts.Values(StatusDocument.Ok));
        else if (context.Type == typeof(DriftDocument) || context.Type == typeof(FeatureDriftDocument))
            Enumerate(nameof(DriftDocument.Level), SchemaParts.Values<DriftLevel>());
        else if (context.Type == typeof(HealthDocument))
            Enumerate(nameof(HealthDocument.Status), SchemaParts.Values(HealthDocument.Live.Status));
        else if (context.Type == typeof(ReadyDocument) || context.Type == typeof(ReadyProblemDocument))
            DescribeParts(concrete);
        else if (context.Type == typeof(OutcomeReport) || context.Type == typeof(OutcomeEventDocument))
            Enumerate(nameof(OutcomeReport.Outcome), SchemaParts.Values(OutcomeNames.All));
        else if (context.Type == typeof(OutcomesDocument))
            Enumerate(nameof(OutcomesDocument.Latest), [.. SchemaParts.Values(OutcomeNames.All), JsonNullSentinel.JsonNull]);
        else if (context.Type == typeof(OutcomeAnswer))
            Enumerate(nameof(OutcomeAnswer.Result), SchemaParts.Values(OutcomeAnswer.Recorded, OutcomeAnswer.Known));
        else if (context.Type == typeof(DecisionDocument))
            DescribeDecision(concrete);
        else if (context.Type == typeof(ConfirmationDocument))
            Enumerate(nameof(ConfirmationDocument.Outcome), SchemaParts.Values(ConfirmationDocument.Confirmed, ConfirmationDocument.NotExpressible));

        void Enumerate(string member, List<JsonNode> values) => SchemaParts.Member(concrete, member).Enum = values;
    }

    private void DescribeOffer(OpenApiSchema schema)
    {
        var offer = pool.Product.Offer;
        Limit(schema, nameof(OfferDocument.Amount), offer.Amount.Minimum, offer.Amount.Maximum);
        Limit(schema, nameof(OfferDocument.Rate), offer.Rate.Minimum, offer.Rate.Maximum);
        Limit(schema, nameof(OfferDocument.ProbabilityOfAcceptance), 0, 1);
        Limit(schema, nameof(OfferDocument.ProbabilityOfDefault), 0, 1);
        SchemaParts.Member(schema, nameof(OfferDocument.Months)).Enum = [.. offer.Months.Values.Select(m => (JsonNode)JsonValue.Create(m))];
    }

    private static void DescribeParts(OpenApiSchema schema)
    {
        SchemaParts.Member(schema, nameof(ReadyDocument.Models)).Enum = SchemaParts.Values(ReadyDocument.Ready, ReadyDocument.Missing);
        SchemaParts.Member(schema, nameof(ReadyDocument.Log)).Enum = SchemaParts.Values(ReadyDocument.Ready, ReadyDocument.Off, ReadyDocument.Failing);
        SchemaParts.Member(schema, nameof(ReadyDocument.Disk)).Enum = SchemaParts.Values(ReadyDocument.Ready, ReadyDocument.Low, ReadyDocument.Unused);
    }

    // Texts of JSON that the log keeps: of another version of the service, perhaps, so that nothing is said of their members.
    private static void DescribeDecision(OpenApiSchema schema)
    {
        SchemaParts.Member(schema, nameof(DecisionDocument.Endpoint)).Enum = SchemaParts.Values(DecisionRecord.SingleEndpoint, DecisionRecord.BatchEndpoint);
        SchemaParts.Member(schema, nameof(DecisionDocument.Decision)).Enum = SchemaParts.Values(PredictResponse.OfferDecision, PredictResponse.DeclineDecision);
        SchemaParts.Member(schema, nameof(DecisionDocument.Figures)).Type = JsonSchemaType.Object;
        foreach (var text in (string[])[nameof(DecisionDocument.Request), nameof(DecisionDocument.Answer)])
            SchemaParts.Member(schema, text).Type = JsonSchemaType.Object | JsonSchemaType.Null;
        ((OpenApiSchema)SchemaParts.Member(schema, nameof(DecisionDocument.Features)).AdditionalProperties!).Type =
            JsonSchemaType.Number | JsonSchemaType.String | JsonSchemaType.Boolean | JsonSchemaType.Null;
        Limit(schema, nameof(DecisionDocument.Propensity), 0, 1);
    }

    private static void Limit(OpenApiSchema schema, string name, decimal least, decimal greatest)
    {
        var member = SchemaParts.Member(schema, name);
        (member.Minimum, member.Maximum) = (SchemaParts.Text(least), SchemaParts.Text(greatest));
    }
}
