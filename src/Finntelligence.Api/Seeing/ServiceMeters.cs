using System.Diagnostics.Metrics;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Pool.Checks;
using Finntelligence.Api.Recording;
using Finntelligence.Lending.Drift;
using Finntelligence.Lending.Offers;

namespace Finntelligence.Api.Seeing;

/// <summary>
/// What the service measures of itself, beside what ASP.NET Core and the runtime measure: decisions and why, what they are worth, offers
/// outside support, models, the log. No figure is about one applicant. Safe for any number of threads.
/// </summary>
internal sealed class ServiceMeters
{
    public const string MeterName = "Finntelligence";

    /// <summary>What the warm-up measures; nothing of it is exported.</summary>
    public const string RehearsalMeterName = MeterName + ".Rehearsed";

    // Two, so that the warm-up runs the code and leaves the figures alone.
    private readonly DecisionInstruments _counted;
    private readonly DecisionInstruments _rehearsed;

    public ServiceMeters(IMeterFactory factory, PredictionEnginePool pool, DecisionChecks checks, DecisionRecorder recorder, ApplicantDrift drift)
    {
        var meter = factory.Create(MeterName);
        _counted = new DecisionInstruments(meter);
        _rehearsed = new DecisionInstruments(factory.Create(RehearsalMeterName));
        meter.CreateObservableGauge("finntelligence.models.info", () => Models(pool), null, "1 for each model in service.");
        meter.CreateObservableGauge("finntelligence.models.refused", () => pool.LastRefused is null ? 0 : 1, null, "1 while models were found and not taken.");
        meter.CreateObservableCounter("finntelligence.checks", () => Checks(checks), null, "Decisions that ML.NET's engine scored again.");
        meter.CreateObservableGauge(
            "finntelligence.drift.stability", () => Judged(drift, f => f.Stability.Index), null,
            "Population stability index of the applicants of late against the training, by feature, once there are enough of them.");
        meter.CreateObservableGauge(
            "finntelligence.drift.level", () => Judged(drift, f => (int)f.Stability.Level - (int)DriftLevel.Stable), null,
            "0 for stable, 1 for to be watched, 2 for drift, by the product's limits.");
        meter.CreateObservableGauge("finntelligence.drift.applicants", () => drift.Now?.Applicants ?? 0, null, "Applicants of late that are compared.");
        if (recorder.Log is not { } log)
            return;
        meter.CreateObservableGauge("finntelligence.log.queue", () => log.QueueDepth, null, "Answers that wait for their record.");
        meter.CreateObservableGauge("finntelligence.log.failing", () => log.Fault is null ? 0 : 1, null, "1 while records cannot be written.");
        meter.CreateObservableCounter(
            "finntelligence.log.records",
            () => (Measurement<long>[])
            [
                new(log.Written, Tag("result", "written")), new(log.Lost, Tag("result", "lost")), new(log.Refused, Tag("result", "refused")),
            ],
            null,
            "Records of decisions: written, lost by best effort, or refused together with their answers.");
        if (recorder.Folder is { } folder)
            meter.CreateObservableGauge("finntelligence.log.disk_free", () => new DriveInfo(folder).AvailableFreeSpace, "By", "Free space where the log lies.");
    }

    /// <summary>Counts a decision.</summary>
    /// <param name="decision">What it came to.</param>
    /// <param name="mode">How it was searched.</param>
    /// <param name="duration">How long it took.</param>
    public void Count(Decision decision, SearchMode mode, TimeSpan duration) => _counted.Count(decision, mode, duration);

    /// <summary>As <see cref="Count"/>, and leaves no trace.</summary>
    public void Rehearse(Decision decision, SearchMode mode, TimeSpan duration) => _rehearsed.Count(decision, mode, duration);

    private static IEnumerable<Measurement<double>> Judged(ApplicantDrift drift, Func<DriftingFeature, double> figure) =>
        drift.Now?.Features.Where(f => f.Stability.Level != DriftLevel.NotJudged)
            .Select(f => new Measurement<double>(figure(f), Tag("feature", f.Name), Tag("model", f.Model))) ?? [];

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private static Measurement<long>[] Models(PredictionEnginePool pool) => pool.Current is not { } snapshot ? [] :
    [
        new(1, Tag("kind", PredictionEnginePoolBuilder.Risk), Tag("version", snapshot.Risk.Version), Tag("sha256", snapshot.Risk.Model.Sha256)),
        new(1, Tag("kind", PredictionEnginePoolBuilder.Acceptance), Tag("version", snapshot.Acceptance.Version), Tag("sha256", snapshot.Acceptance.Model.Sha256)),
    ];

    private static Measurement<long>[] Checks(DecisionChecks checks)
    {
        var counts = checks.Counts;
        return
        [
            new(counts.Confirmed, Tag("result", "confirmed")), new(counts.Disagreeing, Tag("result", "disagreeing")), new(counts.Skipped, Tag("result", "skipped")),
        ];
    }
}
