using System.Collections.Immutable;
using Finntelligence.Trees;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Modelling.Identification;

/// <summary>
/// The density of the rate given the applicant: rate = mean(applicant) + scale(applicant) × rest, mean and scale by cross-fitting, the rest's density by
/// kernels. A row's mean and scale come from fits that did not see it.
/// </summary>
internal sealed class ConditionalRates
{
    // A scale of next to nothing would make a density of next to infinity out of rounding.
    private const double LeastScale = 0.02;
    private const int Points = 512;

    private readonly ResidualDensity _density;

    private ConditionalRates(double[] rates, double[] means, CrossFittedMean mean, CrossFittedMean scale, double floor)
    {
        Rates = rates;
        Means = means;
        Mean = mean;
        Scale = scale;
        Floor = floor;
        Scales = [.. scale.OutOfFold.Select(s => Math.Max(s, floor))];
        Rests = [.. rates.Select((rate, i) => (rate - means[i]) / Scales[i])];
        _density = new ResidualDensity(Rests);
        Spread = Deviation(rates);
        Left = Deviation([.. rates.Select((rate, i) => rate - means[i])]);
    }

    public double[] Rates { get; }

    /// <summary>Each row's mean given its applicant.</summary>
    public double[] Means { get; }

    /// <summary>The same by trees alone.</summary>
    public CrossFittedMean Mean { get; }

    /// <summary>Of the absolute distance from the mean.</summary>
    public CrossFittedMean Scale { get; }

    /// <summary>Least scale.</summary>
    public double Floor { get; }

    public double[] Scales { get; }

    /// <summary>(rate − mean) ÷ scale.</summary>
    public double[] Rests { get; }

    /// <summary>Standard deviation of the rate.</summary>
    public double Spread { get; }

    /// <summary>Standard deviation of the rate less its mean given the applicant.</summary>
    public double Left { get; }

    /// <summary>R² out of fold.</summary>
    public double Explained => 1 - SquareError() / (Spread * Spread);

    /// <summary>Fits it by trees alone, which serving can carry; null where all rates are the same.</summary>
    public static ConditionalRates? Fit(
        ImmutableArray<FeatureSpec> features, RowValues values, double[] rates, int[] folds, ulong seed, int threads, CancellationToken cancellation)
    {
        if (rates.Max() == rates.Min())
            return null;
        var mean = CrossFittedMean.Fit(features, values, rates, folds, seed, threads, cancellation);
        return Of(features, values, rates, mean, mean.OutOfFold, folds, seed, threads, cancellation);
    }

    /// <summary>The same with the best mean that can be had (<see cref="RefinedMean"/>).</summary>
    public ConditionalRates Refined(ApplicantRows applicants, int[] folds, ulong seed, int threads, CancellationToken cancellation)
    {
        var means = RefinedMean.Of(
            applicants, Rates, folds, Mean.OutOfFold,
            targets => CrossFittedMean.Fit(applicants.Features, applicants.Values, targets, folds, seed, threads, cancellation).OutOfFold,
            Cores.Of(threads, cancellation));
        return Of(applicants.Features, applicants.Values, Rates, Mean, means, folds, seed, threads, cancellation);
    }

    private static ConditionalRates Of(
        ImmutableArray<FeatureSpec> features, RowValues values, double[] rates, CrossFittedMean mean, double[] means, int[] folds, ulong seed, int threads,
        CancellationToken cancellation)
    {
        double[] distances = [.. rates.Select((rate, i) => Math.Abs(rate - means[i]))];
        var scale = CrossFittedMean.Fit(features, values, distances, folds, seed, threads, cancellation);
        var floor = Math.Max(LeastScale * distances.Average(), 1e-9 * (rates.Max() - rates.Min()));
        return new ConditionalRates(rates, means, mean, scale, floor);
    }

    /// <summary>Density of a rate for a row's applicant.</summary>
    public double Density(int row, double rate) => _density.At((rate - Means[row]) / Scales[row]) / Scales[row];

    /// <summary>The density of the rate over all applicants, as the mean of their own: on a grid, to be read between its points.</summary>
    /// <param name="parallel">Of its loop.</param>
    public (double[] Grid, double[] Density) Marginal(ParallelOptions parallel)
    {
        double low = Rates.Min(), step = (Rates.Max() - low) / (Points - 1);
        double[] grid = [.. Enumerable.Range(0, Points).Select(g => low + (g * step))];
        var density = new double[Points];
        Parallel.For(0, Points, parallel, g =>
        {
            var sum = 0.0;
            for (var i = 0; i < Rates.Length; i++)
                sum += Density(i, grid[g]);
            density[g] = sum / Rates.Length;
        });
        return (grid, density);
    }

    private double SquareError()
    {
        var sum = 0.0;
        for (var i = 0; i < Rates.Length; i++)
            sum += (Rates[i] - Means[i]) * (Rates[i] - Means[i]);
        return sum / Rates.Length;
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }
}
