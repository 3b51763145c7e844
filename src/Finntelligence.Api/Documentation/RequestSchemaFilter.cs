using System.Text.Json.Nodes;
using Finntelligence.Api.Pool;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Finntelligence.Api.Documentation;

/// <summary>
/// Puts into the schema of a request what only the product knows: the applicant, ranges and terms. What stands for an absent member is told
/// in words: generators take a member with a default for one that is always there.
/// </summary>
internal sealed class RequestSchemaFilter(PredictionEnginePool pool) : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema concrete || context.MemberInfo is not null)
            return;
        if (context.Type == typeof(Applicant))
            ApplicantSchema.Apply(pool.Product, concrete);
        else if (context.Type == typeof(PredictRequest))
            Describe(pool.Product.Offer, concrete);
        else if (context.Type == typeof(PredictSearch))
            DescribeSearch(concrete);
        else if (context.Type == typeof(PredictConstraints))
            Describe(pool.Product.Offer.Months, concrete);
    }

    private static void Describe(OfferSpace offer, OpenApiSchema request)
    {
        var amount = offer.Amount;
        request.AdditionalPropertiesAllowed = false;
        request.Required = new HashSet<string> { PredictMembers.Applicant };
        foreach (var optional in (string[])[PredictMembers.Constraints, PredictMembers.Search])
            request.Properties![optional] = SchemaParts.OrNull(request.Properties[optional]);
        var requested = SchemaParts.Member(request, PredictMembers.RequestedAmount);
        if (amount.DefaultFeature is null)
        {
            request.Required.Add(PredictMembers.RequestedAmount);
            requested.Type &= ~JsonSchemaType.Null;
        }

        requested.Minimum = SchemaParts.Text(amount.Minimum);
        requested.Maximum = SchemaParts.Text(amount.Maximum);
        if (amount.DefaultFeature is { } feature)
            requested.Description += $" Where it is absent, the applicant's {feature} stands for it.";
        if (amount.RequestedCap is { } cap)
            requested.Description += $" At most {SchemaParts.Text(cap.Factor)} times the applicant's {cap.Feature}.";
        SchemaParts.Member(request, PredictMembers.RequestedMonths).Enum =
            [.. offer.Months.Values.Select(m => (JsonNode)JsonValue.Create(m)), JsonNullSentinel.JsonNull];
        var alternatives = SchemaParts.Member(request, PredictMembers.Alternatives);
        alternatives.Minimum = "0";
        alternatives.Maximum = SchemaParts.Text(PredictRequest.MaximumAlternatives);
        alternatives.Description += $" Where it is absent, {SchemaParts.Text(PredictRequest.DefaultAlternatives)}.";
        foreach (var flag in (string[])[PredictMembers.Explain, PredictMembers.Schedule, PredictMembers.Disclosure])
            SchemaParts.Member(request, flag).Description += " Where it is absent, false.";
    }

    private static void DescribeSearch(OpenApiSchema search)
    {
        search.AdditionalPropertiesAllowed = false;
        var mode = SchemaParts.Member(search, PredictMembers.Mode);
        mode.Enum = [.. SchemaParts.Values(PredictSearch.Grid, PredictSearch.Exact), JsonNullSentinel.JsonNull];
        mode.Description += $" Where it is absent, \"{PredictSearch.Grid}\".";
    }

    private static void Describe(MonthsAxis months, OpenApiSchema constraints)
    {
        constraints.AdditionalPropertiesAllowed = false;
        SchemaParts.Member(constraints, PredictMembers.MinAmount).Minimum = "0";
        foreach (var positive in (string[])[PredictMembers.MaxAmount, PredictMembers.MaxRate, PredictMembers.MaxInstallment])
            SchemaParts.Member(constraints, positive).ExclusiveMinimum = "0";
        var terms = SchemaParts.Member(constraints, PredictMembers.Months);
        terms.MinItems = 1;
        terms.UniqueItems = true;
        terms.Items = new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Enum = [.. months.Values.Select(m => (JsonNode)JsonValue.Create(m))],
        };
    }
}
