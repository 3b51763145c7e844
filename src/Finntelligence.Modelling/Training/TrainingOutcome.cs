using System.Collections.Immutable;
using Finntelligence.Histories.Files;
using Finntelligence.Modelling.Fitting;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Modelling.Training;

/// <summary>What a training made.</summary>
/// <param name="Run">The run it is recorded as.</param>
/// <param name="History">What was learned from.</param>
/// <param name="Models">In the order in which they were registered.</param>
/// <param name="IsFirst">Whether nothing is in production.</param>
public sealed record TrainingOutcome(string Run, TrainingHistory History, ImmutableArray<TrainedVersion> Models, bool IsFirst)
{
    /// <summary>Where the winners stand and what is next, for a person.</summary>
    /// <param name="command">The command that promotes both.</param>
    public string Said(string command) =>
        ModelVersions.Said([.. Models.Where(m => m.GoesOn).Select(m => m.Registration)], IsFirst, History.IsSimulated, command);
}

/// <summary>A fitted model and its place in the registry.</summary>
/// <param name="Fit">The model.</param>
/// <param name="Registration">Its version.</param>
/// <param name="GoesOn">Whether it won among those of its kind that keep the product's promises.</param>
public sealed record TrainedVersion(ModelFit Fit, Registration Registration, bool GoesOn);
