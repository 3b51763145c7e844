using System.Text.Json.Nodes;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>MLflow's lists of <c>{key, value}</c>; an empty list is left out of answers.</summary>
internal static class MlflowTags
{
    public static IReadOnlyDictionary<string, string> Read(JsonNode? tags) =>
        tags is not JsonArray list
            ? new Dictionary<string, string>()
            : list.OfType<JsonObject>().ToDictionary(tag => MlflowClient.Text(tag["key"]), tag => tag["value"]?.ToString() ?? "");
}
