using System.Globalization;

namespace Finntelligence.Histories.CarLoans;

/// <summary>The columns of the simulated history, as a lender's system might export them.</summary>
internal static class CarColumns
{
    private static readonly (string Name, Func<CarApplication, string> Text)[] Columns =
    [
        ("applied", a => a.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ("quarter", a => a.Quarter),
        ("tier", a => CarTables.Tiers[a.Applicant.Tier]),
        ("bureau_score", a => Whole(a.Applicant.BureauScore)),
        ("net_income", a => Whole(a.Applicant.MonthlyIncome)),
        ("employed_for", a => Employed(a.Applicant.YearsEmployed)),
        ("make", a => CarTables.Makes[a.Applicant.Make]),
        ("region", a => CarTables.Regions[a.Applicant.Region]),
        ("vehicle_age", a => Whole(a.Applicant.VehicleAge)),
        ("vehicle_price", a => Whole(a.Applicant.VehiclePrice)),
        ("requested_amount", a => Whole(a.Applicant.RequestedAmount)),
        ("requested_months", a => Whole(a.Applicant.RequestedMonths)),
        ("competitor_rate", a => Number(a.Applicant.CompetitorRate)),
        ("sex", a => a.Person.Sex),
        ("age", a => Whole(a.Person.Age)),
        ("amount", a => Whole(a.Offer.Amount)),
        ("months", a => Whole(a.Offer.Months)),
        ("rate", a => Number(a.Offer.Rate)),
        ("accepted", a => a.Loan is null ? "no" : "yes"),
        ("loan_status", a => a.Loan is not { } loan ? "" : loan.ChargedOff ? "Charged off" : "Repaid"),
    ];

    /// <summary>Headers.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Columns.Select(c => c.Name)];

    /// <summary>The cells of a row.</summary>
    /// <param name="application">The row.</param>
    /// <param name="cells">Receives one text per column.</param>
    public static void Write(CarApplication application, Span<string> cells)
    {
        for (int i = 0; i < cells.Length; i++)
            cells[i] = Columns[i].Text(application);
    }

    private static string Employed(int years) => years switch
    {
        0 => "< 1 year",
        1 => "1 year",
        >= 10 => "10+ years",
        _ => FormattableString.Invariant($"{years} years"),
    };

    private static string Whole(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Number(decimal? value) => value?.ToString("0.##", CultureInfo.InvariantCulture) ?? "";
}
