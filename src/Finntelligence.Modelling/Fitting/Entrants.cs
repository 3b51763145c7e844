using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Products;

namespace Finntelligence.Modelling.Fitting;

/// <summary>Who competes for a model.</summary>
/// <param name="Trainers">Those who can.</param>
/// <param name="LeftOut">One sentence for each that cannot on this machine.</param>
internal sealed record Entrants(ImmutableArray<ITrainer> Trainers, ImmutableArray<string> LeftOut)
{
    /// <summary>The trainer asked for; else the one that the product names; else all.</summary>
    /// <param name="model">What product.json says of the model.</param>
    /// <param name="asked">A trainer's name, <see cref="Fitting.Trainers.Both"/>, or null.</param>
    /// <param name="unavailable">Why a trainer cannot work here; null where it can.</param>
    /// <exception cref="RequestFaultException">The only one wanted cannot train here.</exception>
    public static Entrants Of(ModelDefinition model, string? asked, Func<ITrainer, string?> unavailable)
    {
        var name = asked ?? model.Trainer ?? Fitting.Trainers.Both;
        ITrainer[] wanted = [.. Fitting.Trainers.All.Where(trainer => name == Fitting.Trainers.Both || trainer.Name == name)];
        ITrainer[] able = [.. wanted.Where(trainer => unavailable(trainer) is null)];
        if (able.Length == 0)
            throw new RequestFaultException($"{wanted[0].Name} was asked for and cannot train here: {unavailable(wanted[0])}.");
        return new Entrants([.. able], [.. wanted.Except(able).Select(trainer => $"{trainer.Name} is left out: {unavailable(trainer)}.")]);
    }
}
