using System.Text.Json.Nodes;
using Finntelligence.Api.Explore;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Predictions;
using Finntelligence.Api.Status;
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
        else if (context.Type == typeof(HealthDocument))
            Enumerate(nameof(HealthDocument.Status), SchemaParts.Values(HealthDocument.Live.Status, HealthDocument.Ready.Status));
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

    private static void Limit(OpenApiSchema schema, string name, decimal least, decimal greatest)
    {
        var member = SchemaParts.Member(schema, name);
        (member.Minimum, member.Maximum) = (SchemaParts.Text(least), SchemaParts.Text(greatest));
    }
}
