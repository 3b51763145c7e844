using System.Collections.Immutable;
using System.CommandLine;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Import;
using Finntelligence.Histories.Proposals;
using Finntelligence.Training.Running;
using Spectre.Console;

namespace Finntelligence.Training.Commands.Product;

/// <summary><c>product init</c>: a product.json proposed from a history.</summary>
internal static class ProductInitCommand
{
    public static Command Create(ConsoleHost host)
    {
        var from = new Option<string>("--from")
        {
            Description = "The lender's history: CSV of any delimiter, Stata, Excel or Parquet; as it is, in .gz or in .zip.",
            Required = true,
        };
        var name = new Option<string?>("--name") { Description = "The product's name, and its folder under data/. Without it: after the file." };
        var sheet = new Option<string?>("--sheet") { Description = "The sheet of an Excel file that has more than one." };
        var force = new Option<bool>("--force") { Description = "Replace a product.json that is there." };
        var yes = new Option<bool>("--yes") { Description = "Take the likeliest of everything, and ask nothing on a terminal." };
        var command = new Command("init", "Propose data/<name>/product.json from a history: each part with its reason, to be decided by a person.")
        {
            from, name, sheet, force, yes,
        };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            IProposalChoices choices = host.Terminal is { Profile.Capabilities.Interactive: true } terminal && !parsed.GetValue(yes) && !parsed.GetValue(CommandRun.Json)
                ? new AskedChoices(terminal)
                : new LikeliestChoices();
            var written = ProposedProduct.Write(
                host.Workspace(), parsed.GetValue(from)!, parsed.GetValue(name), parsed.GetValue(sheet), parsed.GetValue(force), choices, reporter, cancellation);
            Show(written, reporter);
            reporter.Document(new
            {
                written.Path,
                written.Proposal.Name,
                Columns = written.Proposal.Columns.Select(c => new { c.Column, Role = c.Role.ToString(), c.Reason }),
                written.Proposal.Notes,
                Faults = written.Faults.Select(f => new { f.Fault.Path, f.Line, f.Fault.Message }),
            });
        });
        return command;
    }

    private static void Show(ProposedProduct written, IReporter reporter)
    {
        reporter.Table(new ReportTable(
            "What each column seems to be",
            [new("column"), new("for"), new("why")],
            [.. written.Proposal.Columns.Select(c => new[] { c.Column, c.Role.ToString().ToLowerInvariant(), c.Reason })]));
        reporter.Status("");
        foreach (string note in written.Proposal.Notes)
            reporter.Status($"- {note}");
        reporter.Status("");
        reporter.Status($"Written: {written.Path}");
        reporter.Status(written.Faults.IsEmpty
            ? $"It can be used as it is; read its notes first. Next: data import --product {written.Proposal.Name} --from …"
            : $"It cannot be used yet: 'product check --product {written.Proposal.Name}' names {written.Faults.Length} {(written.Faults.Length == 1 ? "fault" : "faults")}.");
    }

    private sealed class AskedChoices(IAnsiConsole console) : IProposalChoices
    {
        private const string None = "(none)";

        public string? Choose(string question, ImmutableArray<string> candidates)
        {
            if (candidates.IsEmpty)
                return null;
            var prompt = new SelectionPrompt<string>().Title(Markup.Escape(question)).UseConverter(Markup.Escape).AddChoices([.. candidates, None]);
            string chosen = console.Prompt(prompt);
            return chosen == None ? null : chosen;
        }
    }
}
