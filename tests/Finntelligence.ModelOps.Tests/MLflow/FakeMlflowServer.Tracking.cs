using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Finntelligence.ModelOps.Tests.MLflow;

/// <content>Experiments, runs and artifacts.</content>
internal sealed partial class FakeMlflowServer
{
    public sealed record FakeMetric(string Key, double Value, long Timestamp, long Step);

    public sealed class FakeRun
    {
        public required string Id { get; init; }

        public required string ExperimentId { get; init; }

        public required string Name { get; init; }

        public required long Start { get; init; }

        public string Status { get; set; } = "RUNNING";

        public long? End { get; set; }

        public Dictionary<string, string> Parameters { get; } = [];

        public Dictionary<string, string> Tags { get; } = [];

        public List<FakeMetric> Metrics { get; } = [];

        public List<JsonObject> Inputs { get; } = [];

        public List<string> Outputs { get; } = [];
    }

    private readonly HashSet<(string Run, FakeMetric Point)> _points = [];

    public Dictionary<string, string> Experiments { get; } = [];

    public HashSet<string> DeletedExperiments { get; } = [];

    public List<FakeRun> Runs { get; } = [];

    public Dictionary<string, byte[]> Artifacts { get; } = [];

    /// <summary>Where runs keep their files.</summary>
    public string ArtifactRoot { get; set; } = "mlflow-artifacts:/";

    private JsonObject? Tracking(string call, JsonObject json, Dictionary<string, string> query, int size)
    {
        switch (call)
        {
            case "GET experiments/get-by-name":
                return Experiments.TryGetValue(query["experiment_name"], out var id)
                    ? new JsonObject
                    {
                        ["experiment"] = new JsonObject
                        {
                            ["experiment_id"] = id,
                            ["lifecycle_stage"] = DeletedExperiments.Contains(id) ? "deleted" : "active",
                        },
                    }
                    : throw Missing("Could not find experiment with that name");
            case "GET experiments/get":
                return new JsonObject
                {
                    ["experiment"] = new JsonObject { ["experiment_id"] = query["experiment_id"], ["artifact_location"] = $"{ArtifactRoot}{query["experiment_id"]}" },
                };
            case "POST experiments/create":
                var experiment = $"{Experiments.Count + 1}";
                return Experiments.TryAdd(Member(json, "name"), experiment)
                    ? new JsonObject { ["experiment_id"] = experiment }
                    : throw Duplicate("Experiment already exists.");
            case "POST runs/create":
                var run = new FakeRun
                {
                    Id = NewId(),
                    ExperimentId = Member(json, "experiment_id"),
                    Name = Member(json, "run_name"),
                    Start = json["start_time"]!.GetValue<long>(),
                };
                SetPairs(run.Tags, json["tags"], 8000);
                Runs.Add(run);
                return new JsonObject { ["run"] = Json(run) };
            case "GET runs/get":
                return new JsonObject { ["run"] = Json(Run(query["run_id"])) };
            case "POST runs/search":
                var filter = TagFilter().Match(Member(json, "filter"));
                var experiments = json["experiment_ids"]!.AsArray().Select(node => node!.ToString()).ToArray();
                var found = Runs.Where(candidate => experiments.Contains(candidate.ExperimentId)
                    && candidate.Tags.GetValueOrDefault(filter.Groups[1].Value) == filter.Groups[2].Value).Select(Json).ToArray();
                return found.Length == 0 ? [] : new JsonObject { ["runs"] = new JsonArray([.. found]) };
            case "POST runs/update":
                var updated = Run(Member(json, "run_id"));
                updated.Status = Member(json, "status");
                updated.End = json["end_time"]!.GetValue<long>();
                return [];
            case "POST runs/log-batch":
                LogBatch(json, size);
                return [];
            case "POST runs/log-model":
                LogModel(Run(Member(json, "run_id")), Member(json, "model_json"));
                return [];
            case "POST runs/log-inputs":
                foreach (var input in json["datasets"]!.AsArray())
                {
                    if (Member(input!["dataset"]!.AsObject(), "digest").Length > 36)
                        throw Refused("Dataset digest exceeds the maximum length of 36");
                    JsonNode.Parse(Member(input["dataset"]!.AsObject(), "source"));
                    var inputs = Run(Member(json, "run_id")).Inputs;
                    if (!inputs.Any(known => JsonNode.DeepEquals(known, input)))
                        inputs.Add(input.DeepClone().AsObject());
                }
                return [];
            default:
                return null;
        }
    }

    private void LogBatch(JsonObject json, int size)
    {
        var run = Run(Member(json, "run_id"));
        var (metrics, parameters, tags) = (List("metrics"), List("params"), List("tags"));
        if (metrics.Count > 1000 || parameters.Count > 100 || tags.Count > 100 || metrics.Count + parameters.Count + tags.Count > 1000)
            throw Refused("A batch logging request can contain at most 1000 metrics, 100 params, 100 tags.");
        if (size > 1_000_000)
            throw Refused("Batched logging API requests must be at most 1000000 bytes.");
        foreach (var parameter in parameters)
        {
            var (key, value) = (Member(parameter!.AsObject(), "key"), Member(parameter!.AsObject(), "value"));
            value = value.Length > 6000 ? value[..6000] : value;
            CheckKey(key);
            if (run.Parameters.TryGetValue(key, out var known) && known != value)
                throw Refused($"Changing param values is not allowed. Param with key='{key}' was already logged.");
            run.Parameters[key] = value;
        }
        SetPairs(run.Tags, json["tags"], 8000);
        var points = metrics.Select(node => Point(node!.AsObject())).Distinct().ToArray();
        // As observed with SQLite: of what is there already, it finds a batch of up to 100, or of one key; any other it refuses as a whole.
        if (points.Length > 100 && points.Select(point => point.Key).Distinct().Count() > 1 && points.Any(point => _points.Contains((run.Id, point))))
            throw Refused("(sqlite3.IntegrityError) UNIQUE constraint failed: metrics.key, metrics.timestamp, metrics.step, metrics.run_uuid, metrics.value", "BAD_REQUEST");
        foreach (var point in points)
        {
            if (_points.Add((run.Id, point)))
                run.Metrics.Add(point);
        }

        JsonArray List(string member) => json[member]?.AsArray() ?? [];
    }

    // It checks these members and adds the model to a tag, as often as it is sent.
    private static void LogModel(FakeRun run, string text)
    {
        var model = JsonNode.Parse(text)!.AsObject();
        foreach (var member in new[] { "artifact_path", "flavors", "utc_time_created", "run_id" })
        {
            if (model[member] is null)
                throw Refused($"Model json is missing mandatory fields: {member}");
        }
        var models = JsonNode.Parse(run.Tags.GetValueOrDefault("mlflow.log-model.history", "[]"))!.AsArray();
        models.Add(model);
        run.Tags["mlflow.log-model.history"] = models.ToJsonString();
    }

    private static FakeMetric Point(JsonObject metric)
    {
        CheckKey(Member(metric, "key"));
        var value = metric["value"]!.ToString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.MaxValue,
            "-Infinity" => -double.MaxValue,
            var number => double.Parse(number, CultureInfo.InvariantCulture),
        };
        return new FakeMetric(Member(metric, "key"), value, metric["timestamp"]!.GetValue<long>(), metric["step"]!.GetValue<long>());
    }

    private HttpResponseMessage Artifact(HttpRequestMessage request, string path, byte[] body)
    {
        if (path.Split('/').Contains(".."))
            throw Refused("Invalid path");
        if (request.Method == HttpMethod.Put)
        {
            Artifacts[path] = body;
            return Json(HttpStatusCode.OK, []);
        }
        return Artifacts.TryGetValue(path, out var bytes)
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) }
            : Json(HttpStatusCode.InternalServerError, new JsonObject { ["error_code"] = "INTERNAL_ERROR", ["message"] = "No such file" });
    }

    private FakeRun Run(string id) => Runs.FirstOrDefault(run => run.Id == id) ?? throw Missing($"Run with id={id} not found");

    private JsonObject Json(FakeRun run)
    {
        var json = new JsonObject
        {
            ["info"] = new JsonObject
            {
                ["run_id"] = run.Id,
                ["experiment_id"] = run.ExperimentId,
                ["status"] = run.Status,
                ["artifact_uri"] = $"{ArtifactRoot}{run.ExperimentId}/{run.Id}/artifacts",
            },
            ["data"] = new JsonObject { ["tags"] = Pairs(run.Tags) },
        };
        if (run.Outputs.Count > 0)
            json["outputs"] = new JsonObject { ["model_outputs"] = new JsonArray([.. run.Outputs.Select(id => (JsonNode)new JsonObject { ["model_id"] = id })]) };
        return json;
    }

    private static void SetPairs(Dictionary<string, string> target, JsonNode? pairs, int longest)
    {
        foreach (var pair in pairs?.AsArray() ?? [])
        {
            var (key, value) = (Member(pair!.AsObject(), "key"), Member(pair!.AsObject(), "value"));
            CheckKey(key);
            target[key] = value.Length > longest ? value[..longest] : value;
        }
    }

    private static void CheckKey(string key)
    {
        if (key.Length > 250)
            throw Refused($"'{key}' exceeds the maximum length of 250");
        if (!KeyForm().IsMatch(key) || key.Split('/').Any(part => part is "" or "." or ".."))
            throw Refused($"Invalid name: '{key}'. Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), and slashes (/).");
    }

    [GeneratedRegex(@"\A[/\w.\- ]+\z")]
    private static partial Regex KeyForm();

    [GeneratedRegex(@"\Atags\.`([^`]+)` = '([^']*)'\z")]
    private static partial Regex TagFilter();
}
