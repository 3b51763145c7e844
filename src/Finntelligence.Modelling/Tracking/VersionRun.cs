using Finntelligence.Foundation.Output;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.MLflow;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Modelling.Tracking;

/// <summary>
/// A version that was made without a training, as a rate card is, as a run: so it comes to the registry of an MLflow server as the models of a training
/// do, and what cannot be sent now is sent later.
/// </summary>
public static class VersionRun
{
    /// <summary>Records it and sends it.</summary>
    /// <param name="surroundings">Names the server.</param>
    /// <param name="workspace">Where runs lie.</param>
    /// <param name="reporter">Is told of both.</param>
    /// <param name="product">Whose version it is.</param>
    /// <param name="command">What made it.</param>
    /// <param name="code">The code that made it.</param>
    /// <param name="version">Already in the registry of files.</param>
    /// <param name="cancellation">Ends the run as killed.</param>
    public static void Record(
        TrackingSurroundings surroundings, Workspace workspace, IReporter reporter, string product, string command, CodeState code, ModelVersion version,
        CancellationToken cancellation) =>
        new RunRecorder(surroundings, workspace, reporter).Record(product, command, code, run =>
        {
            var entry = version.Entry;
            foreach (var (name, value) in entry.Options)
                run.LogParameter($"{version.Kind}/{name}", value);
            foreach (var (name, value) in entry.Metrics.Where(m => double.IsFinite(m.Value)))
                run.LogMetric($"{version.Kind}/{name}", value);
            run.LogArtifact($"{version.Kind}/{ModelFolder.ZipName}", VersionFile.Bytes(version));
            run.LogArtifact($"{version.Kind}/{ModelPublication.NoteName}", RegistryNotes.Write(new VersionInfo(entry.Data, entry.Options, entry.Seed, entry.Library)
            {
                Commit = entry.Commit,
                Metrics = entry.Metrics,
                Tags = entry.Tags,
                Created = entry.Created,
                RunId = run.Id,
            }));
            run.SetTag($"{version.Kind}/version", entry.ToString());
            return true;
        }, cancellation);
}
