using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Finntelligence.Api.Documentation;

/// <summary>States where the service is, and that it asks nobody who they are.</summary>
internal sealed class ServiceDocumentFilter : IDocumentFilter
{
    public void Apply(OpenApiDocument document, DocumentFilterContext context)
    {
        // Relative to the document's own address, so that it holds behind a proxy that adds a prefix.
        document.Servers = [new OpenApiServer { Url = "..", Description = "The service that this document comes from." }];
        // One requirement, and it is empty: no credentials.
        document.Security = [new OpenApiSecurityRequirement()];
        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
            tag.Description = tag.Name switch
            {
                "Predictions" => "Decisions on applicants.",
                "Offers" => "What could be offered; nothing is decided.",
                "Status" => "What serves, and whether it does.",
                _ => null,
            };
    }
}
