using System.Collections.Immutable;
using System.CommandLine;
using Finntelligence.Evidence.Logged;
using Finntelligence.Experiments.Estimators;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Modelling.Gates;
using Finntelligence.Modelling.Promotion;
using Finntelligence.ModelOps.Registry;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Models;

/// <summary><c>models promote</c>: points an alias at versions that pass the gates.</summary>
internal static class ModelsPromoteCommand
{
    public static Command Create(ConsoleHost host)
    {
        var models = new Argument<string[]>("models")
        {
            Description = "risk, acceptance or both, and ratecard; a version may follow, as risk/3. Several move in one step.",
            Arity = ArgumentArity.OneOrMore,
        };
        var alias = new Option<string>(AliasOption.Name) { Description = "Where to: production, staging or any other alias, as champion.", Required = true };
        var version = new Option<int?>("--version")
        {
            Description = "The version's number. Without it: the one in staging on the way to production, else the latest.",
        };
        var force = new Option<bool>("--force")
        {
            Description = "Promote in spite of a failed gate; needs --reason. A version that no service could load stays out.",
        };
        var log = new Option<string?>("--log")
        {
            Description = "A decision log: one gate more asks that the pair's offers are worth no less by it than those of the pair that serves, by the lower bound.",
        };
        var loss = new Option<double>("--most-loss") { Description = "With --log: how far below 0 that bound may lie, in money an offer.", DefaultValueFactory = _ => 0 };
        Option<string?> reason = ReasonOption.Create();
        Option<string> product = ProductOption.Create();
        Option<string> registry = RegistryOption.Create();
        var command = new Command(
            "promote",
            "Point an alias at versions that pass the gates, in models/<product>/registry.json; a running service follows. "
            + $"data/<product>/{PromotionLimits.FileName} may set the limits. Models of simulated data go to production by --force only.")
        {
            models, alias, version, force, log, loss, reason, product, registry,
        };
        command.Does(host, (parsed, reporter, cancellation) => Promote(
            host,
            parsed.GetValue(product)!,
            parsed.GetValue(registry)!,
            new PromotionRequest(
                parsed.GetValue(models)!, parsed.GetValue(alias)!, parsed.GetValue(version), parsed.GetValue(force), parsed.GetValue(reason)),
            parsed.GetValue(log),
            parsed.GetValue(loss),
            reporter,
            cancellation));
        return command;
    }

    /// <summary>The command line that puts a training's models into production, for a person to copy.</summary>
    public static string LineFor(string product) =>
        $"models promote both {AliasOption.Name} {RegistryNames.Production}{(product == ProductOption.Default ? "" : $" --product {product}")}";

    private static void Promote(
        ConsoleHost host, string product, string registry, PromotionRequest request, string? log, double mostLoss, IReporter reporter, CancellationToken cancellation)
    {
        request.Check();
        if (!(mostLoss >= 0))
            throw new RequestFaultException("--most-loss must not be below 0.");
        var gates = PromotionGates.Of(host.Workspace(), product);
        IModelRegistry versions = RegistryOption.Open(host, registry, product);
        var worth = log is null ? null : new PolicyValueGate(host.Workspace().ProductFile(product), versions, log, request.Alias, mostLoss, new ValuationOptions());
        PromotionOutcome outcome = new PromotionJob(
            versions, gates, reporter, results => ShowGates(results, reporter), worth is null ? null : worth.Check).Run(request, cancellation);
        if (outcome.Change is { } change)
            AliasChanges.Show(change, reporter);
        reporter.Document(new
        {
            promoted = outcome.Change is not null,
            gates = outcome.Gates,
            change = outcome.Change is null ? null : AliasChanges.Document(outcome.Change),
        });
        if (outcome.Refusal is not null)
            throw new RequestFaultException(outcome.Refusal);
    }

    private static void ShowGates(ImmutableArray<GateResult> results, IReporter reporter) => reporter.Table(new ReportTable(
        "Gates",
        [new("model"), new("gate"), new("figure"), new("limit", Rank: 1), new("")],
        [.. results.Select(r => new[] { r.Kind, r.Gate, r.Figure, r.Limit, r.Passed ? "ok" : "FAILED" })]));
}
