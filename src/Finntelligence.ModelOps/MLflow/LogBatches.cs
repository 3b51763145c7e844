using System.Text.Json;
using System.Text.Json.Nodes;
using Finntelligence.ModelOps.Experiments;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>Cuts what a run logged into bodies of <c>runs/log-batch</c> within MLflow's limits, the same way every time.</summary>
internal static class LogBatches
{
    // The server would take 1,000. But of more than 100 with several keys, sent a second time, it (2.17 and 3.5 with a database) looks for
    // what is there in pieces and then refuses the rest: UNIQUE constraint failed. 100 may be sent again as often as need be.
    private const int MostMetrics = 100;
    private const int MostParametersOrTags = 100;

    // The limit is 1 MB for the whole body; the rest is left for the run's id and the punctuation.
    private const int MostBytes = 950_000;

    public static IEnumerable<JsonObject> Of(
        string runId, IReadOnlyDictionary<string, string> parameters, IReadOnlyDictionary<string, string> tags, IReadOnlyList<MetricPoint> metrics) =>
        Cut(runId, "params", MostParametersOrTags, Pairs(parameters, MlflowNames.LongestParameter))
            .Concat(Cut(runId, "tags", MostParametersOrTags, Pairs(tags, MlflowNames.LongestTag)))
            .Concat(Cut(runId, "metrics", MostMetrics, metrics.Select(Metric)));

    /// <summary>A batch of metrics in two; none of a single metric, and none of a batch of something else.</summary>
    public static IEnumerable<JsonObject> Halves(JsonObject batch)
    {
        if (batch["metrics"] is not JsonArray { Count: > 1 } metrics)
            return [];
        return metrics.Select(metric => metric!.DeepClone()).Chunk((metrics.Count + 1) / 2)
            .Select(half => new JsonObject { ["run_id"] = batch["run_id"]!.DeepClone(), ["metrics"] = new JsonArray(half) });
    }

    private static IEnumerable<JsonObject> Pairs(IReadOnlyDictionary<string, string> pairs, int longest) =>
        pairs.SelectMany(pair => MlflowNames.Split(pair.Key, pair.Value, longest))
            .Select(pair => new JsonObject { ["key"] = pair.Key, ["value"] = pair.Value });

    private static JsonObject Metric(MetricPoint point) => new()
    {
        ["key"] = MlflowNames.Key(point.Key),
        ["value"] = Number(point.Value),
        ["timestamp"] = point.When.ToUnixTimeMilliseconds(),
        ["step"] = point.Step,
    };

    // As protobuf's JSON has it: what JSON cannot say as a number is a string.
    private static JsonNode Number(double value) =>
        double.IsFinite(value) ? JsonValue.Create(value)
        : double.IsNaN(value) ? JsonValue.Create("NaN")
        : JsonValue.Create(value > 0 ? "Infinity" : "-Infinity");

    private static IEnumerable<JsonObject> Cut(string runId, string member, int most, IEnumerable<JsonObject> entries)
    {
        var batch = new JsonArray();
        var bytes = 0;
        foreach (var entry in entries)
        {
            var size = JsonSerializer.SerializeToUtf8Bytes(entry, MlflowHttp.Json).Length + 1;
            if (batch.Count == most || (batch.Count > 0 && bytes + size > MostBytes))
            {
                yield return new JsonObject { ["run_id"] = runId, [member] = batch };
                (batch, bytes) = ([], 0);
            }
            batch.Add(entry);
            bytes += size;
        }
        if (batch.Count > 0)
            yield return new JsonObject { ["run_id"] = runId, [member] = batch };
    }
}
