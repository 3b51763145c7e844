using System.Text;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.ModelOps.Tests;

internal static class Sample
{
    /// <summary>Bytes that stand for a model; different for every number.</summary>
    public static byte[] Zip(int content) => Encoding.UTF8.GetBytes($"model {content}");

    public static VersionInfo Info(double auc = 0.7) => new(
        new DataReference("history.csv", new string('a', 64), new string('b', 32)),
        new Dictionary<string, string> { ["NumberOfTrees"] = "200", ["LearningRate"] = "0.05" },
        Seed: 7,
        Library: "1.0.0")
    {
        Commit = "0123abc",
        Metrics = new Dictionary<string, double> { ["logLoss"] = 0.25, ["auc"] = auc },
        RunId = "20260301-120000-1",
        Tags = new Dictionary<string, string> { ["source"] = "test" },
    };
}
