using System.Globalization;
using System.Text.Json.Nodes;
using Finntelligence.ModelOps.Experiments;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>
/// Experiments, runs and artifacts on an MLflow server, 2.x or 3.x, over REST. Every call may be repeated, by itself after a
/// fault or by the caller after a crash, and leaves one thing behind: what it creates it looks for first.
/// </summary>
public sealed class MlflowClient
{
    /// <summary>The tag that tells a run of ours again.</summary>
    public const string RunTag = "finntelligence.run";

    private readonly MlflowHttp _http;
    private readonly Patience _patience;

    /// <param name="client">Its own timeout should be infinite: <see cref="MlflowOptions.Timeout"/> is kept here.</param>
    /// <param name="options">The server.</param>
    /// <param name="clock">Waits between repetitions.</param>
    /// <param name="random">Uniform in [0, 1); spreads the waits. Tests give their own.</param>
    public MlflowClient(HttpClient client, MlflowOptions options, TimeProvider clock, Func<double>? random = null)
    {
        _http = new MlflowHttp(client, options, clock);
        _patience = new Patience(options, clock, random ?? Random.Shared.NextDouble);
        Server = options.Server;
    }

    /// <summary>The server's address.</summary>
    public Uri Server { get; }

    /// <summary>The id of the experiment of that name, which is created when there is none.</summary>
    /// <exception cref="MlflowException">The server refuses, cannot be reached, or has deleted the experiment.</exception>
    public Task<string> EnsureExperimentAsync(string name, CancellationToken cancellationToken = default) => RepeatAsync(async token =>
    {
        if (await FindExperimentAsync(name, token).ConfigureAwait(false) is { } known)
            return known;
        try
        {
            var created = await _http.SendAsync(HttpMethod.Post, "experiments/create", new JsonObject { ["name"] = name }, token).ConfigureAwait(false);
            return created.Text("experiment_id");
        }
        catch (MlflowException fault) when (fault.Exists)
        {
            // Somebody else was faster.
            return await FindExperimentAsync(name, token).ConfigureAwait(false)
                ?? throw new MlflowException($"The experiment '{name}' exists on {Server} but cannot be found: {fault.Message}", inner: fault);
        }
    }, cancellationToken);

    /// <summary>The run that carries <paramref name="tag"/> in <see cref="RunTag"/>, created when there is none.</summary>
    public Task<MlflowRun> EnsureRunAsync(
        string experimentId, string tag, string name, DateTimeOffset start, CancellationToken cancellationToken = default) => RepeatAsync(async token =>
    {
        if (await FindRunAsync(experimentId, tag, token).ConfigureAwait(false) is { } known)
            return known;
        var created = await _http.SendAsync(HttpMethod.Post, "runs/create", new JsonObject
        {
            ["experiment_id"] = experimentId,
            ["run_name"] = name,
            ["start_time"] = start.ToUnixTimeMilliseconds(),
            ["tags"] = new JsonArray(new JsonObject { ["key"] = RunTag, ["value"] = tag }),
        }, token).ConfigureAwait(false);
        return Run(created.Member("run"));
    }, cancellationToken);

    /// <summary>Finds out whether files of an experiment's runs can be sent at all, before a run is made there.</summary>
    /// <exception cref="MlflowException">They do not go through the server, or it cannot be reached.</exception>
    public async Task CheckArtifactsAsync(string experimentId, CancellationToken cancellationToken = default)
    {
        var found = await GetAsync("experiments/get", cancellationToken, ("experiment_id", experimentId)).ConfigureAwait(false);
        if (found.Member("experiment").TextOrNull("artifact_location") is { Length: > 0 } location)
            ArtifactAddress.Proxied(location);
    }

    /// <summary>Logs parameters, tags and metrics in as many requests as the server's limits ask for. Repeating it changes nothing.</summary>
    public async Task LogAsync(
        string runId,
        IReadOnlyDictionary<string, string> parameters,
        IReadOnlyDictionary<string, string> tags,
        IReadOnlyList<MetricPoint> metrics,
        CancellationToken cancellationToken = default)
    {
        foreach (var batch in LogBatches.Of(runId, parameters, tags, metrics))
            await LogAsync(batch, cancellationToken).ConfigureAwait(false);
    }

    // A batch that the server has in part, as from an older version of this program, is halved until what is new in it has arrived.
    private async Task LogAsync(JsonObject batch, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(HttpMethod.Post, "runs/log-batch", batch, cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException fault) when (fault.IsRepeated)
        {
            foreach (var half in LogBatches.Halves(batch))
                await LogAsync(half, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Records the data that went into a run.</summary>
    public Task LogInputsAsync(string runId, IReadOnlyList<DataInput> inputs, CancellationToken cancellationToken = default) =>
        inputs.Count == 0
            ? Task.CompletedTask
            : SendAsync(HttpMethod.Post, "runs/log-inputs", new JsonObject
            {
                ["run_id"] = runId,
                ["datasets"] = new JsonArray([.. inputs.Select(Dataset)]),
            }, cancellationToken);

    /// <summary>Ends a run.</summary>
    public Task EndRunAsync(string runId, RunStatus status, DateTimeOffset end, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, "runs/update", new JsonObject
        {
            ["run_id"] = runId,
            ["status"] = status.ToString().ToUpperInvariant(),
            ["end_time"] = end.ToUnixTimeMilliseconds(),
        }, cancellationToken);

    /// <summary>Keeps a file below an artifact address that the server gave.</summary>
    /// <exception cref="MlflowException">The address does not go through the server, or the server refuses.</exception>
    public Task PutArtifactAsync(string artifactUri, string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var address = $"{ArtifactAddress.Proxied(artifactUri)}/{ArtifactPath.Checked(path)}";
        return RepeatAsync(async token =>
        {
            await _http.PutArtifactAsync(address, content, token).ConfigureAwait(false);
            return true;
        }, cancellationToken);
    }

    /// <summary>Reads a file below an artifact address that the server gave.</summary>
    /// <exception cref="MlflowException">There is no such file, or it cannot be reached.</exception>
    public Task<byte[]> GetArtifactAsync(string artifactUri, string path, CancellationToken cancellationToken = default)
    {
        var address = $"{ArtifactAddress.Proxied(artifactUri)}/{ArtifactPath.Checked(path)}";
        return RepeatAsync(token => _http.GetArtifactAsync(address, token), cancellationToken);
    }

    /// <summary>The run of that id.</summary>
    public async Task<MlflowRun> GetRunAsync(string runId, CancellationToken cancellationToken = default)
    {
        var found = await RepeatAsync(token => _http.GetAsync("runs/get", token, ("run_id", runId)), cancellationToken).ConfigureAwait(false);
        return Run(found.Member("run"));
    }

    internal Task<JsonObject> SendAsync(HttpMethod method, string call, JsonObject body, CancellationToken cancellationToken) =>
        RepeatAsync(token => _http.SendAsync(method, call, (JsonObject)body.DeepClone(), token), cancellationToken);

    internal Task<JsonObject> GetAsync(string call, CancellationToken cancellationToken, params (string Key, string Value)[] query) =>
        RepeatAsync(token => _http.GetAsync(call, token, query), cancellationToken);

    /// <summary>Repeats <paramref name="attempt"/>, which must look for what it creates before it creates it.</summary>
    internal Task<T> RepeatAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken) =>
        _patience.RunAsync(attempt, cancellationToken);

    internal MlflowHttp Once => _http;

    private async Task<string?> FindExperimentAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var found = (await _http.GetAsync("experiments/get-by-name", cancellationToken, ("experiment_name", name)).ConfigureAwait(false)).Member("experiment");
            return found.TextOrNull("lifecycle_stage") == "deleted"
                ? throw new MlflowException($"The experiment '{name}' was deleted on {Server}. Restore it there, or choose another name.")
                : found.Text("experiment_id");
        }
        catch (MlflowException fault) when (fault.IsMissing)
        {
            return null;
        }
    }

    private async Task<MlflowRun?> FindRunAsync(string experimentId, string tag, CancellationToken cancellationToken)
    {
        var found = await _http.SendAsync(HttpMethod.Post, "runs/search", new JsonObject
        {
            ["experiment_ids"] = new JsonArray(experimentId),
            ["filter"] = $"tags.`{RunTag}` = '{tag.Replace("'", "", StringComparison.Ordinal)}'",
            ["max_results"] = 1,
        }, cancellationToken).ConfigureAwait(false);
        return found.List("runs") is [var run, ..] ? Run(run) : null;
    }

    private static MlflowRun Run(JsonNode? run)
    {
        var info = run.Member("info");
        return new MlflowRun(info.Text("run_id"), info.Text("experiment_id"), info.Text("artifact_uri"), info.Text("status"));
    }

    private static JsonObject Dataset(DataInput input)
    {
        var dataset = new JsonObject
        {
            ["name"] = input.Name,
            ["digest"] = input.Digest.Length > MlflowNames.LongestDigest ? input.Digest[..MlflowNames.LongestDigest] : input.Digest,
            ["source_type"] = "local",
            // Strings that hold JSON: so the server wants it.
            ["source"] = new JsonObject { ["uri"] = input.Source }.ToJsonString(MlflowHttp.Json),
        };
        if (input.Rows is { } rows)
            dataset["profile"] = string.Create(CultureInfo.InvariantCulture, $$"""{"num_rows": {{rows}}}""");
        return new JsonObject
        {
            ["tags"] = new JsonArray(new JsonObject { ["key"] = "mlflow.data.context", ["value"] = input.Context }),
            ["dataset"] = dataset,
        };
    }
}

/// <summary>A run on a server.</summary>
/// <param name="RunId">The server's own id.</param>
/// <param name="ExperimentId">The experiment it belongs to.</param>
/// <param name="ArtifactUri">Where its files are.</param>
/// <param name="Status">In MLflow's words, as <c>FINISHED</c>.</param>
public sealed record MlflowRun(string RunId, string ExperimentId, string ArtifactUri, string Status);
