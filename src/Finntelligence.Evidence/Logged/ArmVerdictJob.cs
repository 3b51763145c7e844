using System.Collections.Immutable;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Experiments.Guarding;
using Finntelligence.Experiments.Realised;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Loading;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Evidence.Logged;

/// <summary>Judges the arms of an experiment by a decision log, and stops it where its rule says so.</summary>
/// <param name="workspace">Where things lie.</param>
/// <param name="time">When it stops.</param>
public sealed class ArmVerdictJob(Workspace workspace, TimeProvider time)
{
    /// <summary>Does it.</summary>
    /// <param name="product">The product.</param>
    /// <param name="log">decisions.csv.</param>
    /// <param name="asOf">When profit is counted; null for the latest time in the log.</param>
    /// <param name="horizonMonths">Age from which an offer is judged; null for what the stop rule says, else the longest term and a month.</param>
    /// <param name="stop">Whether to stop where an arm is shown to be worse.</param>
    /// <param name="cancellation">Checked often.</param>
    /// <exception cref="RequestFaultException">There is no experiment, or it has no stop rule.</exception>
    public ArmVerdictOutcome Run(string product, string log, DateTimeOffset? asOf, double? horizonMonths, bool stop, CancellationToken cancellation)
    {
        var definition = ProductLoader.Load(workspace.ProductFile(product));
        string path = ExperimentFile.PathOf(workspace, product);
        var experiment = ExperimentFile.Find(path, definition) ?? throw new RequestFaultException($"There is no {path}, so no experiment runs.");
        if (experiment.Current.Guardrails.Stop is null)
            throw new RequestFaultException($"{path}: version {experiment.Current.Version} has no guardrails.stop to judge by.");
        var file = DecisionFileReader.Read(log, definition, [], cancellation);
        var profit = new LoggedProfit(definition, asOf ?? file.Latest);
        double horizon = horizonMonths ?? experiment.Current.Guardrails.Stop.HorizonMonths ?? file.Decisions.Max(d => d.Terms.Months) + 1;
        var verdicts = ArmVerdicts.Of(experiment, file.Decisions.Select(d => new ArmOutcome(d.At, d.Policy, profit.Of(d), profit.MonthsOnBook(d))), horizon);
        string? why = stop && experiment.Current.State == ExperimentState.Running ? ArmVerdicts.WhyStop(verdicts) : null;
        if (why is not null)
            ExperimentFile.Change(path, definition, ExperimentState.Stopped, time.GetUtcNow(), ArmVerdicts.ByRule, why);
        return new ArmVerdictOutcome(verdicts, definition.Currency, why is not null);
    }
}

/// <summary>What came of it.</summary>
/// <param name="Verdicts">One for each arm but the champion.</param>
/// <param name="Currency">Of every amount.</param>
/// <param name="Stopped">Whether the experiment was stopped.</param>
public sealed record ArmVerdictOutcome(ImmutableArray<ArmVerdict> Verdicts, string Currency, bool Stopped);
