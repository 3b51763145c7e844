using System.Globalization;

namespace Finntelligence.Evidence.Rehearsal;

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

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
