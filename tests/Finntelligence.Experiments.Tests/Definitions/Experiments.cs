using System.Text;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;

namespace Finntelligence.Experiments.Tests.Definitions;

/// <summary>Definitions for tests.</summary>
internal static class Experiments
{
    public static ProductDefinition Product { get; } = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));

    /// <summary>A version of three arms and a shadow that leaves two groups out.</summary>
    public const string Version = """
        {
          "version": 1, "at": "2026-11-01T08:00:00Z", "by": "pricing team", "why": "To learn what a point of rate does.",
          "state": "running", "salt": "2026-11",
          "arms": [
            { "name": "champion", "share": 0.7 },
            { "name": "explore", "share": 0.2, "exploration": { "draw": "softmax", "shareOfBest": 0.8, "temperature": 2, "band": 3 } },
            { "name": "card", "share": 0.1, "policy": "card" },
            { "name": "next", "models": { "risk": 3, "acceptance": 2 }, "shadow": true }
          ],
          "leaveOut": [{ "feature": "riskCategory", "values": ["LOW"] }, { "feature": "monthlyIncome", "atMost": 1000 }],
          "guardrails": {
            "mostGivenUp": { "decision": 5, "day": 100, "total": 2000 },
            "stop": { "confidence": 0.95, "worseBy": 1, "leastDecisions": 500 }
          }
        }
        """;

    /// <summary>The document of versions.</summary>
    public static string Document(params string[] versions) => $$"""{ "note": "For tests.", "versions": [{{string.Join(",", versions)}}] }""";

    public static PricingExperiment Read(string json) => ExperimentReader.Read(Encoding.UTF8.GetBytes(json), Product);

    public static ExperimentVersion Current => Read(Document(Version)).Current;

    /// <summary>An applicant of a class; 0 is LOW.</summary>
    public static Applicant Applicant(int riskCategory, float income = 3000) => new([riskCategory, income, 610, 29, 3, 10, 1000, 4]);
}
