using Finntelligence.Api.Callers;
using Finntelligence.Api.Status;
using Finntelligence.Lending.Requests;
using Microsoft.OpenApi;

namespace Finntelligence.Api.Documentation;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c> and Swagger UI at <c>/docs</c>.</summary>
internal static class DocumentationExtensions
{
    /// <summary>Name of the scheme of tokens.</summary>
    internal const string Bearer = "Bearer";

    private const string DocumentName = "v1";
    private const string DocumentRoute = "openapi/{documentName}.json";

    public static WebApplicationBuilder AddDocumentation(this WebApplicationBuilder builder)
    {
        builder.Services.AddEndpointsApiExplorer();
        builder.Services.AddSingleton<DocumentationExamples>();
        builder.Services.AddSwaggerGen(swagger =>
        {
            swagger.SwaggerDoc(DocumentName, new OpenApiInfo
            {
                Title = "Finntelligence",
                Version = StatusEndpoints.Version,
                Description = "Gives every applicant the loan offer that earns the lender most in expectation, or a decline with its reasons. "
                    + "It asks for a key or a token once there are any, and before it listens to other machines. "
                    + "People look at it in [the explorer](../explore).",
                License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
            });
            swagger.IncludeXmlComments(typeof(DocumentationExtensions).Assembly);
            swagger.IncludeXmlComments(typeof(PredictRequest).Assembly);
            swagger.SupportNonNullableReferenceTypes();
            swagger.CustomSchemaIds(type => type.Name.EndsWith("Document", StringComparison.Ordinal) ? type.Name[..^"Document".Length] : type.Name);
            swagger.SchemaFilter<RequestSchemaFilter>();
            swagger.SchemaFilter<AnswerSchemaFilter>();
            swagger.AddSecurityDefinition(ApiKeyHandler.SchemeName, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = ApiKeyHandler.Header,
                Description = "A key that the console's `keys add` made. Not needed on loopback while there are no keys and no issuer of tokens.",
            });
            swagger.AddSecurityDefinition(Bearer, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "A token of the issuer that Finntelligence:Callers:Tokens:Authority names; its scopes are those of keys.",
            });
            swagger.OperationFilter<SecurityFilter>();
            swagger.SchemaFilter<ValueSchemaFilter>();
            swagger.OperationFilter<AnyFaultFilter>();
            swagger.OperationFilter<LinesFilter>();
            swagger.OperationFilter<ExampleFilter>();
            swagger.DocumentFilter<ServiceDocumentFilter>();
        });
        return builder;
    }

    public static WebApplication MapDocumentation(this WebApplication app)
    {
        // In 3.1 a member may be null and carry examples; 3.0 has neither.
        app.MapSwagger(DocumentRoute, swagger => swagger.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1);
        app.MapSwaggerUI("docs", ui =>
        {
            ui.DocumentTitle = "Finntelligence";
            // Relative to /docs/index.html, so that it holds behind a proxy that adds a prefix.
            ui.SwaggerEndpoint($"../openapi/{DocumentName}.json", "Finntelligence");
        });
        return app;
    }
}
