using Finntelligence.ModelOps.Experiments;

namespace Finntelligence.Modelling.Tracking;

/// <summary>What differs between runs: of what went in, and of what came out.</summary>
/// <param name="Runs">The runs.</param>
/// <param name="Inputs">Names of parameters, tags and data that are not the same in all, sorted.</param>
/// <param name="Metrics">Names of the last values of metrics that any of them has, sorted; those of folds and candidates are left out.</param>
public sealed record RunComparison(IReadOnlyList<RunRecord> Runs, IReadOnlyList<string> Inputs, IReadOnlyList<string> Metrics)
{
    /// <summary>Compares.</summary>
    public static RunComparison Of(IReadOnlyList<RunRecord> runs)
    {
        Dictionary<string, string>[] inputs = [.. runs.Select(InputsOf)];
        return new RunComparison(
            runs,
            [.. Names(inputs.SelectMany(run => run.Keys)).Where(name => inputs.Select(run => run.GetValueOrDefault(name)).Distinct().Count() > 1)],
            [.. Names(runs.SelectMany(run => run.HeadlineMetrics().Keys))]);
    }

    /// <summary>What went into a run under that name; null when there is none.</summary>
    public static string? Input(RunRecord run, string name) => InputsOf(run).GetValueOrDefault(name);

    /// <summary>A metric's last value; not a number when there is none.</summary>
    public static double Metric(RunRecord run, string name) => run.LastMetrics.TryGetValue(name, out var value) ? value : double.NaN;

    /// <summary>The last run's value of a metric less the first's; not a number where one has none.</summary>
    public double Difference(string name) => Metric(Runs[^1], name) - Metric(Runs[0], name);

    private static Dictionary<string, string> InputsOf(RunRecord run)
    {
        var inputs = new Dictionary<string, string>(run.Parameters, StringComparer.Ordinal);
        foreach (var (key, value) in run.Tags)
            inputs.TryAdd(key, value);
        foreach (var data in run.Inputs)
            inputs.TryAdd($"data: {data.Context}", data.Digest);
        return inputs;
    }

    private static IEnumerable<string> Names(IEnumerable<string> names) => names.Distinct().Order(StringComparer.Ordinal);
}
