using Finntelligence.Api.Hosting;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Finntelligence.Api.Documentation;

/// <summary>Shows a real request and real answers.</summary>
internal sealed class ExampleFilter(DocumentationExamples examples) : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var name = VersionedRoutes.NameOf(operation.OperationId!);
        foreach (var content in Contents(operation.RequestBody?.Content))
            content.Example = examples.Request(name);
        foreach (var (status, response) in operation.Responses ?? [])
            foreach (var content in Contents(response.Content))
                content.Examples = examples.Responses(name, status)
                    .ToDictionary(e => e.Name, e => (IOpenApiExample)new OpenApiExample { Value = e.Body });
    }

    private static IEnumerable<OpenApiMediaType> Contents(IDictionary<string, IOpenApiMediaType>? contents) =>
        contents?.Values.OfType<OpenApiMediaType>() ?? [];
}
