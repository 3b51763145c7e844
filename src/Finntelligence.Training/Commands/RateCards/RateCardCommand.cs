using System.CommandLine;
using System.CommandLine.Parsing;
using Finntelligence.Evidence.RateCards;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Modelling.Tracking;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.RateCards;

/// <summary><c>ratecard</c>: the best rate card of few cells.</summary>
internal static class RateCardCommand
{
    public static Command Create(ConsoleHost host)
    {
        var output = new Option<string>("--out") { Description = "The folder to write to: card.json, card.csv, card.html, figures.json.", Required = true };
        var objective = new Option<string>("--objective")
        {
            Description = "What profit is counted by. models: what the pair expects. heldOut: what the experiment's offers earned, doubly robust, by models that did not see them.",
            DefaultValueFactory = _ => CardObjective.Models,
        };
        objective.AcceptOnlyFromAmong(CardObjective.Models, CardObjective.HeldOut);
        var data = new Option<string?>("--data") { Description = "A history whose customers the card is for, instead of the imported one (.csv or .csv.gz with the product's columns)." };
        var applicants = new Option<string?>("--in") { Description = "Applicants to find the card for instead, as CSV or NDJSON in the form of score." };
        var rules = new Option<string?>("--rules") { Description = "The rules that the card must keep. Without it: data/<product>/ratecard.json, if there is one." };
        Option<int?> depth = Whole("--depth", "Most questions on the way to a cell, in place of the rules': exact up to 2, with a proven gap beyond.", 1, 4);
        Option<int?> cells = Whole("--cells", "This number of cells, whatever the curve says.", 1, 16);
        Option<int?> searches = Whole("--searches", "How much a search of more than two questions in a row may do. Counted, not timed: the card is the same on every machine.", 1, 1_000_000);
        var unregistered = new Option<bool>("--no-register") { Description = "Write the files only: no version in models/<product>/registry.json." };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the models of --objective heldOut.", DefaultValueFactory = _ => 1 };
        Option<int> threads = ThreadsOption.Create("the card");
        Option<string> alias = AliasOption.OfModels("ask");
        Option<string> product = ProductOption.Create();
        var command = new Command(
            "ratecard",
            "Find the best rate card of few cells under a pricing team's rules; it becomes a version beside the models, in staging. `models promote ratecard` puts it into production.")
        {
            output, objective, data, applicants, rules, depth, cells, searches, unregistered, seed, threads, alias, product,
        };
        command.Does(host, (parsed, reporter, cancellation) => Find(
            host,
            new RateCardRequest(
                parsed.GetValue(product)!, parsed.GetValue(alias)!, parsed.GetValue(objective)!, parsed.GetValue(data), parsed.GetValue(applicants), parsed.GetValue(rules),
                parsed.GetValue(depth), parsed.GetValue(cells), parsed.GetValue(searches), parsed.GetValue(output)!, !parsed.GetValue(unregistered), parsed.GetValue(seed),
                ThreadsOption.Count(parsed.GetValue(threads))),
            reporter,
            cancellation));
        return command;
    }

    private static void Find(ConsoleHost host, RateCardRequest request, IReporter reporter, CancellationToken cancellation)
    {
        if (request is { Data: not null, Applicants: not null })
            throw new RequestFaultException("--data and --in: one of them at a time.");
        RateCardOutcome outcome = new RateCardJob(host.Workspace(), host.Time, reporter).Run(request, cancellation);
        RateCardTables.Show(outcome, reporter);
        if (outcome.Version is { } made && TrackingServer.Of(host.Surroundings) is not null)
            VersionRun.Record(host.Surroundings, host.Workspace(), reporter, request.Product, "ratecard", host.Code(), made.Version, cancellation);
        reporter.Document(new
        {
            outcome.Figures,
            version = outcome.Version?.Version.Entry.Version,
            isNew = outcome.Version?.IsNew,
            outcome.Folder,
            outcome.Files,
            seconds = outcome.Elapsed.TotalSeconds,
        });
    }

    private static Option<int?> Whole(string name, string description, int least, int most)
    {
        var option = new Option<int?>(name) { Description = description };
        option.Validators.Add(result => Check(result, least, most));
        return option;
    }

    private static void Check(OptionResult result, int least, int most)
    {
        // What is no number the parser refuses by itself.
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && (value < least || value > most))
            result.AddError($"{result.Option.Name} takes a whole number from {least} to {Figures.Count(most)}.");
    }
}
