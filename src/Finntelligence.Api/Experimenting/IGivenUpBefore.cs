using Finntelligence.Experiments.Definitions;

namespace Finntelligence.Api.Experimenting;

/// <summary>Knows what an experiment has given up before this process began.</summary>
internal interface IGivenUpBefore
{
    /// <summary>Expected profit given up by all versions that have the salt of the current one.</summary>
    /// <param name="experiment">Whose.</param>
    /// <param name="today">UTC.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<(double InAll, double Today)> OfAsync(PricingExperiment experiment, DateOnly today, CancellationToken cancellationToken);
}
