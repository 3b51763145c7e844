using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Products;

namespace Finntelligence.Experiments.Definitions;

/// <summary>pricing-experiment.json cannot be used.</summary>
/// <param name="faults">All of them.</param>
public sealed class InvalidExperimentException(ImmutableArray<Fault> faults)
    : DataFaultException("The price experiment has faults:" + string.Concat(faults.Select(f => $"\n  {(f.Path.Length == 0 ? "$" : f.Path)}: {f.Message}")))
{
    /// <summary>All of them.</summary>
    public ImmutableArray<Fault> Faults { get; } = faults;
}
