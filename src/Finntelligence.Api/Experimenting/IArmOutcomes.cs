using Finntelligence.Experiments.Realised;

namespace Finntelligence.Api.Experimenting;

/// <summary>Knows what came of an experiment's decisions.</summary>
internal interface IArmOutcomes
{
    /// <summary>Every decision of all versions that have the salt of the current one, with its profit to date.</summary>
    /// <param name="running">Whose.</param>
    /// <param name="asOf">When profit is counted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<IReadOnlyList<ArmOutcome>> OfAsync(RunningExperiment running, DateTimeOffset asOf, CancellationToken cancellationToken);
}
