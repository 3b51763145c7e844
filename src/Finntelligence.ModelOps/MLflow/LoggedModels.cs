using System.Text.Json.Nodes;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>MLflow 3's logged models: a model's files with an id of their own. 2.x does not know them.</summary>
internal sealed class LoggedModels(MlflowClient server)
{
    /// <summary>Logs a model of a run and links it to the run. Null on a 2.x server.</summary>
    public async Task<LoggedModel?> LogAsync(
        string name, MlflowRun run, string sha256, IReadOnlyDictionary<string, byte[]> files, CancellationToken cancellationToken)
    {
        LoggedModel model;
        try
        {
            model = await EnsureAsync(name, run, sha256, cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException fault) when (fault.IsUnknownCall)
        {
            return null;
        }
        var place = new ModelPlace(model.ArtifactUri, run.RunId, model.ModelId);
        foreach (var (path, content) in files)
        {
            await server.PutArtifactAsync(model.ArtifactUri, path, path == MlModelFile.FileName ? MlModelFile.At(content, place) : content, cancellationToken)
                .ConfigureAwait(false);
        }
        await LinkAsync(run.RunId, model.ModelId, cancellationToken).ConfigureAwait(false);
        await server.SendAsync(HttpMethod.Patch, $"logged-models/{Uri.EscapeDataString(model.ModelId)}", new JsonObject
        {
            ["model_id"] = model.ModelId,
            ["status"] = "LOGGED_MODEL_READY",
        }, cancellationToken).ConfigureAwait(false);
        return model;
    }

    /// <summary>Where a logged model's files are.</summary>
    public async Task<string> AddressAsync(string modelId, CancellationToken cancellationToken)
    {
        var found = await server.GetAsync($"logged-models/{Uri.EscapeDataString(modelId)}", cancellationToken).ConfigureAwait(false);
        return Read(found.Member("model")).ArtifactUri;
    }

    // The server keeps a link once and refuses it a second time, so it is looked for first.
    private Task LinkAsync(string runId, string modelId, CancellationToken cancellationToken) => server.RepeatAsync(async token =>
    {
        var run = await server.Once.GetAsync("runs/get", token, ("run_id", runId)).ConfigureAwait(false);
        if (run.Member("run").Member("outputs").List("model_outputs").Any(output => output.TextOrNull("model_id") == modelId))
            return true;
        await server.Once.SendAsync(HttpMethod.Post, "runs/outputs", new JsonObject
        {
            ["run_id"] = runId,
            ["models"] = new JsonArray(new JsonObject { ["model_id"] = modelId, ["step"] = 0 }),
        }, token).ConfigureAwait(false);
        return true;
    }, cancellationToken);

    private Task<LoggedModel> EnsureAsync(string name, MlflowRun run, string sha256, CancellationToken cancellationToken) =>
        server.RepeatAsync(async token =>
        {
            var found = await server.Once.SendAsync(HttpMethod.Post, "logged-models/search", new JsonObject
            {
                ["experiment_ids"] = new JsonArray(run.ExperimentId),
                // The same bytes may come from several runs; each has its own logged model.
                ["filter"] = $"source_run_id = '{run.RunId}' AND tags.`{MlflowModelRegistry.Sha256Tag}` = '{sha256}'",
                ["max_results"] = 1,
            }, token).ConfigureAwait(false);
            if (found.List("models") is [var known, ..])
                return Read(known);
            var created = await server.Once.SendAsync(HttpMethod.Post, "logged-models", new JsonObject
            {
                ["experiment_id"] = run.ExperimentId,
                ["name"] = MlflowNames.LoggedModel(name),
                ["source_run_id"] = run.RunId,
                ["tags"] = new JsonArray(new JsonObject { ["key"] = MlflowModelRegistry.Sha256Tag, ["value"] = sha256 }),
            }, token).ConfigureAwait(false);
            return Read(created.Member("model"));
        }, cancellationToken);

    private static LoggedModel Read(JsonNode? model) =>
        new(model.Member("info").Text("model_id"), model.Member("info").Text("artifact_uri"));
}

/// <param name="ModelId">As <c>m-…</c>.</param>
/// <param name="ArtifactUri">Where its files are.</param>
internal sealed record LoggedModel(string ModelId, string ArtifactUri);
