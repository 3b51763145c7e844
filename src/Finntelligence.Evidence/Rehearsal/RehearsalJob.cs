using Finntelligence.Evidence.Rehearsed;
using Finntelligence.Foundation.Output;
using Finntelligence.Lending.Loading;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Evidence.Rehearsal;

/// <summary>Rehearses price experiments on the second twin and writes models/&lt;product&gt;/experiment-rehearsal.json and .html.</summary>
/// <param name="workspace">Where things lie.</param>
/// <param name="reporter">Is told how far it is.</param>
public sealed class RehearsalJob(Workspace workspace, IReporter reporter)
{
    /// <summary>Does it.</summary>
    /// <param name="product">The product.</param>
    /// <param name="settings">How the lenders live.</param>
    /// <param name="seeds">Lives of each kind.</param>
    /// <param name="seed">Of the first.</param>
    /// <param name="threads">0 for one per core; no influence on the result.</param>
    /// <param name="cancellation">Checked often; nothing is written then.</param>
    public RehearsalOutcome Run(string product, RehearsalSettings settings, int seeds, ulong seed, int threads, CancellationToken cancellation)
    {
        var definition = ProductLoader.Load(workspace.ProductFile(product));
        var result = reporter.Track("Living", progress => RehearsalRun.Run(
            definition, settings, seeds, seed, threads > 0 ? threads : Environment.ProcessorCount, progress, cancellation));
        string json = RehearsalFile.PathOf(workspace, product);
        string page = Path.ChangeExtension(json, ".html");
        RehearsalFile.Write(json, result);
        AtomicFile.WriteAllText(page, RehearsalPage.Of(definition.Title, result));
        return new RehearsalOutcome(result, json, page);
    }
}

/// <summary>What came of it.</summary>
public sealed record RehearsalOutcome(RehearsalResult Result, string Path, string Page);
