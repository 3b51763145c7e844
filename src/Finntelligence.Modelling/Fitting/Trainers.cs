using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Training.FastTree;

namespace Finntelligence.Modelling.Fitting;

/// <summary>The trainers there are.</summary>
public static class Trainers
{
    /// <summary>The word for all of them, where one is asked for by name.</summary>
    public const string Both = "both";

    /// <summary>In the order in which their models are registered.</summary>
    public static ImmutableArray<ITrainer> All { get; } = [new MonotoneFastTreeEntrant(), new FastTreeEntrant()];

    /// <summary>The trainer of a name.</summary>
    public static ITrainer Of(string name) =>
        All.FirstOrDefault(trainer => trainer.Name == name)
        ?? throw new InvalidModelException($"There is no trainer {name}; there are {string.Join(" and ", TrainerNames.All)}.");

    /// <summary>Why a trainer cannot work on this machine; null where it can.</summary>
    public static string? Unavailable(ITrainer trainer) => trainer.Name == TrainerNames.FastTree ? FastTreeTraining.Unavailable : null;
}
