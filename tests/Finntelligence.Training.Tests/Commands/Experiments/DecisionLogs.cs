using System.Globalization;
using System.Text;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Training.Tests.Commands.Experiments;

/// <summary>Logs of decisions and definitions of experiments, as files.</summary>
internal static class DecisionLogs
{
    public const string Experiment = """
        { "versions": [ {
          "version": 1, "at": "2026-11-01T08:00:00Z", "by": "pricing team", "why": "To learn what a point of rate does to take-up.",
          "state": "running", "salt": "2026-11",
          "arms": [
            { "name": "champion", "share": 0.7 },
            { "name": "explore", "share": 0.3, "exploration": { "draw": "softmax", "shareOfBest": 0.8, "temperature": 2, "band": 3 } }
          ],
          "guardrails": { "stop": { "confidence": 0.9, "leastDecisions": 200 } } } ] }
        """;

    /// <summary>Writes a log of HIGH clients whose rate was drawn from 9.75, 10.75 and the card's 11.75; one in three is taken, more of the cheap ones.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="offers">How many.</param>
    /// <param name="explorersTake">Whether anybody takes an offer that the exploring arm made.</param>
    /// <returns>The path.</returns>
    public static string Write(string path, int offers, bool explorersTake = true)
    {
        var text = new StringBuilder(
            "decisionId,decidedAt,decision,riskCategory,monthlyIncome,bureauScore,applicationScore,priorLoans,monthsSinceLastLoan,lastLoanAmount,lastLoanMonths,"
            + "amount,months,rate,propensity,accepted,defaulted,outcomeAt,policy\n");
        var random = new CounterRandom(1);
        for (int i = 0; i < offers; i++)
        {
            double u = random.Fork(1).Uniform((ulong)i);
            string rate = u < 0.25 ? "9.75" : u < 0.5 ? "10.75" : "11.75", chance = u < 0.5 ? "0.25" : "0.5";
            string arm = i % 10 < 7 ? "champion" : "explore";
            bool taken = random.Fork(2).Uniform((ulong)i) < (u < 0.25 ? 0.5 : 0.3) && (explorersTake || arm == "champion");
            string at = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(i).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"d{i},{at},offer,HIGH,3200,,29,3,10,1000,4,1000,4,{rate},{chance},{(taken ? 1 : 0)},{(taken ? "0" : "")},2026-12-01T00:00:00Z,experiment:1/{arm}\n");
        }
        File.WriteAllText(path, text.ToString());
        return path;
    }

    public static void WriteExperiment(TestConsole console)
    {
        File.Copy(Repository.File("data/cash-loan/product.json"), console.Folder.File("data/cash-loan/product.json"), overwrite: true);
        console.Folder.Write("data/cash-loan/pricing-experiment.json", Experiment);
    }
}
