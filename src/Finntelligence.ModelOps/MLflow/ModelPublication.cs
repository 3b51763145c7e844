using Finntelligence.ModelOps.Experiments;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>
/// Registers the models that a run made, its artifacts <c>&lt;kind&gt;/model.zip</c>, in MLflow's registry, by the rule of the local
/// one: they become production when nothing is yet, else staging. Repeating it changes nothing.
/// </summary>
public sealed class ModelPublication(LocalExperimentStore store, MlflowModelRegistry registry)
{
    private const string ModelName = "model.zip";

    /// <summary>Registers the models of a run that ended well.</summary>
    /// <exception cref="MlflowException">The server refuses or cannot be reached.</exception>
    public async Task PublishAsync(RunRecord run, MlflowRun remote, CancellationToken cancellationToken = default)
    {
        if (run.Status != RunStatus.Finished)
            return;
        var versions = new List<MlflowModelVersion>();
        foreach (var artifact in run.Artifacts)
        {
            if (artifact.Path.Split('/') is [var kind, ModelName])
                versions.Add(await RegisterAsync(run, remote, kind, artifact, cancellationToken).ConfigureAwait(false));
        }
        await AnnounceAsync(versions, cancellationToken).ConfigureAwait(false);
    }

    private Task<MlflowModelVersion> RegisterAsync(
        RunRecord run, MlflowRun remote, string kind, RunArtifact model, CancellationToken cancellationToken)
    {
        RegistryNames.CheckKind(kind);
        var files = run.Artifacts.Where(artifact => artifact.Path == model.Path || artifact.Path == $"{kind}/{MlModelFile.FileName}")
            .ToDictionary(artifact => artifact.Path[(kind.Length + 1)..], artifact => store.ReadArtifact(run.Id, artifact));
        var tags = new Dictionary<string, string> { [MlflowClient.RunTag] = run.Id };
        return registry.RegisterAsync(ModelUri.NameOf(run.Experiment, kind), remote.RunId, ModelName, files, model.Sha256, tags, cancellationToken);
    }

    private async Task AnnounceAsync(IReadOnlyList<MlflowModelVersion> versions, CancellationToken cancellationToken)
    {
        var production = await CurrentAsync(versions, RegistryNames.Production, cancellationToken).ConfigureAwait(false);
        // A model that is production already, as after an attempt that died half-way, is one with those that are not yet.
        var isFirst = versions.Zip(production).All(pair => pair.Second is null || pair.Second == pair.First.Version);
        var alias = isFirst ? RegistryNames.Production : RegistryNames.Staging;
        var current = isFirst ? production : await CurrentAsync(versions, alias, cancellationToken).ConfigureAwait(false);
        foreach (var (version, known) in versions.Zip(current))
        {
            // A run that waited long to be sent must not take the alias from a later one. One that has it gets it again, with its stage.
            if (known is null || known <= version.Version)
                await registry.SetAliasAsync(version.Name, alias, version.Version, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<int?[]> CurrentAsync(IReadOnlyList<MlflowModelVersion> versions, string alias, CancellationToken cancellationToken)
    {
        var current = new int?[versions.Count];
        for (var i = 0; i < current.Length; i++)
            current[i] = (await registry.ResolveAsync(versions[i].Name, alias, cancellationToken).ConfigureAwait(false))?.Version;
        return current;
    }
}
