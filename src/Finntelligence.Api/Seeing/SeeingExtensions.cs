using Finntelligence.Api.Hosting;
using Finntelligence.ModelOps.Keys;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Finntelligence.Api.Seeing;

/// <summary>Metrics at <c>/metrics</c> for Prometheus, and metrics and traces to where OpenTelemetry's own environment variables say.</summary>
internal static class SeeingExtensions
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // Kestrel's and the routing's own meters are many series; what a lender watches are the requests.
    private const string RequestMeter = "Microsoft.AspNetCore.Hosting";

    public static WebApplicationBuilder AddSeeing(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RecentApplicants>().AddSingleton<ApplicantDrift>().AddSingleton<ServiceMeters>().AddSingleton<ExperimentMeters>();
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("finntelligence", serviceVersion: ServiceVersion.Text));
        var exports = builder.Configuration[OtlpEndpoint] is { Length: > 0 };
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(ServiceMeters.MeterName, RequestMeter).AddRuntimeInstrumentation().AddPrometheusExporter();
            if (exports)
                metrics.AddOtlpExporter();
        });
        // Without somebody to send them to, nobody pays for traces.
        if (exports)
            telemetry.WithTracing(traces => traces.AddSource(Spans.SourceName).AddAspNetCoreInstrumentation().AddOtlpExporter());
        return builder;
    }

    public static WebApplication MapSeeing(this WebApplication app)
    {
        // Made now: what is observed is registered when it is.
        app.Services.GetRequiredService<ServiceMeters>();
        app.Services.GetRequiredService<ExperimentMeters>();
        app.MapPrometheusScrapingEndpoint("/metrics").RequireAuthorization(Scopes.Metrics);
        return app;
    }
}
