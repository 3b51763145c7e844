using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Finntelligence.Evidence.Logged;
using Finntelligence.Experiments.Guarding;
using Finntelligence.Foundation.Output;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Experiments;

/// <summary><c>experiment judge</c>: the stop rule, asked of a decision log.</summary>
internal static class ExperimentJudgeCommand
{
    /// <summary>Exit code where an arm is shown to be worse.</summary>
    public const int Worse = 2;

    public static Command Create(ConsoleHost host)
    {
        var log = new Option<string>("--log") { Description = "The decision log, as decisions export writes it.", Required = true };
        var stop = new Option<bool>("--stop") { Description = "Also stop the experiment where an arm is shown to be worse." };
        var asOf = new Option<DateTimeOffset?>("--as-of") { Description = "When profit is counted; else the latest time in the log." };
        var horizon = new Option<double?>("--horizon") { Description = "Months after which an offer is judged; else what the stop rule says, or the log's longest term and one." };
        Option<string> product = ProductOption.Create();
        var command = new Command(
            "judge",
            "Ask the experiment's stop rule of a decision log. It may be asked as often as one likes. Exit code 0: no arm is shown to be worse; 2: one is; 1: it could not be done.")
        {
            log, stop, asOf, horizon, product,
        };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            var outcome = new ArmVerdictJob(host.Workspace(), host.Time).Run(
                parsed.GetValue(product)!, parsed.GetValue(log)!, parsed.GetValue(asOf)?.ToUniversalTime(), parsed.GetValue(horizon), parsed.GetValue(stop), cancellation);
            reporter.Table(new ReportTable(
                $"Arms against the champion, {outcome.Currency} an offer, an interval that holds at every look",
                [new("arm"), new("decisions", true, Rank: 1), new("of the arm", true, Rank: 2), new("difference", true), new("interval", true), new("verdict")],
                [.. outcome.Verdicts.Select(v => (string[])
                [
                    v.Arm, Figures.Count(v.Decisions), Figures.Count(v.OfArm), Text(v.Difference), $"[{Text(v.Interval.Lower)}, {Text(v.Interval.Upper)}]",
                    JsonNamingPolicy.CamelCase.ConvertName(v.Verdict.ToString()),
                ])]));
            if (outcome.Stopped)
                reporter.Status("The experiment is stopped: from a service's next poll on nobody is drawn a price.");
            reporter.Document(new { stopped = outcome.Stopped, verdicts = outcome.Verdicts.Select(v => new { v.Arm, v.Decisions, v.OfArm, v.Difference, verdict = v.Verdict.ToString() }) });
            return outcome.Verdicts.Any(v => v.Verdict == StopVerdict.StopWorse) ? Worse : CommandRun.Success;
        });
        return command;
    }

    private static string Text(double value) => double.IsFinite(value) ? value.ToString("0.00", CultureInfo.InvariantCulture) : "–";
}
