using System.CommandLine;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Foundation.Faults;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Experiments;

/// <summary><c>experiment stop</c> and <c>experiment start</c>: a new version of the definition that says who, when and why; services take it up at their next poll.</summary>
internal static class ExperimentStateCommands
{
    public static Command Stop(ConsoleHost host) => Create(
        host, "stop", "Stop the experiment: from a service's next poll on nobody is drawn a price. Adds a version to data/<product>/pricing-experiment.json.", ExperimentState.Stopped);

    public static Command Start(ConsoleHost host) => Create(
        host, "start", "Let a stopped experiment run again, as it was. Adds a version to data/<product>/pricing-experiment.json.", ExperimentState.Running);

    private static Command Create(ConsoleHost host, string name, string description, ExperimentState state)
    {
        Option<string?> reason = ReasonOption.Create();
        reason.Required = true;
        var by = new Option<string>("--by") { Description = "Who does it.", DefaultValueFactory = _ => Environment.UserName };
        Option<string> product = ProductOption.Create();
        var command = new Command(name, description) { reason, by, product };
        command.Does(host, (parsed, reporter, _) =>
        {
            string why = parsed.GetValue(reason)!, who = parsed.GetValue(by)!, of = parsed.GetValue(product)!;
            if (string.IsNullOrWhiteSpace(why) || string.IsNullOrWhiteSpace(who))
                throw new RequestFaultException("--reason and --by: say in a few words why, and who; the experiment's history keeps both.");
            var experiment = new ExperimentBook(host.Workspace(), host.Time).Change(of, state, who.Trim(), why.Trim());
            reporter.Status($"The experiment of {of} is {(state == ExperimentState.Stopped ? "stopped" : "running")}, by version {experiment.Current.Version}.");
            reporter.Document(new { version = experiment.Current.Version, state = experiment.Current.State.ToString().ToLowerInvariant() });
        });
        return command;
    }
}
