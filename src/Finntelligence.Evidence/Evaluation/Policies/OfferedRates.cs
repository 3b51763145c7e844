using System.Collections.Immutable;
using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Evidence.Evaluation.Results;

namespace Finntelligence.Evidence.Evaluation.Policies;

/// <summary>What a policy offers.</summary>
internal static class OfferedRates
{
    /// <summary>Mean rate over all applicants.</summary>
    public static double Mean(RateGrid grid, Experiment experiment, RatePolicy policy) =>
        Enumerable.Range(0, experiment.Count).Average(row => policy switch
        {
            { Positions: { } positions } => grid.Of(experiment.Classes[row])[positions[row]],
            { AsMailed: true } => experiment.Rates[row],
            _ => grid.Of(experiment.Classes[row]).Average(),
        });

    /// <summary>Share of the applicants who get the card's rate, within half a step.</summary>
    public static double ShareAtCard(RateGrid grid, Experiment experiment, RatePolicy policy) =>
        Enumerable.Range(0, experiment.Count).Average(row =>
        {
            int category = experiment.Classes[row], card = grid.CardAt(category);
            return policy switch
            {
                { Positions: { } positions } => positions[row] == card ? 1.0 : 0,
                { AsMailed: true } => Math.Abs(experiment.Rates[row] - grid.Of(category)[card]) <= grid.Step / 2 ? 1.0 : 0,
                _ => 1.0 / (card + 1),
            };
        });

    /// <summary>Shares of the rates in each class.</summary>
    public static ImmutableArray<ClassRates> ByClass(RateGrid grid, Experiment experiment, RatePolicy policy) =>
    [
        .. grid.Classes.Select((name, category) =>
        {
            int[] rows = [.. Enumerable.Range(0, experiment.Count).Where(row => experiment.Classes[row] == category)];
            double[] rates = grid.Of(category);
            var offered = policy switch
            {
                { Positions: { } positions } => rows.Select(row => rates[positions[row]]),
                { AsMailed: true } => rows.Select(row => Math.Round(experiment.Rates[row] / grid.Step) * grid.Step),
                _ => rates,
            };
            double[] all = [.. offered];
            return new ClassRates(
                name, rates[grid.CardAt(category)],
                [.. all.GroupBy(rate => rate).OrderBy(g => g.Key).Select(g => new RateShare(g.Key, (double)g.Count() / all.Length))]);
        }),
    ];
}
