using System.Collections.Immutable;

namespace Finntelligence.Modelling.Fitting;

/// <summary>The best model of each trainer, of one kind, and the one that goes on.</summary>
/// <param name="Fits">One for each trainer that competed.</param>
/// <param name="Winner">Of those that keep the product's promises, the one with the lower log-loss out of fold; null when none keeps them.</param>
internal sealed record Tournament(ImmutableArray<ModelFit> Fits, ModelFit? Winner)
{
    /// <summary>Compares the models. At equal loss the earlier one wins.</summary>
    public static Tournament Of(ImmutableArray<ModelFit> fits) =>
        new(fits, fits.Where(fit => fit.Promises.AreKept).MinBy(fit => fit.LogLoss));
}
