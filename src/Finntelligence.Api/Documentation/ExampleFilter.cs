using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Finntelligence.Api.Documentation;

/// <summary>Shows a real request and real answers.</summary>
internal sealed class ExampleFilter(DocumentationExamples examples) : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        foreach (var content in Contents(operation.RequestBody?.Content))
            content.Example = examples.Request(operation.OperationId!);
        foreach (var (status, response) in operation.Responses ?? [])
            foreach (var content in Contents(response.Content))
                content.Example = examples.Response(operation.OperationId!, status);
    }

    private static IEnumerable<OpenApiMediaType> Contents(IDictionary<string, IOpenApiMediaType>? contents) =>
        contents?.Values.OfType<OpenApiMediaType>() ?? [];
}
