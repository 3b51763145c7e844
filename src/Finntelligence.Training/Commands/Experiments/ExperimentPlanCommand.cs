using System.CommandLine;
using System.Globalization;
using Finntelligence.Evidence.Planning;
using Finntelligence.Foundation.Output;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Experiments;

/// <summary><c>experiment plan</c>: how many offers and days until a difference is seen.</summary>
internal static class ExperimentPlanCommand
{
    public static Command Create(ConsoleHost host)
    {
        var difference = Positive("--difference", "Gain an offer that is to be seen, in the product's currency.", 5);
        var perDay = Positive("--offers-per-day", "Offers that are made a day.", 300);
        var shares = Many("--share", "Shares of the offers that are not the champion's, each above 0 and below 1.", [0.1, 0.2, 0.5], v => v is > 0 and < 1);
        var bands = Many("--band", "Points below the standard card within which rates are drawn.", [1, 2], v => v > 0);
        var power = Share("--power", "Probability with which the gain is seen.", 0.8);
        var confidence = Share("--confidence", "Of the two-sided test.", 0.9);
        var check = new Option<int>("--check") { Description = "Also draw so many experiments on the simulated twin, to see whether the planned power is reached; at most 100,000." };
        check.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && value is < 0 or > 100_000)
                result.AddError("--check takes a number from 0 to 100,000.");
        });
        var seed = new Option<ulong>("--seed") { Description = "Of these.", DefaultValueFactory = _ => 1 };
        var data = new Option<string?>("--data") { Description = "A history to plan from instead of the imported one." };
        Option<string> product = ProductOption.Create();
        var command = new Command(
            "plan",
            "How many offers and days until a gain is seen, for shares and bands of rates, and what drawing costs, from the history's spread of profits. "
            + "Written: models/<product>/experiment-plan.json and .html.")
        {
            difference, perDay, shares, bands, power, confidence, check, seed, data, product,
        };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            var request = new PlanRequest(
                parsed.GetValue(product)!, parsed.GetValue(data), parsed.GetValue(difference), parsed.GetValue(perDay), [.. parsed.GetValue(shares)!], [.. parsed.GetValue(bands)!],
                parsed.GetValue(power), parsed.GetValue(confidence), parsed.GetValue(check), parsed.GetValue(seed));
            Show(new PlanJob(host.Workspace(), reporter).Run(request, cancellation), reporter);
        });
        return command;
    }

    private static void Show(PlanOutcome outcome, IReporter reporter)
    {
        var plan = outcome.Plan;
        if (plan.History.Simulated)
            reporter.Warning("The history is simulated: the spread of its profits says nothing about customers.");
        reporter.Table(new ReportTable(
            $"To see {Text(plan.Settings.Difference)} {plan.Settings.Currency} an offer with power {Text(plan.Settings.Power)} at {Figures.Percent(plan.Settings.Confidence)} confidence, {Text(plan.Settings.OffersPerDay)} offers a day",
            [
                new("design"), new("offers", true), new("days", true), new($"seen with {Figures.Count(plan.History.Offers)}", true, Rank: 1), new("given up a draw", true, Rank: 2),
                new("in all", true, Rank: 3),
            ],
            [.. plan.Designs.Select(d => (string[])
            [
                d.Title, Figures.Count((long)d.Offers), Figures.Count((long)d.Days), Text(d.LeastSeen), d.CostAnOffer is { } one ? Text(one) : "–",
                d.CostInAll is { } all ? Figures.Count((long)Math.Round(all)) : "–",
            ])]));
        reporter.Status(PlanWords.Seen(plan));
        if (plan.Check is { } check)
            reporter.Status(PlanWords.Checked(check));
        reporter.Status($"Written: {outcome.Path}, {outcome.Page}.");
        reporter.Document(plan);
    }

    private static Option<double> Positive(string name, string description, double fallback) => One(name, description, fallback, v => v > 0 && double.IsFinite(v), "above 0");

    private static Option<double> Share(string name, string description, double fallback) => One(name, description, fallback, v => v is > 0 and < 1, "above 0 and below 1");

    private static Option<double> One(string name, string description, double fallback, Func<double, bool> holds, string words)
    {
        var option = new Option<double>(name) { Description = description, DefaultValueFactory = _ => fallback };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && !holds(value))
                result.AddError($"{name} must be {words}.");
        });
        return option;
    }

    private static Option<double[]> Many(string name, string description, double[] fallback, Func<double, bool> holds)
    {
        var option = new Option<double[]>(name) { Description = description, DefaultValueFactory = _ => fallback, AllowMultipleArgumentsPerToken = true };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && !holds(value))
                    result.AddError($"{name}: {token.Value} will not do. {description}");
            }
        });
        return option;
    }

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
