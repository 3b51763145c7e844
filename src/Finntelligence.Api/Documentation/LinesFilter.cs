using Finntelligence.Api.Decisions;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Predictions.Batch;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Finntelligence.Api.Documentation;

/// <summary>
/// A body of lines is a text, and no JSON document: its schema is that of a text, which says of what a line is. A line of a request is a
/// prediction's body or an applicant alone, with or without an id; or an event, where outcomes are reported.
/// </summary>
internal sealed class LinesFilter : IOperationFilter
{
    private const string LineSchema = "BatchLine";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        // Told here: stated where it is mapped, another type would be refused before the endpoint can say which is right.
        switch (VersionedRoutes.NameOf(operation.OperationId!))
        {
            case BatchEndpoint.Name:
                operation.RequestBody = Body((BatchEndpoint.LinesOfJson, LinesOf(Line(context))));
                break;
            case OutcomeEndpoint.Name:
                var report = context.SchemaGenerator.GenerateSchema(typeof(OutcomeReport), context.SchemaRepository);
                operation.RequestBody = Body((OutcomeEndpoint.Json, report), (BatchEndpoint.LinesOfJson, LinesOf(report)));
                break;
        }

        foreach (var response in operation.Responses ?? [])
            if (Content(response.Value.Content) is { Schema: { } answer } lines)
                lines.Schema = LinesOf(answer);
    }

    private static OpenApiRequestBody Body(params IEnumerable<(string MediaType, IOpenApiSchema Schema)> contents) => new()
    {
        Required = true,
        Content = contents.ToDictionary(c => c.MediaType, c => (IOpenApiMediaType)new OpenApiMediaType { Schema = c.Schema }),
    };

    private static OpenApiMediaType? Content(IDictionary<string, IOpenApiMediaType>? contents) =>
        contents is not null && contents.TryGetValue(BatchEndpoint.LinesOfJson, out var content) ? (OpenApiMediaType)content : null;

    private static OpenApiSchema LinesOf(IOpenApiSchema line) => new()
    {
        Type = JsonSchemaType.String,
        Description = "A JSON document a line; contentSchema is that of each.",
        ContentMediaType = BatchEndpoint.LinesOfJson,
        ContentSchema = line,
    };

    private static OpenApiSchemaReference Line(OperationFilterContext context)
    {
        var schemas = context.SchemaRepository;
        if (!schemas.Schemas.ContainsKey(LineSchema))
            schemas.AddDefinition(LineSchema, new OpenApiSchema
            {
                Description = "What one line of a batch asks.",
                AnyOf = [Named(typeof(PredictRequest), context), Named(typeof(Applicant), context)],
            });
        return new OpenApiSchemaReference(LineSchema);
    }

    private static OpenApiSchema Named(Type type, OperationFilterContext context)
    {
        var reference = (OpenApiSchemaReference)context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository);
        var named = (OpenApiSchema)context.SchemaRepository.Schemas[reference.Reference.Id!].CreateShallowCopy();
        named.Properties = new Dictionary<string, IOpenApiSchema>(named.Properties!);
        named.Properties.TryAdd(RequestLineReader.Id, new OpenApiSchema
        {
            Type = SchemaParts.Id | JsonSchemaType.Null,
            Description = "What the client calls the line; its answer has it too.",
        });
        return named;
    }
}
