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
        foreach (var (mediaType, content) in Contents(operation.RequestBody?.Content))
            content.Example = examples.Request(name, mediaType);
        foreach (var (status, response) in operation.Responses ?? [])
            foreach (var (mediaType, content) in Contents(response.Content))
                content.Examples = examples.Responses(name, status, mediaType)
                    .ToDictionary(e => e.Name, e => (IOpenApiExample)new OpenApiExample { Value = e.Body });
    }

    private static IEnumerable<(string MediaType, OpenApiMediaType Content)> Contents(IDictionary<string, IOpenApiMediaType>? contents) =>
        (contents ?? new Dictionary<string, IOpenApiMediaType>()).Select(c => (c.Key, (OpenApiMediaType)c.Value));
}
