using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Evidence.Evaluation.Confounding;

/// <summary>Measures what models learn of a product's market where prices followed risk.</summary>
/// <param name="workspace">Where the product lies.</param>
/// <param name="reporter">Is told how far it is.</param>
public sealed class ConfoundingJob(Workspace workspace, IReporter reporter)
{
    /// <summary>Does it.</summary>
    /// <param name="productName">The product that the market is of.</param>
    /// <param name="rows">Of each history; at least 1,000.</param>
    /// <param name="histories">Of each case; at least 1.</param>
    /// <param name="options">Seed and threads.</param>
    /// <param name="cancellation">Checked often.</param>
    /// <exception cref="RequestFaultException">Too few rows or histories.</exception>
    public ConfoundingResult Run(string productName, int rows, int histories, EvaluationOptions options, CancellationToken cancellation)
    {
        if (histories < 1 || rows < 1000)
            throw new RequestFaultException("--confounding takes 1 or more, --confounding-rows 1,000 or more.");
        ProductDefinition product = ProductLoader.Load(workspace.ProductFile(productName));
        return reporter.Track(
            "Learning from prices that followed risk",
            progress => ConfoundingRun.Run(product, rows, histories, options.Seed, options.Threads, progress, cancellation));
    }
}
