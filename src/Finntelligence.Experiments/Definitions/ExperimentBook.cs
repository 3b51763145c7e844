using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Loading;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Experiments.Definitions;

/// <summary>The experiments of a workspace's products.</summary>
/// <param name="workspace">Where things lie.</param>
/// <param name="time">When something is changed.</param>
public sealed class ExperimentBook(Workspace workspace, TimeProvider time)
{
    /// <summary>A product's experiment.</summary>
    /// <exception cref="RequestFaultException">It has none.</exception>
    /// <exception cref="InvalidExperimentException">The file has faults.</exception>
    public PricingExperiment Find(string product)
    {
        string path = ExperimentFile.PathOf(workspace, product);
        return ExperimentFile.Find(path, ProductLoader.Load(workspace.ProductFile(product)))
            ?? throw new RequestFaultException($"There is no {path}, so no experiment runs.");
    }

    /// <summary>Stops or starts it; see <see cref="ExperimentFile.Change"/>.</summary>
    /// <exception cref="RequestFaultException">It has none, or is in that state.</exception>
    public PricingExperiment Change(string product, ExperimentState state, string by, string why) => ExperimentFile.Change(
        ExperimentFile.PathOf(workspace, product), ProductLoader.Load(workspace.ProductFile(product)), state, time.GetUtcNow(), by, why);
}
