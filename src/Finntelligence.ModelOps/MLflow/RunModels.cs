using System.Text.Json.Nodes;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>Models as MLflow 2 keeps them: folders below a run's artifacts, and a list of them in a tag of the run, for its pages.</summary>
internal sealed class RunModels(MlflowClient server)
{
    private const string ListTag = "mlflow.log-model.history";

    /// <summary>Logs a model of a run.</summary>
    public async Task LogAsync(MlflowRun run, string folder, IReadOnlyDictionary<string, byte[]> files, CancellationToken cancellationToken)
    {
        byte[]? said = null;
        foreach (var (path, content) in files)
        {
            var sent = content;
            if (path == MlModelFile.FileName)
                sent = said = MlModelFile.At(content, new ModelPlace(folder, run.RunId, ModelId: null));
            await server.PutArtifactAsync(run.ArtifactUri, $"{folder}/{path}", sent, cancellationToken).ConfigureAwait(false);
        }
        if (said is not null && MlModelFile.Summary(said) is { } summary)
            await ListAsync(run.RunId, folder, summary, cancellationToken).ConfigureAwait(false);
    }

    // The server adds to the list whatever it is sent, so it is looked at first.
    private Task ListAsync(string runId, string folder, JsonObject summary, CancellationToken cancellationToken) => server.RepeatAsync(async token =>
    {
        var run = await server.Once.GetAsync("runs/get", token, ("run_id", runId)).ConfigureAwait(false);
        if (!IsListed(run.Member("run").Member("data").Pairs("tags").GetValueOrDefault(ListTag), folder))
        {
            await server.Once.SendAsync(HttpMethod.Post, "runs/log-model", new JsonObject
            {
                ["run_id"] = runId,
                ["model_json"] = summary.ToJsonString(MlflowHttp.Json),
            }, token).ConfigureAwait(false);
        }
        return true;
    }, cancellationToken);

    private static bool IsListed(string? list, string folder)
    {
        try
        {
            return list is not null && JsonNode.Parse(list) is JsonArray models
                && models.Any(model => model is JsonObject known && known["artifact_path"]?.ToString() == folder);
        }
        catch (System.Text.Json.JsonException)
        {
            // Somebody else's list: the server has to see what it makes of it.
            return false;
        }
    }
}
