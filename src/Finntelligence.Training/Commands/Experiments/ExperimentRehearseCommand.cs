using System.CommandLine;
using System.Globalization;
using Finntelligence.Evidence.Rehearsal;
using Finntelligence.Evidence.Rehearsed;
using Finntelligence.Foundation.Output;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Experiments;

/// <summary><c>experiment rehearse</c>: simulated lenders live with and without exploration.</summary>
internal static class ExperimentRehearseCommand
{
    public static Command Create(ConsoleHost host)
    {
        var seeds = AtLeast("--seeds", "Lenders of each kind.", 20, 1);
        var months = AtLeast("--months", "Months that they live.", new RehearsalSettings().Months, 6);
        var applicants = AtLeast("--applicants", "Applicants a month.", new RehearsalSettings().ApplicantsAMonth, 50);
        var history = AtLeast("--history", "Offers of the old history.", new RehearsalSettings().HistoryRows, 1000);
        var seed = new Option<ulong>("--seed") { Description = "Of the first.", DefaultValueFactory = _ => 1 };
        Option<int> threads = ThreadsOption.Create("the figures");
        Option<string> product = ProductOption.Create();
        var command = new Command(
            "rehearse",
            "Let simulated lenders live with and without exploration, in a market whose truth is known and which drifts in month 12, and compare them with the card "
            + "and an oracle. Written: models/<product>/experiment-rehearsal.json and .html.")
        {
            seeds, months, applicants, history, seed, threads, product,
        };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            var settings = new RehearsalSettings
            {
                Months = parsed.GetValue(months),
                ApplicantsAMonth = parsed.GetValue(applicants),
                HistoryRows = parsed.GetValue(history),
            };
            Show(
                new RehearsalJob(host.Workspace(), reporter).Run(
                    parsed.GetValue(product)!, settings, parsed.GetValue(seeds), parsed.GetValue(seed), parsed.GetValue(threads), cancellation),
                reporter);
        });
        return command;
    }

    private static void Show(RehearsalOutcome outcome, IReporter reporter)
    {
        var result = outcome.Result;
        reporter.Table(new ReportTable(
            $"True expected profit, {result.Currency} an applicant, mean of {Figures.Count(result.Seeds)} seeds",
            [
                new("month", true), new("oracle", true, Rank: 1), new("card", true), new("exploring", true), new("gain on card", true, Rank: 2), new("not exploring", true),
                new("gain on card", true, Rank: 2),
            ],
            [.. result.Months.Select(m => (string[])
            [
                m.Month.ToString(CultureInfo.InvariantCulture), Text(m.Oracle), Text(m.Card), Text(m.Exploring), Of(m.GainExploring), Text(m.NotExploring), Of(m.GainNotExploring),
            ])]));
        reporter.Table(new ReportTable(
            "Whole lives",
            [new("lender"), new("earned", true), new("regret", true), new("more than card", true), new("exploring cost", true, Rank: 1), new("above card", true, Rank: 2)],
            [.. result.Lenders.Select(l => (string[])
                [l.Explores ? "explores" : "does not", Of(l.Shown), Of(l.Regret), Of(l.GainOverCard), Of(l.GivenUp), Figures.Percent(l.BestOfCard)])]));
        reporter.Status(RehearsalWords.Test(result));
        reporter.Status(RehearsalWords.Claim(result));
        reporter.Status($"Written: {outcome.Path}, {outcome.Page}.");
        reporter.Document(result);
    }

    private static Option<int> AtLeast(string name, string description, int fallback, int least)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => fallback };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && value < least)
                result.AddError($"{name} takes a number from {least} on.");
        });
        return option;
    }

    // One life has no interval.
    private static string Of(MeanOfSeeds mean) =>
        double.IsFinite(mean.Interval.Lower) ? $"{Text(mean.Value)} [{Text(mean.Interval.Lower)}, {Text(mean.Interval.Upper)}]" : Text(mean.Value);

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
