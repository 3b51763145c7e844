using Finntelligence.Api.Hosting;
using Finntelligence.Api.Recording;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Finntelligence.Api.Callers;

/// <summary>Web pages of other origins: none unless the settings name them. Cookies are nobody's credentials here.</summary>
internal static class OtherOrigins
{
    public static WebApplicationBuilder AddOtherOrigins(this WebApplicationBuilder builder)
    {
        builder.Services.AddCors();
        builder.Services.AddOptions<CorsOptions>().Configure<IOptions<ServiceOptions>>((cors, service) => cors.AddDefaultPolicy(policy =>
            policy.WithOrigins(service.Value.Callers.Origins)
                .WithMethods(HttpMethods.Get, HttpMethods.Post)
                .WithHeaders(HeaderNames.ContentType, HeaderNames.Authorization, ApiKeyHandler.Header, RecordingExtensions.ApplicantHeader)
                .WithExposedHeaders(HeaderNames.RetryAfter)));
        return builder;
    }

    public static WebApplication UseOtherOrigins(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<ServiceOptions>>().Value.Callers.Origins.Length > 0)
            app.UseCors();
        return app;
    }
}
