using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Finntelligence.Api.Documentation;

/// <summary>States where the service is, and that it asks nobody who they are, except where an endpoint says so.</summary>
internal sealed class ServiceDocumentFilter : IDocumentFilter
{
    public void Apply(OpenApiDocument document, DocumentFilterContext context)
    {
        // Relative to the document's own address, so that it holds behind a proxy that adds a prefix.
        document.Servers = [new OpenApiServer { Url = "..", Description = "The service that this document comes from." }];
        // One requirement, and it is empty: no credentials. Endpoints that ask for some say so themselves.
        document.Security = [new OpenApiSecurityRequirement()];
        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
            tag.Description = tag.Name switch
            {
                "Predictions" => "Decisions on applicants.",
                "Decisions" => "Decisions that were made, and what became of them.",
                "Offers" => "What could be offered; nothing is decided.",
                "Status" => "What serves, and whether it does.",
                _ => null,
            };
    }
}
