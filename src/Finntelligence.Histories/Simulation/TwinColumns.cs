using System.Globalization;
using static System.Math;

namespace Finntelligence.Histories.Simulation;

/// <summary>The experiment's 54 columns, in the order of its file, each with how it follows from a letter.</summary>
public static class TwinColumns
{
    private static readonly (string Name, Func<SimulatedLetter, string> Text)[] Columns =
    [
        ("sales_grossincome", l => Number(l.Outcome.SalesGrossIncome)),
        ("sales_netincome", l => Number(l.Outcome.SalesNetIncome)),
        ("wave", l => Whole(l.Client.Wave)),
        ("grossincome", l => Number(l.Client.Income)),
        ("dependants", l => Whole(l.Client.Dependants)),
        ("dormancy", l => Whole(l.Client.Dormancy)),
        ("itcscore", l => Whole(l.Client.BureauScore)),
        ("appscore", l => Whole(l.Client.ApplicationScore)),
        ("lastterm", l => Whole(l.Client.LastTerm)),
        ("lastamount", l => Whole(l.Client.LastAmount)),
        ("risk", l => l.Client.Risk.Text()),
        ("itczero", l => Flag(l.Client.BureauScore == 0)),
        ("offer4", l => Number(l.Offer.Rate / 100m)),
        ("yearlong", l => Flag(l.Outcome.Yearlong)),
        ("final4", l => Number(l.Offer.ContractRate / 100m)),
        ("trcount", l => Whole(l.Client.PriorLoans)),
        ("tookup", l => Flag(l.Outcome.TookUp)),
        ("tookup_afterdead_enforced", l => Flag(l.Outcome.TookAfterDeadline)),
        ("applied", l => Flag(l.Outcome.TookUp || l.Outcome.Rejected)),
        ("loansize", l => Whole(l.Outcome.Loan?.Amount ?? 0)),
        ("branchuse", l => l.Client.Branch),
        ("normrate_less", l => Flag(!AboveStandard(l))),
        ("pstdue_average", l => Number(l.Outcome.Loan?.PastDue)),
        ("married", l => l.Client.Married is { } married ? Flag(married) : ""),
        ("female", l => Flag(l.Client.Female)),
        ("edhi", l => Flag(l.Client.Educated)),
        ("age", l => Whole(l.Client.Age ?? 0)),
        ("province", l => l.Client.Province),
        ("rural", l => Flag(l.Client.Rural)),
        ("waved1", l => Flag(l.Client.Wave == 1)),
        ("waved2", l => Flag(l.Client.Wave == 2)),
        ("waved3", l => Flag(l.Client.Wave == 3)),
        ("rejected", l => Flag(l.Outcome.Rejected)),
        ("low", l => Flag(l.Client.Risk == RiskClass.Low)),
        ("med", l => Flag(l.Client.Risk == RiskClass.Medium)),
        ("onetermshown", l => l.Client.Risk == RiskClass.High ? "" : Flag(l.Offer.TermShown is not null)),
        ("termshown", l => Whole(l.Offer.TermShown)),
        ("termshown4", l => TermShown(l, 4)),
        ("termshown6", l => TermShown(l, 6)),
        ("termshown12", l => TermShown(l, 12)),
        ("term", l => Whole(l.Outcome.Loan?.Months ?? 0)),
        ("high", l => Flag(l.Client.Risk == RiskClass.High)),
        ("itcany", l => Flag(l.Client.BureauScore > 0)),
        ("appscore0", l => Flag(l.Client.ApplicationScore == 0)),
        ("tookup_outside_only", l => Flag(l.Outcome.BorrowedElsewhere)),
        ("normrate_more", l => Flag(AboveStandard(l))),
        ("grossinterest", l => Number(l.Outcome.Loan?.GrossInterest ?? 0)),
        ("lntrcount", l => Logarithm(l.Client.PriorLoans)),
        ("lnage", l => Logarithm(l.Client.Age)),
        ("lnitcscore", l => Logarithm(l.Client.BureauScore)),
        ("lnappscore", l => Logarithm(l.Client.ApplicationScore)),
        ("lnlastamount", l => Logarithm(l.Client.LastAmount)),
        ("lnoffer4", l => Logarithm(l.Offer.Rate / 100m)),
        ("lnloansize", l => Logarithm(l.Outcome.Loan?.Amount)),
    ];

    // Hundredths of a percent a month.
    private static readonly int[] StandardRates = [775, 975, 1175];

    /// <summary>Headers.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Columns.Select(c => c.Name)];

    /// <summary>The cells of a row.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="cells">Receives one text per column.</param>
    public static void Write(SimulatedLetter letter, Span<string> cells)
    {
        for (int i = 0; i < cells.Length; i++)
            cells[i] = Columns[i].Text(letter);
    }

    private static bool AboveStandard(SimulatedLetter letter) => letter.Offer.Rate > StandardRates[(int)letter.Client.Risk];

    private static string TermShown(SimulatedLetter letter, int months) =>
        letter.Offer.TermShown is { } shown ? Flag(shown == months) : "";

    private static string Flag(bool value) => value ? "1" : "0";

    private static string Whole(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Number(decimal? value) => value?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";

    // Five decimals: machines may differ in a logarithm's last bit, not in its fifth decimal.
    private static string Logarithm(decimal? value) =>
        value is > 0 and var positive ? Round(Log((double)positive), 5).ToString("0.#####", CultureInfo.InvariantCulture) : "";
}
