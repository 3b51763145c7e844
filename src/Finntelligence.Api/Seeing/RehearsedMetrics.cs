using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Finntelligence.Api.Seeing;

/// <summary>Takes what the warm-up measures, as the exporters take what clients cause, and forgets it: the code between is compiled then.</summary>
internal static class RehearsedMetrics
{
    /// <summary>Begins; ends with its disposal.</summary>
    public static IDisposable Begin() =>
        Sdk.CreateMeterProviderBuilder().AddMeter(ServiceMeters.RehearsalMeterName).AddReader(new BaseExportingMetricReader(new Nowhere())).Build();

    private sealed class Nowhere : BaseExporter<Metric>
    {
        public override ExportResult Export(in Batch<Metric> batch) => ExportResult.Success;
    }
}
