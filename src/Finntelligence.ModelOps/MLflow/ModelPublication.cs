using System.Globalization;
using System.Text;
using Finntelligence.ModelOps.Experiments;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>
/// Registers the models that a run made, its artifacts <c>&lt;kind&gt;/model.zip</c>, in MLflow's registry, by the rule of the local
/// one: they become staging, and what is production already is left alone. Repeating it changes nothing.
/// </summary>
public sealed class ModelPublication(LocalExperimentStore store, MlflowModelRegistry registry, TimeProvider clock) : IRunPublication
{
    /// <summary>What a run keeps beside a model, and the version carries as a tag: its <see cref="VersionInfo"/> by <see cref="RegistryNotes"/>.</summary>
    public const string NoteName = "version.json";

    internal const string SizeTag = "finntelligence.size";

    /// <inheritdoc/>
    public bool Sends(RunRecord run, RunArtifact artifact) =>
        run.Status == RunStatus.Finished && artifact.Path.Split('/') is [var kind, var name] && ModelFolder.Holds(name)
        && run.Artifacts.Any(model => model.Path == $"{kind}/{ModelFolder.ZipName}");

    /// <summary>Registers the models of a run that ended well.</summary>
    /// <exception cref="MlflowException">The server refuses or cannot be reached.</exception>
    public async Task PublishAsync(RunRecord run, MlflowRun remote, CancellationToken cancellationToken = default)
    {
        if (run.Status != RunStatus.Finished)
            return;
        var targets = new List<AliasTarget>();
        foreach (var artifact in run.Artifacts)
        {
            if (artifact.Path.Split('/') is [var kind, ModelFolder.ZipName])
                targets.Add(await RegisterAsync(run, remote, kind, artifact, cancellationToken).ConfigureAwait(false));
        }
        if (targets.Count > 0)
            await AnnounceAsync(run.Experiment, targets, cancellationToken).ConfigureAwait(false);
    }

    private async Task<AliasTarget> RegisterAsync(
        RunRecord run, MlflowRun remote, string kind, RunArtifact model, CancellationToken cancellationToken)
    {
        RegistryNames.CheckKind(kind);
        var files = run.Artifacts.Where(artifact => artifact.Path.Split('/') is [var folder, var name] && folder == kind && ModelFolder.Holds(name))
            .ToDictionary(artifact => artifact.Path[(kind.Length + 1)..], artifact => store.ReadArtifact(run.Id, artifact));
        var tags = new Dictionary<string, string>
        {
            [MlflowClient.RunTag] = run.Id,
            [SizeTag] = model.Size.ToString(CultureInfo.InvariantCulture),
        };
        if (run.Artifacts.FirstOrDefault(artifact => artifact.Path == $"{kind}/{NoteName}") is { } note)
            tags[MlflowProductModels.VersionTag] = Encoding.UTF8.GetString(store.ReadArtifact(run.Id, note));
        var version = await registry.RegisterAsync(
            ModelUri.NameOf(run.Experiment, kind), remote.RunId, ModelFolder.ZipName, files, model.Sha256, tags, cancellationToken).ConfigureAwait(false);
        return new AliasTarget(kind, version.Version);
    }

    private async Task AnnounceAsync(string product, IReadOnlyList<AliasTarget> targets, CancellationToken cancellationToken)
    {
        var models = new MlflowProductModels(registry, product, [.. targets.Select(target => target.Kind)], clock);
        var state = await models.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (targets.All(target => Current(target, RegistryNames.Production) == target.Version))
            return;
        // A run that waited long to be sent must not take the alias from a later one. One that has it gets it again, with its stage.
        AliasTarget[] moving = [.. targets.Where(target => Current(target, RegistryNames.Staging) is not { } known || known <= target.Version)];
        if (moving.Length > 0)
            await models.MoveAsync(RegistryNames.Staging, moving, "trained", forced: false, cancellationToken).ConfigureAwait(false);

        int? Current(AliasTarget target, string name) => state.Kind(target.Kind).Aliases.TryGetValue(name, out var version) ? version : null;
    }
}
