using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Finntelligence.ModelOps.Tests.MLflow;

/// <content>The model registry and logged models.</content>
internal sealed partial class FakeMlflowServer
{
    public sealed class FakeVersion
    {
        public required string Name { get; init; }

        public required int Version { get; init; }

        public required string Source { get; init; }

        public required string? RunId { get; init; }

        public string Stage { get; set; } = "None";

        public Dictionary<string, string> Tags { get; } = [];
    }

    public sealed class FakeLoggedModel
    {
        public required string Id { get; init; }

        public required string Name { get; init; }

        public required string ExperimentId { get; init; }

        public required string? RunId { get; init; }

        public string Status { get; set; } = "LOGGED_MODEL_PENDING";

        public Dictionary<string, string> Tags { get; } = [];
    }

    public HashSet<string> RegisteredModels { get; } = [];

    public List<FakeVersion> Versions { get; } = [];

    public List<FakeLoggedModel> LoggedModels { get; } = [];

    public Dictionary<(string Model, string Alias), int> Aliases { get; } = [];

    /// <summary>Tags of registered models, by name.</summary>
    public Dictionary<string, Dictionary<string, string>> ModelTags { get; } = [];

    private JsonObject? Registry(string call, JsonObject json, Dictionary<string, string> query)
    {
        switch (call)
        {
            case "POST registered-models/create":
                return RegisteredModels.Add(Member(json, "name")) ? [] : throw Duplicate("Registered Model already exists.");
            case "GET registered-models/get":
                if (!RegisteredModels.Contains(query["name"]))
                    throw Missing("Registered Model not found");
                var registered = new JsonObject { ["name"] = query["name"] };
                var known = Aliases.Where(alias => alias.Key.Model == query["name"])
                    .Select(alias => (JsonNode)new JsonObject { ["alias"] = alias.Key.Alias, ["version"] = $"{alias.Value}" }).ToArray();
                if (known.Length > 0)
                    registered["aliases"] = new JsonArray(known);
                if (ModelTags.GetValueOrDefault(query["name"]) is { Count: > 0 } modelTags)
                    registered["tags"] = Pairs(modelTags);
                return new JsonObject { ["registered_model"] = registered };
            case "POST registered-models/set-tag":
                if (!RegisteredModels.Contains(Member(json, "name")))
                    throw Missing("Registered Model not found");
                if (Member(json, "value").Length > 5000)
                    throw Refused("Registered model value exceeds the maximum length of 5000");
                if (!ModelTags.TryGetValue(Member(json, "name"), out var tagged))
                    ModelTags[Member(json, "name")] = tagged = [];
                SetPairs(tagged, new JsonArray(json.DeepClone()), 5000);
                return [];
            case "POST model-versions/create":
                var source = Member(json, "source");
                if (!source.StartsWith("mlflow-artifacts:/", StringComparison.Ordinal) && !source.StartsWith("runs:/", StringComparison.Ordinal)
                    && !(majorVersion >= 3 && source.StartsWith("models:/m-", StringComparison.Ordinal)))
                    throw Refused("Invalid model version source");
                var name = Member(json, "name");
                if (!RegisteredModels.Contains(name))
                    throw Missing("Registered Model not found");
                var created = new FakeVersion
                {
                    Name = name,
                    Version = Versions.Count(version => version.Name == name) + 1,
                    Source = source,
                    RunId = json["run_id"]?.ToString(),
                };
                SetPairs(created.Tags, json["tags"], 100_000);
                Versions.Add(created);
                return new JsonObject { ["model_version"] = Json(created, withAliases: false) };
            case "GET model-versions/get":
                return new JsonObject { ["model_version"] = Json(Version(query["name"], query["version"]), withAliases: true) };
            case "GET model-versions/search":
                var wanted = NameFilter().Match(query["filter"]).Groups[2].Value;
                var all = Versions.Where(version => version.Name == wanted).OrderByDescending(version => version.Version).ToArray();
                var skip = int.Parse(query.GetValueOrDefault("page_token", "0"), System.Globalization.CultureInfo.InvariantCulture);
                // A page is two, whatever was asked for: a client must not count on one.
                var page = all.Skip(skip).Take(2).Select(version => Json(version, withAliases: false)).ToArray();
                var answer = new JsonObject();
                if (page.Length > 0)
                    answer["model_versions"] = new JsonArray([.. page]);
                if (skip + 2 < all.Length)
                    answer["next_page_token"] = $"{skip + 2}";
                return answer;
            case "GET model-versions/get-download-uri":
                var located = Version(query["name"], query["version"]);
                return new JsonObject { ["artifact_uri"] = located.Source };
            case "POST model-versions/transition-stage":
                var moved = Version(Member(json, "name"), Member(json, "version"));
                if (json["archive_existing_versions"]?.GetValue<bool>() == true)
                {
                    if (Member(json, "stage") is not ("Production" or "Staging"))
                        throw Refused($"Model version transition cannot archive existing model versions because '{Member(json, "stage")}' is not an Active stage.");
                    foreach (var other in Versions.Where(other => other.Name == moved.Name && other.Stage == Member(json, "stage")))
                        other.Stage = "Archived";
                }
                moved.Stage = Member(json, "stage");
                return [];
            case "POST registered-models/alias":
                if (ReservedAlias().IsMatch(Member(json, "alias")))
                    throw Refused($"Version alias name '{Member(json, "alias")}' is reserved.");
                Aliases[(Member(json, "name"), Member(json, "alias"))] = Version(Member(json, "name"), Member(json, "version")).Version;
                return [];
            case "GET registered-models/alias":
                if (!RegisteredModels.Contains(query["name"]))
                    throw Missing("Registered Model not found");
                return Aliases.TryGetValue((query["name"], query["alias"]), out var target)
                    ? new JsonObject { ["model_version"] = Json(Version(query["name"], $"{target}"), withAliases: true) }
                    : throw Refused($"Registered model alias {query["alias"]} not found.");
            case "DELETE registered-models/alias":
                Aliases.Remove((Member(json, "name"), Member(json, "alias")));
                return [];
            default:
                return null;
        }
    }

    private JsonObject? Logged(string call, JsonObject json)
    {
        switch (call)
        {
            case "POST logged-models":
                if (Member(json, "name").AsSpan().ContainsAny("/:.%\"'"))
                    throw Refused("Invalid model name");
                var model = new FakeLoggedModel
                {
                    Id = $"m-{NewId()}",
                    Name = Member(json, "name"),
                    ExperimentId = Member(json, "experiment_id"),
                    RunId = json["source_run_id"]?.ToString(),
                };
                SetPairs(model.Tags, json["tags"], 8000);
                LoggedModels.Add(model);
                return new JsonObject { ["model"] = Json(model) };
            case "POST logged-models/search":
                var filter = LoggedModelFilter().Match(Member(json, "filter"));
                var found = LoggedModels.Where(candidate => candidate.RunId == filter.Groups[1].Value
                        && candidate.Tags.GetValueOrDefault(filter.Groups[2].Value) == filter.Groups[3].Value)
                    .Select(Json).ToArray();
                return found.Length == 0 ? [] : new JsonObject { ["models"] = new JsonArray([.. found]) };
            case "POST runs/outputs":
                var outputs = Run(Member(json, "run_id")).Outputs;
                foreach (var id in json["models"]!.AsArray().Select(node => Member(node!.AsObject(), "model_id")))
                {
                    if (outputs.Contains(id))
                        throw Refused("UNIQUE constraint failed", "BAD_REQUEST");
                    outputs.Add(id);
                }
                return [];
            case var _ when call.StartsWith("PATCH logged-models/", StringComparison.Ordinal):
                LoggedModel(call["PATCH logged-models/".Length..]).Status = Member(json, "status");
                return [];
            case var _ when call.StartsWith("GET logged-models/", StringComparison.Ordinal):
                return new JsonObject { ["model"] = Json(LoggedModel(call["GET logged-models/".Length..])) };
            default:
                return null;
        }
    }

    private FakeVersion Version(string name, string version) =>
        Versions.FirstOrDefault(candidate => candidate.Name == name && $"{candidate.Version}" == version)
        ?? throw Missing($"Model Version (name={name}, version={version}) not found");

    private FakeLoggedModel LoggedModel(string id) => LoggedModels.FirstOrDefault(model => model.Id == id) ?? throw Missing("Logged model not found");

    private JsonObject Json(FakeVersion version, bool withAliases)
    {
        var json = new JsonObject
        {
            ["name"] = version.Name,
            ["version"] = $"{version.Version}",
            ["current_stage"] = version.Stage,
            ["source"] = version.Source,
            ["run_id"] = version.RunId,
            ["creation_timestamp"] = 1_700_000_000_000 + version.Version,
        };
        if (version.Tags.Count > 0)
            json["tags"] = Pairs(version.Tags);
        var aliases = Aliases.Where(alias => alias.Key.Model == version.Name && alias.Value == version.Version).Select(alias => (JsonNode)alias.Key.Alias).ToArray();
        if (withAliases && aliases.Length > 0)
            json["aliases"] = new JsonArray(aliases);
        return json;
    }

    private static JsonObject Json(FakeLoggedModel model) => new()
    {
        ["info"] = new JsonObject
        {
            ["model_id"] = model.Id,
            ["name"] = model.Name,
            ["source_run_id"] = model.RunId,
            ["status"] = model.Status,
            ["artifact_uri"] = $"mlflow-artifacts:/{model.ExperimentId}/models/{model.Id}/artifacts",
            ["tags"] = Pairs(model.Tags),
        },
    };

    private static JsonArray Pairs(Dictionary<string, string> pairs) =>
        new([.. pairs.Select(pair => (JsonNode)new JsonObject { ["key"] = pair.Key, ["value"] = pair.Value })]);

    [GeneratedRegex(@"\Asource_run_id = '([^']*)' AND tags\.`([^`]+)` = '([^']*)'\z")]
    private static partial Regex LoggedModelFilter();

    [GeneratedRegex(@"\A(?:latest|v\d+)\z", RegexOptions.IgnoreCase)]
    private static partial Regex ReservedAlias();

    [GeneratedRegex("\\Aname=(['\"])(.*)\\1\\z")]
    private static partial Regex NameFilter();
}
