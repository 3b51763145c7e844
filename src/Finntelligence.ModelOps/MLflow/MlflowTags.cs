using System.Text.Json.Nodes;
using Finntelligence.ModelOps.Experiments;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>MLflow's lists of <c>{key, value}</c>; an empty list is left out of answers.</summary>
internal static class MlflowTags
{
    private const string Commit = "commit";
    private const string ServersCommit = "mlflow.source.git.commit";

    /// <summary>A run's tags, and those that the server's pages show under names of its own.</summary>
    public static IReadOnlyDictionary<string, string> Of(RunRecord run) => run.Tags.TryGetValue(Commit, out var commit)
        ? new SortedDictionary<string, string>(run.Tags.ToDictionary(), StringComparer.Ordinal) { [ServersCommit] = commit }
        : run.Tags;

    public static IReadOnlyDictionary<string, string> Read(JsonNode? tags) =>
        tags is not JsonArray list
            ? new Dictionary<string, string>()
            : list.OfType<JsonObject>().ToDictionary(tag => MlflowClient.Text(tag["key"]), tag => tag["value"]?.ToString() ?? "");
}
