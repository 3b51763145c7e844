using System.Globalization;

namespace Finntelligence.Explorer.Tests.Portfolio;

/// <summary>Made-up applicants of the cash loan.</summary>
internal static class Applicants
{
    public const string Header =
        "id,riskCategory,monthlyIncome,bureauScore,applicationScore,priorLoans,monthsSinceLastLoan,lastLoanAmount,lastLoanMonths";

    /// <summary>Rows with a header; every tenth has a negative score, which is a fault.</summary>
    public static string Csv(int count, string delimiter = ",")
    {
        var random = new Random(1);
        string Number(int least, int greatest) => random.Next(least, greatest + 1).ToString(CultureInfo.InvariantCulture);
        var rows = Enumerable.Range(0, count).Select(i => string.Join(
            delimiter, $"c{i}", ((string[])["LOW", "MEDIUM", "HIGH"])[i % 3], Number(500, 8000), Number(400, 800), i % 10 == 7 ? "-5" : Number(5, 60),
            Number(1, 12), Number(0, 24), Number(2, 40) + "00", Number(1, 12)));
        return string.Join('\n', rows.Prepend(Header.Replace(",", delimiter, StringComparison.Ordinal))) + "\n";
    }
}
