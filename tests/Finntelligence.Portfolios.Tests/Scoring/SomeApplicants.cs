using System.Globalization;
using System.Text;

namespace Finntelligence.Portfolios.Tests.Scoring;

/// <summary>Made-up applicants of the shipped product.</summary>
internal static class SomeApplicants
{
    public const string Header =
        "id,riskCategory,monthlyIncome,bureauScore,applicationScore,priorLoans,monthsSinceLastLoan,lastLoanAmount,lastLoanMonths";

    /// <summary>Rows without a header; every twentieth has a fault.</summary>
    public static IEnumerable<string[]> Rows(int count, int seed = 1)
    {
        var random = new Random(seed);
        string Number(int least, int greatest) => random.Next(least, greatest + 1).ToString(CultureInfo.InvariantCulture);
        for (var i = 0; i < count; i++)
        {
            yield return
            [
                $"c{i}", ((string[])["LOW", "MEDIUM", "HIGH"])[random.Next(3)], random.Next(4) == 0 ? "" : Number(500, 8000), Number(400, 800),
                i % 20 == 7 ? "-5" : Number(5, 60), Number(1, 12), Number(0, 24), Number(2, 40) + "00", Number(1, 12),
            ];
        }
    }

    public static string Csv(int count, int seed = 1) =>
        string.Join('\n', Rows(count, seed).Select(r => string.Join(',', r)).Prepend(Header)) + "\n";

    public static string Ndjson(int count, int seed = 1)
    {
        var names = Header.Split(',');
        var text = new StringBuilder();
        foreach (var row in Rows(count, seed))
        {
            var members = names.Zip(row).Skip(1).Where(m => m.Second.Length > 0)
                .Select(m => $"\"{m.First}\":{(m.First == "riskCategory" ? $"\"{m.Second}\"" : m.Second)}");
            text.Append(CultureInfo.InvariantCulture, $$$"""{"id":"{{{row[0]}}}","applicant":{{{{string.Join(',', members)}}}}}""").Append('\n');
        }

        return text.ToString();
    }
}
