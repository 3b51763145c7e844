using System.Globalization;

namespace Finntelligence.Evidence.Rehearsed;

/// <summary>A rehearsal in sentences.</summary>
public static class RehearsalWords
{
    /// <summary>Whether the claim is earned: what was planned, and what both kinds of lender showed by then.</summary>
    public static string Test(RehearsalResult result)
    {
        var test = result.Test;
        if (test.Difference <= 0)
            return Text($"With exploration the engine is {-test.Difference:0.00} {result.Currency} an applicant below the card before the drift: there is nothing to show.");
        string planned = Text($"A true gain of {test.Difference:0.00} {result.Currency} an applicant, with profits that deviate by {test.Deviation:0}, takes {test.PlannedOffers:#,0} applicants by the plan, whose outcomes are known in month {test.PlannedMonth}. ");
        string by = test.PlannedMonth > result.Settings.Months ? "That is beyond their lives' end; by the end" : "By then";
        return planned
            + Text($"{by} {100 * test.Shown:0} % of the lenders that explore have shown by their own log that their engine is better than the card (80 % were planned); at the end of life {100 * test.ShownAtEnd:0} %. ")
            + "Those that do not explore can show nothing: their log knows no other price.";
    }

    /// <summary>Whether exploring paid: the engines compared, and the whole lives with what the arms of card and draws cost.</summary>
    public static string Claim(RehearsalResult result)
    {
        var (last, currency) = (result.Months[^1], result.Currency);
        var (with, without) = (result.Lenders.First(l => l.Explores), result.Lenders.First(l => !l.Explores));
        string engines = Text($"In the last month the engine earns {last.GainExploring.Value:0.00} {currency} an applicant more than the card with exploration and {last.GainNotExploring.Value:0.00} without. ");
        string lives = Text($"Over whole lives, whose applicants got the card and drawn prices too, those that explore earn {with.GainOverCard.Value:0.00} more than the card and those that do not {without.GainOverCard.Value:0.00}: ");
        string which = with.GainOverCard.Interval.Lower > without.GainOverCard.Interval.Upper ? "within these months exploring paid. "
            : with.GainOverCard.Interval.Upper < without.GainOverCard.Interval.Lower ? "within these months it cost more, in comparison alone, than better models brought in. "
            : "within these months it made no difference. ";
        string honest = without.GainOverCard.Interval.Lower > 0
            ? "Without exploration the engine passes the card as well; what it cannot do is show it, since its log knows no other price."
            : "Without exploration the engine does not pass the card.";
        return engines + lives + which + honest;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
