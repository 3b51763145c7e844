using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Trees.Training.FastTree;

namespace Finntelligence.Modelling.Fitting;

/// <summary>The trainers there are.</summary>
internal static class Trainers
{
    /// <summary>In the order in which their models are registered.</summary>
    public static ImmutableArray<ITrainer> All { get; } = [new MonotoneFastTreeEntrant(), new FastTreeEntrant()];

    /// <summary>The trainer of a name.</summary>
    public static ITrainer Of(string name) =>
        All.FirstOrDefault(trainer => trainer.Name == name)
        ?? throw new InvalidModelException($"There is no trainer {name}; there are {string.Join(" and ", TrainerNames.All)}.");

    /// <summary>Why a trainer cannot work on this machine; null where it can.</summary>
    public static string? Unavailable(ITrainer trainer) => trainer.Name == TrainerNames.FastTree ? FastTreeTraining.Unavailable : null;
}
