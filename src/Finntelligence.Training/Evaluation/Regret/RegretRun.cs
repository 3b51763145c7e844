using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Training.Evaluation.Results;

namespace Finntelligence.Training.Evaluation.Regret;

/// <summary>Measures on the simulated twin how far the shipped policy is from the best there is.</summary>
internal static class RegretRun
{
    /// <summary>Rows of history, ascending, that take half a minute on two cores.</summary>
    public static readonly ImmutableArray<int> Sizes = [2_000, 10_000, 50_000];

    /// <summary>Up to a million rows.</summary>
    public static readonly ImmutableArray<int> FullSizes = [2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000];

    /// <summary>Trains at every size, with and without constraints, and offers with and without the support guard.</summary>
    /// <param name="product">The product that the twin is of.</param>
    /// <param name="sizes">Rows of history.</param>
    /// <param name="seed">Of the twin and the models.</param>
    /// <param name="threads">0 for one per core; no influence on the result.</param>
    /// <param name="time">Measures how long a training takes.</param>
    /// <param name="progress">Share done, in [0, 1].</param>
    /// <param name="cancellation">Checked often.</param>
    public static RegretResult Run(
        ProductDefinition product, ImmutableArray<int> sizes, ulong seed, int threads, TimeProvider time,
        IProgress<double> progress, CancellationToken cancellation) =>
        throw new NotImplementedException("In the making.");
}
