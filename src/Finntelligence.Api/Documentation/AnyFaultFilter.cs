using Finntelligence.Api.Hosting;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Finntelligence.Api.Documentation;

/// <summary>States that what no status of an endpoint foresees is a problem too.</summary>
internal sealed class AnyFaultFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context) => (operation.Responses ??= [])["default"] = new OpenApiResponse
    {
        Description = "Any other fault, of the request or of the service.",
        Content = new Dictionary<string, IOpenApiMediaType>
        {
            [ProblemDocument.MediaType] = new OpenApiMediaType { Schema = context.SchemaGenerator.GenerateSchema(typeof(ProblemDocument), context.SchemaRepository) },
        },
    };
}
