using System.Text.Json.Nodes;
using Finntelligence.Api.Pool;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Finntelligence.Api.Documentation;

/// <summary>Puts into the schemas what only the product knows: the applicant, ranges and terms.</summary>
internal sealed class ProductSchemaFilter(PredictionEnginePool pool) : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema concrete || context.MemberInfo is not null)
            return;
        if (context.Type == typeof(Applicant))
            ApplicantSchema.Apply(pool.Product, concrete);
        else if (context.Type == typeof(PredictRequest))
            Describe(pool.Product.Offer.Amount, concrete);
        else if (context.Type == typeof(PredictSearch))
            DescribeSearch(concrete);
        else if (context.Type == typeof(PredictConstraints))
            Describe(pool.Product.Offer.Months, concrete);
    }

    private static void Describe(AmountAxis amount, OpenApiSchema request)
    {
        request.AdditionalPropertiesAllowed = false;
        var requested = Member(request, PredictMembers.RequestedAmount);
        request.Required = new HashSet<string> { PredictMembers.Applicant };
        if (amount.DefaultFeature is null)
        {
            request.Required.Add(PredictMembers.RequestedAmount);
            requested.Type &= ~JsonSchemaType.Null;
        }

        requested.Minimum = SchemaNumbers.Text(amount.Minimum);
        requested.Maximum = SchemaNumbers.Text(amount.Maximum);
        if (amount.DefaultFeature is { } feature)
            requested.Description += $" Where it is absent, the applicant's {feature} stands for it.";
        if (amount.RequestedCap is { } cap)
            requested.Description += $" At most {SchemaNumbers.Text(cap.Factor)} times the applicant's {cap.Feature}.";
        var alternatives = Member(request, PredictMembers.Alternatives);
        alternatives.Minimum = "0";
        alternatives.Maximum = SchemaNumbers.Text(PredictRequest.MaximumAlternatives);
        alternatives.Default = PredictRequest.DefaultAlternatives;
        foreach (var flag in (string[])[PredictMembers.Explain, PredictMembers.Schedule, PredictMembers.Disclosure])
            Member(request, flag).Default = false;
    }

    private static void DescribeSearch(OpenApiSchema search)
    {
        search.AdditionalPropertiesAllowed = false;
        var mode = Member(search, PredictMembers.Mode);
        mode.Enum = [JsonValue.Create(PredictSearch.Grid), JsonValue.Create(PredictSearch.Exact), JsonNullSentinel.JsonNull];
        mode.Default = PredictSearch.Grid;
    }

    private static void Describe(MonthsAxis months, OpenApiSchema constraints)
    {
        constraints.AdditionalPropertiesAllowed = false;
        Member(constraints, PredictMembers.MinAmount).Minimum = "0";
        foreach (var positive in (string[])[PredictMembers.MaxAmount, PredictMembers.MaxRate, PredictMembers.MaxInstallment])
            Member(constraints, positive).ExclusiveMinimum = "0";
        var terms = Member(constraints, PredictMembers.Months);
        terms.MinItems = 1;
        terms.UniqueItems = true;
        terms.Items = new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Enum = [.. months.Values.Select(m => (JsonNode)JsonValue.Create(m))],
        };
    }

    private static OpenApiSchema Member(OpenApiSchema schema, string name) => (OpenApiSchema)schema.Properties![name];
}
