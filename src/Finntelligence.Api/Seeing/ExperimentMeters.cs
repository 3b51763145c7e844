using System.Diagnostics.Metrics;
using Finntelligence.Api.Experimenting;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Experiments.Guarding;

namespace Finntelligence.Api.Seeing;

/// <summary>What the service measures of a price experiment: whether it runs, what it costs, what its stop rule says. Safe for any number of threads.</summary>
internal sealed class ExperimentMeters
{
    public ExperimentMeters(IMeterFactory factory, ExperimentBoard board, ShadowQueue shadows)
    {
        var meter = factory.Create(ServiceMeters.MeterName);
        meter.CreateObservableGauge(
            "finntelligence.experiment.running",
            () => board.Current is { } running
                ? [new(running.Version.State == ExperimentState.Running ? 1 : 0, new KeyValuePair<string, object?>("version", running.Version.Version))]
                : (Measurement<int>[])[],
            null, "1 while prices are drawn, 0 once a person or the stop rule has stopped it; nothing without an experiment.");
        meter.CreateObservableGauge(
            "finntelligence.experiment.refused", () => board.Fault is null ? 0 : 1, null, "1 while there is a definition that cannot be used.");
        meter.CreateObservableGauge(
            "finntelligence.experiment.given_up", () => board.Current is { } running ? [new(running.GivenUp.InAll)] : (Measurement<double>[])[], null,
            "Expected profit given up so far, in the product's currency.");
        meter.CreateObservableGauge(
            "finntelligence.experiment.difference", () => Judged(board, v => v.Difference), null, "Mean profit of the arm less the champion's, an offer.");
        meter.CreateObservableGauge(
            "finntelligence.experiment.difference.lower", () => Judged(board, v => v.Interval.Lower), null, "Lower end of its interval, which holds at every look.");
        meter.CreateObservableGauge(
            "finntelligence.experiment.difference.upper", () => Judged(board, v => v.Interval.Upper), null, "Upper end of its interval, which holds at every look.");
        meter.CreateObservableGauge(
            "finntelligence.experiment.worse", () => Judged(board, v => v.Verdict == StopVerdict.StopWorse ? 1 : 0), null, "1 where the stop rule says that the arm is worse.");
        meter.CreateObservableCounter(
            "finntelligence.experiment.shadows",
            () => (Measurement<long>[])
            [
                new(shadows.Decided, new KeyValuePair<string, object?>("result", "decided")), new(shadows.Skipped, new KeyValuePair<string, object?>("result", "skipped")),
            ],
            null, "Requests that shadows decided beside the answer, or were too late for.");
    }

    private static IEnumerable<Measurement<double>> Judged(ExperimentBoard board, Func<ArmVerdict, double> figure) =>
        board.Judged?.Arms.Select(v => (v.Arm, Value: figure(v))).Where(v => double.IsFinite(v.Value))
            .Select(v => new Measurement<double>(v.Value, new KeyValuePair<string, object?>("arm", v.Arm))) ?? [];
}
