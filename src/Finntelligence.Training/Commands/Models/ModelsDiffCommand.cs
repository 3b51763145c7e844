using System.Collections.Immutable;
using System.CommandLine;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Requests;
using Finntelligence.Modelling.Comparing;
using Finntelligence.ModelOps.Registry;
using Finntelligence.Portfolios.Comparing;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Models;

/// <summary><c>models diff</c>: how two versions of a model differ, and how often that changes a decision.</summary>
internal static class ModelsDiffCommand
{
    public static Command Create(ConsoleHost host)
    {
        var first = new Argument<string>("a") { Description = "One version, as risk@production or risk/3." };
        var second = new Argument<string>("b") { Description = "The other, of the same kind; gates are judged as if it took the first one's place." };
        var applicants = new Option<string?>("--applicants")
        {
            Description = "A file of applicants as `score` takes it (CSV or NDJSON): the share of decisions that change, the other model being the one in production.",
        };
        Option<string> product = ProductOption.Create();
        Option<string> registry = RegistryOption.Create();
        var command = new Command("diff", "Compare two versions: options, figures, features, gates, and decisions on a file of applicants.")
        {
            first, second, applicants, product, registry,
        };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            string name = parsed.GetValue(product)!;
            IModelRegistry opened = RegistryOption.Open(host, parsed.GetValue(registry)!, name);
            var versions = VersionComparison.Of(host.Workspace(), name, opened, parsed.GetValue(first)!, parsed.GetValue(second)!, cancellation);
            DecisionChanges? changes = parsed.GetValue(applicants) is { } path ? Decide(host, versions, opened, path, cancellation) : null;
            Show(versions, changes, reporter);
        });
        return command;
    }

    private static DecisionChanges Decide(
        ConsoleHost host, VersionComparison versions, IModelRegistry registry, string path, CancellationToken cancellation)
    {
        LoanModel partner = versions.Partner(registry);
        var input = new ApplicantArguments(
            path, versions.Product.Name, RegistryNames.Production, new RecordOptions(null, null, new RequestColumnOptions(IgnoreUnknown: true)));
        using RecordSource source = input.Open(host, versions.Product, cancellation);
        return DecisionComparison.Of(versions, partner, source, cancellation);
    }

    private static void Show(VersionComparison versions, DecisionChanges? changes, IReporter reporter)
    {
        ModelVersion[] both = [versions.First, versions.Second];
        string[] heads = [.. both.Select(version => $"{version.Kind} {version.Entry}")];
        reporter.Status(both[0].Entry.Sha256 == both[1].Entry.Sha256 ? "Both are the same bytes." : $"{heads[0]} and {heads[1]}:");
        Table("Options that differ", versions.Options);
        Table("Figures that differ", versions.Figures);
        if (versions.FeaturesOfFirstOnly.Length + versions.FeaturesOfSecondOnly.Length > 0)
            reporter.Status($"Features of the first only: {Listed(versions.FeaturesOfFirstOnly)}; of the second only: {Listed(versions.FeaturesOfSecondOnly)}.");
        reporter.Table(new ReportTable(
            "Gates of the second in the first one's place",
            [new("gate"), new("figure"), new("limit", Rank: 1), new("")],
            [.. versions.Gates.Select(g => new[] { g.Gate, g.Figure, g.Limit, g.Passed ? "ok" : "FAILED" })]));
        if (changes is not null)
        {
            reporter.Status(
                $"Of {Figures.Count(changes.Decided)} applicants, {Figures.Count(changes.Changed)} get another decision ({changes.Share:P1}): "
                + $"{Figures.Count(changes.OfferToDecline)} lose an offer, {Figures.Count(changes.DeclineToOffer)} gain one, "
                + $"{Figures.Count(changes.OtherOffer)} get another offer. {Figures.Count(changes.Faulty)} lines have faults.");
        }
        reporter.Document(new
        {
            first = new { both[0].Kind, both[0].Entry.Version, both[0].Entry.Sha256 },
            second = new { both[1].Kind, both[1].Entry.Version, both[1].Entry.Sha256 },
            options = versions.Options,
            metrics = versions.Figures,
            versions.FeaturesOfFirstOnly,
            versions.FeaturesOfSecondOnly,
            versions.Gates,
            decisions = changes,
        });

        void Table(string title, ImmutableArray<Difference> rows)
        {
            if (rows.Length > 0)
                reporter.Table(new ReportTable(
                    title, [new(""), new(heads[0], Numeric: true), new(heads[1], Numeric: true)], [.. rows.Select(r => new[] { r.Name, r.First, r.Second })]));
        }
    }

    private static string Listed(ImmutableArray<string> names) => names.Length == 0 ? "none" : string.Join(", ", names);
}
