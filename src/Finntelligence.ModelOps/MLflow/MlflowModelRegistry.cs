using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>
/// Models in MLflow's registry: versions that are told again by the sha256 of their bytes, aliases, and the stages of the same
/// name kept in step for those who still read them.
/// </summary>
public sealed class MlflowModelRegistry(MlflowClient server)
{
    /// <summary>The tag that holds the sha256 of a version's file.</summary>
    public const string Sha256Tag = "finntelligence.sha256";

    /// <summary>The tag that holds the path of the file below the version's address.</summary>
    private const string FileTag = "finntelligence.file";

    private readonly LoggedModels _loggedModels = new(server);
    private readonly RunModels _runModels = new(server);

    /// <summary>The server's address, without credentials.</summary>
    public Uri Server => server.Server;

    /// <summary>
    /// Registers files as the next version of <paramref name="name"/>. Bytes that are registered already keep their version. On 3.x
    /// the files become a logged model of the run; on 2.x they are kept in a folder of the model's name, since a run may make several.
    /// </summary>
    /// <param name="name">The registered model, as <c>cash-loan-risk</c>; created when there is none.</param>
    /// <param name="runId">The run on the server that made the model.</param>
    /// <param name="file">The path of the model itself among <paramref name="files"/>.</param>
    /// <param name="files">All files by path, as <c>model.zip</c> and <c>MLmodel</c>.</param>
    /// <param name="sha256">Of the model itself, lower-case hex.</param>
    /// <param name="tags">What else the version shall say.</param>
    /// <param name="cancellationToken">Stops between requests.</param>
    /// <exception cref="MlflowException">The server refuses or cannot be reached.</exception>
    public async Task<MlflowModelVersion> RegisterAsync(
        string name, string runId, string file, IReadOnlyDictionary<string, byte[]> files, string sha256,
        IReadOnlyDictionary<string, string>? tags = null, CancellationToken cancellationToken = default)
    {
        await EnsureModelAsync(name, cancellationToken).ConfigureAwait(false);
        if (await FindAsync(name, sha256, cancellationToken).ConfigureAwait(false) is { } known)
            return known;
        var run = await server.GetRunAsync(runId, cancellationToken).ConfigureAwait(false);
        var logged = await _loggedModels.LogAsync(name, run, sha256, files, cancellationToken).ConfigureAwait(false);
        var body = new JsonObject { ["name"] = name, ["run_id"] = runId, ["tags"] = Tags(file, sha256, tags) };
        if (logged is not null)
        {
            (body["source"], body["model_id"]) = ($"models:/{logged.ModelId}", logged.ModelId);
        }
        else
        {
            var folder = MlflowNames.LoggedModel(name);
            await _runModels.LogAsync(run, folder, files, cancellationToken).ConfigureAwait(false);
            body["source"] = $"{run.ArtifactUri}/{folder}";
        }
        return await server.RepeatAsync(async token =>
        {
            // The answer to a request that did its work may have been lost.
            if (await FindOnceAsync(name, sha256, token).ConfigureAwait(false) is { } created)
                return created;
            var answer = await server.Once.SendAsync(HttpMethod.Post, "model-versions/create", (JsonObject)body.DeepClone(), token).ConfigureAwait(false);
            return Version(answer.Member("model_version"));
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The version of those bytes, or null.</summary>
    public Task<MlflowModelVersion?> FindAsync(string name, string sha256, CancellationToken cancellationToken = default) =>
        server.RepeatAsync(token => FindOnceAsync(name, sha256, token), cancellationToken);

    /// <summary>Finds a version by number or alias; null when the model, the version or the alias does not exist.</summary>
    /// <exception cref="MlflowException">The server refuses or cannot be reached.</exception>
    public async Task<MlflowModelVersion?> ResolveAsync(string name, string reference, CancellationToken cancellationToken = default)
    {
        var number = RegistryNames.VersionNumber(reference);
        if (number is null)
            RegistryNames.CheckAlias(reference);
        try
        {
            var found = number is { } version
                ? await server.GetAsync("model-versions/get", cancellationToken, ("name", name), ("version", $"{version}")).ConfigureAwait(false)
                : await server.GetAsync("registered-models/alias", cancellationToken, ("name", name), ("alias", reference)).ConfigureAwait(false);
            return Version(found.Member("model_version"));
        }
        // A missing alias is an invalid parameter to MLflow; that the name itself is valid was checked above.
        catch (MlflowException fault) when (fault.IsMissing || fault.ErrorCode == "INVALID_PARAMETER_VALUE")
        {
            return null;
        }
    }

    /// <summary>Points an alias at a version; <c>production</c> and <c>staging</c> move the stage of that name too, where the server still has stages.</summary>
    /// <exception cref="MlflowException">The server refuses or cannot be reached.</exception>
    /// <exception cref="RegistryException">Not a name for an alias.</exception>
    public async Task SetAliasAsync(string name, string alias, int version, CancellationToken cancellationToken = default)
    {
        RegistryNames.CheckAlias(alias);
        var hasStage = alias is RegistryNames.Production or RegistryNames.Staging;
        var before = hasStage ? (await ModelAsync(name, cancellationToken).ConfigureAwait(false))?.Aliases : null;
        await server.SendAsync(HttpMethod.Post, "registered-models/alias",
            new JsonObject { ["name"] = name, ["alias"] = alias, ["version"] = $"{version}" }, cancellationToken).ConfigureAwait(false);
        if (!hasStage)
            return;
        int? staging = Of(RegistryNames.Staging);
        if (alias == RegistryNames.Production)
        {
            await SetStageAsync(name, version, "Production", cancellationToken).ConfigureAwait(false);
            // The version that production has left, or that left the stage with an earlier promotion, may still be the one in staging.
            if (staging is { } next && next != version)
                await SetStageAsync(name, next, "Staging", cancellationToken).ConfigureAwait(false);
        }
        // A version has one stage, and production goes first.
        else if (Of(RegistryNames.Production) != version)
            await SetStageAsync(name, version, "Staging", cancellationToken).ConfigureAwait(false);
        else if (staging is { } left && left != version)
            await SetStageAsync(name, left, "Archived", cancellationToken).ConfigureAwait(false);

        int? Of(string other) => before is not null && before.TryGetValue(other, out var pointed) ? pointed : null;
    }

    private async Task SetStageAsync(string name, int version, string stage, CancellationToken cancellationToken)
    {
        try
        {
            await server.SendAsync(HttpMethod.Post, "model-versions/transition-stage", new JsonObject
            {
                ["name"] = name,
                ["version"] = $"{version}",
                ["stage"] = stage,
                // Otherwise the old version stays in the stage as well. Only these two stages can be emptied so.
                ["archive_existing_versions"] = stage is "Production" or "Staging",
            }, cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException fault) when (fault.IsUnknownCall)
        {
            // Stages are deprecated; a later server may have none.
        }
    }

    /// <summary>Every version of a model, in no particular order; none when there is no such model.</summary>
    /// <exception cref="MlflowException">The server refuses or cannot be reached.</exception>
    public Task<IReadOnlyList<MlflowModelVersion>> VersionsAsync(string name, CancellationToken cancellationToken = default) =>
        server.RepeatAsync<IReadOnlyList<MlflowModelVersion>>(async token =>
        {
            var versions = new List<MlflowModelVersion>();
            await foreach (var version in SearchAsync(name, token).ConfigureAwait(false))
                versions.Add(version);
            return versions;
        }, cancellationToken);

    /// <summary>A registered model's aliases and tags, which a search for versions leaves out; null when there is no such model.</summary>
    /// <exception cref="MlflowException">The server refuses or cannot be reached.</exception>
    public async Task<MlflowRegisteredModel?> ModelAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            var found = await server.GetAsync("registered-models/get", cancellationToken, ("name", name)).ConfigureAwait(false);
            var model = found.Member("registered_model");
            var aliases = new Dictionary<string, int>();
            foreach (var alias in model.List("aliases"))
            {
                if (!aliases.TryAdd(alias.Text("alias"), Number(alias)))
                    throw MlflowJson.Other($"the alias '{alias.Text("alias")}' stands twice");
            }
            return new MlflowRegisteredModel(name, aliases, model.Pairs("tags"));
        }
        catch (MlflowException fault) when (fault.IsMissing)
        {
            return null;
        }
    }

    /// <summary>Sets a tag of a registered model.</summary>
    /// <exception cref="MlflowException">The server refuses or cannot be reached.</exception>
    public Task SetTagAsync(string name, string key, string value, CancellationToken cancellationToken = default) =>
        server.SendAsync(HttpMethod.Post, "registered-models/set-tag",
            new JsonObject { ["name"] = name, ["key"] = key, ["value"] = value }, cancellationToken);

    /// <summary>Removes an alias; one that does not exist is no fault.</summary>
    public async Task DeleteAliasAsync(string name, string alias, CancellationToken cancellationToken = default)
    {
        try
        {
            await server.SendAsync(HttpMethod.Delete, "registered-models/alias",
                new JsonObject { ["name"] = name, ["alias"] = alias }, cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException fault) when (fault.IsMissing || fault.ErrorCode == "INVALID_PARAMETER_VALUE")
        {
            // There is none: that was the aim.
        }
    }

    /// <summary>The bytes of a version's model, checked against the sha256 it was registered with.</summary>
    /// <exception cref="MlflowException">The file cannot be had, or is not what was registered.</exception>
    public async Task<byte[]> DownloadAsync(MlflowModelVersion version, string defaultFile = "model.zip", CancellationToken cancellationToken = default)
    {
        var answer = await server.GetAsync("model-versions/get-download-uri", cancellationToken,
            ("name", version.Name), ("version", $"{version.Version}")).ConfigureAwait(false);
        var address = await RealAddressAsync(answer.Text("artifact_uri"), cancellationToken).ConfigureAwait(false);
        var file = version.Tags.GetValueOrDefault(FileTag, defaultFile);
        var bytes = await server.GetArtifactAsync(address, file, cancellationToken).ConfigureAwait(false);
        var found = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        return version.Sha256 is null || version.Sha256 == found
            ? bytes
            : throw new MlflowException($"{version.Name} version {version.Version} on {server.Server} has the sha256 {found}; "
                + $"registered was {version.Sha256}. It was changed after it was registered.");
    }

    // A version may be kept at an address that names a run or a logged model instead of a place.
    private async Task<string> RealAddressAsync(string address, CancellationToken cancellationToken)
    {
        const string runs = "runs:/";
        const string models = "models:/";
        if (address.StartsWith(runs, StringComparison.Ordinal))
        {
            var parts = address[runs.Length..].Split('/', 2);
            var run = await server.GetRunAsync(parts[0], cancellationToken).ConfigureAwait(false);
            return parts.Length == 2 ? $"{run.ArtifactUri}/{parts[1]}" : run.ArtifactUri;
        }
        return address.StartsWith(models, StringComparison.Ordinal)
            ? await _loggedModels.AddressAsync(address[models.Length..], cancellationToken).ConfigureAwait(false)
            : address;
    }

    private Task EnsureModelAsync(string name, CancellationToken cancellationToken) => server.RepeatAsync(async token =>
    {
        try
        {
            await server.Once.SendAsync(HttpMethod.Post, "registered-models/create", new JsonObject { ["name"] = name }, token).ConfigureAwait(false);
        }
        catch (MlflowException fault) when (fault.Exists)
        {
            // As wished.
        }
        return true;
    }, cancellationToken);

    private async Task<MlflowModelVersion?> FindOnceAsync(string name, string sha256, CancellationToken cancellationToken)
    {
        await foreach (var version in SearchAsync(name, cancellationToken).ConfigureAwait(false))
        {
            if (version.Sha256 == sha256)
                return version;
        }
        return null;
    }

    private async IAsyncEnumerable<MlflowModelVersion> SearchAsync(string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = "";
        do
        {
            var quote = name.Contains('\'') ? '"' : '\'';
            (string, string)[] query = [("filter", $"name={quote}{name}{quote}"), ("max_results", "1000"), .. Token(page)];
            var found = await server.Once.GetAsync("model-versions/search", cancellationToken, query).ConfigureAwait(false);
            foreach (var version in found.List("model_versions"))
                yield return Version(version);
            page = found.TextOrNull("next_page_token") ?? "";
        }
        while (page.Length > 0);
    }

    private static (string, string)[] Token(string page) => page.Length == 0 ? [] : [("page_token", page)];

    private static JsonArray Tags(string file, string sha256, IReadOnlyDictionary<string, string>? tags)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal) { [FileTag] = file, [Sha256Tag] = sha256 };
        foreach (var (key, value) in (tags ?? new Dictionary<string, string>()).SelectMany(tag => MlflowNames.Split(tag.Key, tag.Value, MlflowNames.LongestTag)))
            all[key] = value;
        return new JsonArray([.. all.Select(tag => (JsonNode)new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value })]);
    }

    private static MlflowModelVersion Version(JsonNode? version)
    {
        var tags = version.Pairs("tags");
        return new MlflowModelVersion(
            version.Text("name"), Number(version), tags.GetValueOrDefault(Sha256Tag), version.TextOrNull("run_id"), tags)
        {
            Created = version.Time("creation_timestamp"),
        };
    }

    private static int Number(JsonNode? version) =>
        RegistryNames.VersionNumber(version.Text("version")) ?? throw MlflowJson.Other("'version' is no number");
}

/// <summary>A version in MLflow's registry.</summary>
/// <param name="Name">The registered model.</param>
/// <param name="Version">Its number.</param>
/// <param name="Sha256">Of the model's file; null when somebody else registered it.</param>
/// <param name="RunId">The run that made it, when known.</param>
/// <param name="Tags">All tags.</param>
public sealed record MlflowModelVersion(string Name, int Version, string? Sha256, string? RunId, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>When it was registered, by the server's clock; null when the answer did not say.</summary>
    public DateTimeOffset? Created { get; init; }
}

/// <summary>A model in MLflow's registry, without its versions.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Aliases">Version number by alias.</param>
/// <param name="Tags">All tags.</param>
public sealed record MlflowRegisteredModel(string Name, IReadOnlyDictionary<string, int> Aliases, IReadOnlyDictionary<string, string> Tags);
