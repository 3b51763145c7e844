using System.Collections.Immutable;
using System.CommandLine;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Modelling.Gates;
using Finntelligence.Modelling.Promotion;
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
            Description = "risk, acceptance or both; a version may follow, as risk/3. Several move in one step.",
            Arity = ArgumentArity.OneOrMore,
        };
        var to = new Option<string>("--to") { Description = "The alias: production, staging or any other, as champion.", Required = true };
        var version = new Option<int?>("--version")
        {
            Description = "The version's number. Without it: the one in staging on the way to production, else the latest.",
        };
        var why = new Option<string?>("--why") { Description = "The reason; kept in the registry's history." };
        var force = new Option<bool>("--force")
        {
            Description = "Promote in spite of a failed gate; --reason is needed and kept. A version that no service could load stays out.",
        };
        var reason = new Option<string?>("--reason") { Description = "Why a failed gate is overridden." };
        Option<string> product = ProductOption.Create();
        Option<string> registry = RegistryOption.Create();
        var command = new Command(
            "promote",
            "Point an alias at versions that pass the gates; a running service follows. "
            + $"data/<product>/{PromotionLimits.FileName} may set the limits.")
        {
            models, to, version, why, force, reason, product, registry,
        };
        command.Does(host, (parsed, reporter, cancellation) => Promote(
            host,
            parsed.GetValue(product)!,
            parsed.GetValue(registry)!,
            new PromotionRequest(
                parsed.GetValue(models)!, parsed.GetValue(to)!, parsed.GetValue(version), parsed.GetValue(why), parsed.GetValue(force),
                parsed.GetValue(reason)),
            reporter,
            cancellation));
        return command;
    }

    private static void Promote(
        ConsoleHost host, string product, string registry, PromotionRequest request, IReporter reporter, CancellationToken cancellation)
    {
        request.Check();
        var gates = PromotionGates.Of(host.Workspace(), product);
        PromotionOutcome outcome = new PromotionJob(
            RegistryOption.Open(host, registry, product), gates, reporter, results => ShowGates(results, reporter)).Run(request, cancellation);
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
        [new("model"), new("gate"), new("figure"), new("limit"), new("")],
        [.. results.Select(r => new[] { r.Kind, r.Gate, r.Figure, r.Limit, r.Passed ? "ok" : "FAILED" })]));
}
