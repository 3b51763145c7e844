using System.Globalization;
using Finntelligence.Foundation.Output;

namespace Finntelligence.Evidence.Planning;

/// <summary>A plan in sentences.</summary>
public static class PlanWords
{
    /// <summary>What the history alone could show, and what it cannot.</summary>
    public static string Seen(ExperimentPlan plan)
    {
        var (history, settings) = (plan.History, plan.Settings);
        return Text($"{Figures.Count(history.Offers)} offers, as many as {history.Name} has, in two halves show a gain of {history.LeastSeenAsMailed:0.0} {settings.Currency} an offer ")
            + (history.CardProfit is { } card
                ? Text($"with power {settings.Power:0.##} at {100 * settings.Confidence:0.#} % confidence, and of {history.LeastSeen:0.0} at the card's rates, whose profits spread more; a smaller one cannot be seen. ")
                    + Text($"An offer at the card earns {card:0.0} {settings.Currency} on average, with a standard deviation of {history.Deviation:0}.")
                : Text($"with power {settings.Power:0.##} at {100 * settings.Confidence:0.#} % confidence; a smaller one cannot be seen. An offer earns {history.MeanProfit:0.0} {settings.Currency} on average, with a standard deviation of {history.Deviation:0}. ")
                    + "The history has too few offers near the standard card's rates, the greatest that policy allows, to say what they earn: profits are taken to spread there as everywhere, and what drawing costs is not told.");
    }

    /// <summary>What the drawn experiments say.</summary>
    public static string Checked(PlanCheck check) =>
        Text($"On the simulated twin, {Figures.Count(check.Runs)} experiments of {Figures.Count(check.Offers)} offers saw a true difference of {check.Difference:0.00} in {100 * check.ReachedPower:0.0} % of the cases; {100 * check.PlannedPower:0.#} % were planned.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
