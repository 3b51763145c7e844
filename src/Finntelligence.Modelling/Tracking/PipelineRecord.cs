using Finntelligence.Foundation.Output;
using Finntelligence.ModelOps.Dvc;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Modelling.Tracking;

/// <summary>Keeps dvc.lock true: after a command did the work of a stage of dvc.yaml, the stage's record is written anew.</summary>
public sealed class PipelineRecord(Workspace workspace, TimeProvider time, IReporter reporter)
{
    /// <summary>
    /// Records a stage of a product, if there is one and it is what has just been done. A fault is a warning: the work is done. The stage is the
    /// one with the product's name behind its own ("train-car-loan"), else the one with its own alone.
    /// </summary>
    /// <param name="work">The stage's own name.</param>
    /// <param name="product">The product's name.</param>
    /// <param name="reads">Full paths that were read; the stage must depend on all of them.</param>
    /// <param name="writes">Full paths that were written; the stage must make all of them.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <param name="unlike">How what was done differs from the stage's command; null when it does not.</param>
    public void Update(
        string work, string product, IReadOnlyList<string> reads, IReadOnlyList<string> writes, CancellationToken cancellation, string? unlike = null)
    {
        string stage = work;
        if (!File.Exists(Path.Combine(workspace.Root, DvcRepository.PipelineName)))
            return;
        try
        {
            var repository = DvcRepository.Open(workspace.Root, time);
            string ofProduct = $"{work}-{product}";
            if ((repository.Stages.FirstOrDefault(s => s.Name == ofProduct) ?? repository.Stages.FirstOrDefault(s => s.Name == work)) is not { } known)
                return;
            stage = known.Name;
            unlike ??= reads.Where(path => !Covers(known.Dependencies, path)).Select(path => $"it does not read {path}")
                .Concat(writes.Where(path => !Covers(known.Outputs.Select(o => o.Path), path)).Select(path => $"it does not make {path}"))
                .FirstOrDefault();
            if (unlike is not null)
            {
                reporter.Status($"The stage {stage} in dvc.lock was left as it was: {unlike}.");
                return;
            }
            repository.Commit(stage, cancellationToken: cancellation);
            reporter.Status($"Recorded in dvc.lock as the stage {stage}.");
        }
        catch (Exception fault) when (fault is DvcException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            reporter.Warning($"The stage {stage} could not be recorded in dvc.lock. {fault.Message}");
        }
    }

    private bool Covers(IEnumerable<string> declared, string path)
    {
        var relative = Path.GetRelativePath(workspace.Root, Path.GetFullPath(path)).Replace('\\', '/');
        return declared.Select(known => known.TrimEnd('/')).Any(known => relative == known || relative.StartsWith(known + "/", StringComparison.Ordinal));
    }
}
