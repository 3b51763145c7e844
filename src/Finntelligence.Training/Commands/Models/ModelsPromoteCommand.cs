using System.Collections.Immutable;
using System.CommandLine;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Gates;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;
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
        var alias = new Option<string>(AliasOption.Name) { Description = "Where to: production, staging or any other alias, as champion.", Required = true };
        var version = new Option<int?>("--version")
        {
            Description = "The version's number. Without it: the one in staging on the way to production, else the latest.",
        };
        var force = new Option<bool>("--force")
        {
            Description = "Promote in spite of a failed gate; needs --reason. A version that no service could load stays out.",
        };
        Option<string?> reason = ReasonOption.Create();
        Option<string> product = ProductOption.Create();
        Option<string> registry = RegistryOption.Create();
        var command = new Command(
            "promote",
            "Point an alias at versions that pass the gates, in models/<product>/registry.json; a running service follows. "
            + $"data/<product>/{PromotionLimits.FileName} may set the limits. Models of simulated data go to production by --force only.")
        {
            models, alias, version, force, reason, product, registry,
        };
        command.Does(host, (parsed, reporter, cancellation) => Promote(
            host,
            parsed.GetValue(product)!,
            new Wish(
                parsed.GetValue(models)!, parsed.GetValue(alias)!, parsed.GetValue(version), parsed.GetValue(force), parsed.GetValue(reason),
                parsed.GetValue(registry)!),
            reporter,
            cancellation));
        return command;
    }

    /// <summary>The command line that puts a training's models into production, for a person to copy.</summary>
    public static string LineFor(string product) =>
        $"models promote both {AliasOption.Name} {RegistryNames.Production}{(product == ProductOption.Default ? "" : $" --product {product}")}";

    private static void Promote(ConsoleHost host, string productName, Wish wish, IReporter reporter, CancellationToken cancellation)
    {
        wish.Check();
        Workspace workspace = host.Workspace();
        ProductDefinition product = ProductLoader.Load(workspace.ProductFile(productName));
        var limits = PromotionLimits.Load(Path.Combine(workspace.DataFolder(productName), PromotionLimits.FileName));
        IModelRegistry registry = RegistryOption.Open(host, wish.Registry, productName);
        Verdict? verdict = null;
        // Chosen and judged where the move is made: what another command does meanwhile comes before or after all of it.
        AliasChange? change = registry.MoveTogether(
            state =>
            {
                verdict = Judge(registry, state, product, limits, wish, reporter, cancellation);
                return verdict.Wish;
            },
            cancellation);
        if (change is not null)
            AliasChanges.Show(change, reporter);
        reporter.Document(new
        {
            promoted = change is not null,
            gates = verdict!.Results,
            change = change is null ? null : AliasChanges.Document(change),
        });
        if (verdict.Refusal is not null)
            throw new RequestFaultException(verdict.Refusal);
    }

    private static Verdict Judge(
        IModelRegistry registry, RegistryState state, ProductDefinition product, PromotionLimits limits, Wish wish, IReporter reporter,
        CancellationToken cancellation)
    {
        var targets = PromotionTarget.Find(registry, state, wish.Models, wish.Alias, wish.Version);
        foreach (PromotionTarget there in targets.Where(t => t.IsThere))
            reporter.Status($"{wish.Alias} points at {there.Version.Kind} {there.Version.Entry} already; --version names another one.");
        PromotionTarget[] moving = [.. targets.Where(t => !t.IsThere)];
        foreach (PromotionTarget other in moving.Where(t => !t.IsComparable))
        {
            reporter.Warning(
                $"{other.Version.Kind} {other.Version.Entry} and {other.Incumbent} were measured on different data, "
                + "so their figures compare only roughly.");
        }

        var gates = new PromotionGates(product, limits);
        GateRun[] runs = [.. moving.Select(t => gates.Check(t.Version, t.Incumbent, wish.Alias, cancellation))];
        ImmutableArray<GateResult> results = [.. runs.SelectMany(r => r.Results)];
        if (results.Length > 0)
            ShowGates(results, reporter);

        GateResult[] failed = [.. results.Where(r => !r.Passed)];
        string failures = string.Join("; ", failed.Select(f => f.ToString()));
        if (failed.Length > 0 && (!wish.Force || runs.Any(r => !r.CanServe)))
        {
            string hint = runs.Any(r => !r.CanServe)
                ? "No service could load that, so --force does not help."
                : "--force with --reason overrides it.";
            return new Verdict(results, null, $"Nothing was promoted. {failures}. {hint}");
        }
        string why = failed.Length > 0 ? $"{wish.Reason} (overridden: {failures})" : wish.Reason ?? "promoted";
        AliasTarget[] moves = [.. targets.Select(t => new AliasTarget(t.Version.Kind, t.Version.Entry.Version))];
        return new Verdict(results, new AliasWish(wish.Alias, moves, why, Forced: failed.Length > 0), null);
    }

    private static void ShowGates(ImmutableArray<GateResult> results, IReporter reporter) => reporter.Table(new ReportTable(
        "Gates",
        [new("model"), new("gate"), new("figure"), new("limit", Rank: 1), new("")],
        [.. results.Select(r => new[] { r.Kind, r.Gate, r.Figure, r.Limit, r.Passed ? "ok" : "FAILED" })]));

    /// <param name="Results">Every gate.</param>
    /// <param name="Wish">The move; null when the gates refuse it.</param>
    /// <param name="Refusal">Why they do.</param>
    private sealed record Verdict(ImmutableArray<GateResult> Results, AliasWish? Wish, string? Refusal);

    private sealed record Wish(string[] Models, string Alias, int? Number, bool Force, string? Reason, string Registry)
    {
        public string? Version => Number?.ToString(System.Globalization.CultureInfo.InvariantCulture);

        public void Check()
        {
            RegistryNames.CheckAlias(Alias);
            if (Force && string.IsNullOrWhiteSpace(Reason))
                throw new RequestFaultException("--force needs --reason: it is kept in the registry's history.");
            if (Number is < 1)
                throw new RequestFaultException($"--version {Version}: versions count from 1.");
        }
    }
}
