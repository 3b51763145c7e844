using Finntelligence.Api.Callers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Finntelligence.Api.Documentation;

/// <summary>Says of every endpoint that needs a scope that it takes a key or a token, or neither where nobody is asked who he is.</summary>
internal sealed class SecurityFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (!context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any())
            return;
        operation.Security =
        [
            .. new[] { ApiKeyHandler.SchemeName, DocumentationExtensions.Bearer }
                .Select(name => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(name, context.Document)] = [] }),
            new OpenApiSecurityRequirement(),
        ];
    }
}
