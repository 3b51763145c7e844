using System.Collections.Immutable;
using System.CommandLine;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Modelling.Reproduction;
using Finntelligence.ModelOps.Registry;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Models;

/// <summary><c>reproduce</c>: makes registered models again and compares bytes.</summary>
internal static class ReproduceCommand
{
    private static readonly string[] Both = ["risk@production", "acceptance@production"];

    public static Command Create(ConsoleHost host)
    {
        var models = new Argument<string[]>("models")
        {
            Description = "As risk@production, risk/2 or models:/cash-loan-risk@production. Without any: both in production.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<int> threads = ThreadsOption.Create("the models");
        Option<string> product = ProductOption.Create();
        var command = new Command("reproduce", "Make registered models again from their recorded data, options and seed, and compare every byte.")
        {
            models, threads, product,
        };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            string name = parsed.GetValue(product)!;
            string[] asked = parsed.GetValue(models) is { Length: > 0 } some ? some : Both;
            ModelUri[] uris = [.. asked.Select(text => ReproductionJob.Parse(text, name))];
            var job = new ReproductionJob(host.Workspace(), name, parsed.GetValue(threads), host.Time, host.Code(), reporter);
            Show(job.Run(uris, cancellation), reporter);
        });
        return command;
    }

    private static void Show(ImmutableArray<Comparison> comparisons, IReporter reporter)
    {
        foreach (Comparison comparison in comparisons)
            Show(comparison, reporter);
        reporter.Document(new { identical = comparisons.All(c => c.IsIdentical), models = comparisons });
        if (comparisons.Any(c => !c.IsIdentical))
        {
            throw new RequestFaultException(
                $"Not reproduced: {string.Join("; ", comparisons.Where(c => !c.IsIdentical).Select(c => $"{c.Kind} {c.Version}: {c.Verdict}"))}.");
        }
    }

    private static void Show(Comparison comparison, IReporter reporter)
    {
        string name = $"{comparison.Kind} {comparison.Version}";
        if (comparison.IsIdentical)
        {
            reporter.Status($"{name}: the same {Figures.Count(comparison.Size)} bytes, sha256 {comparison.RecordedSha256}.");
            return;
        }
        reporter.Table(new ReportTable(
            $"{name}, recorded and made now",
            [new("what"), new("recorded"), new("now", Rank: 1), new("")],
            [.. comparison.Inputs.Select(i => new[] { i.Name, Short(i.Recorded), Short(i.Now), i.Differs ? "differs" : "" })]));
        reporter.Status($"Members of the zip that differ: {string.Join(", ", comparison.DifferingMembers)}.");
    }

    // A hash is told from another by its beginning; --json has all of it.
    private static string Short(string value) => value.Length == 64 && value.All(char.IsAsciiHexDigitLower) ? value[..12] : value;
}
