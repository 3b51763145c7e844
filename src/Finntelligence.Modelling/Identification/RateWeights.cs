using Finntelligence.Lending.Models;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Modelling.Identification;

/// <summary>
/// Stabilised weights of the generalised propensity score, f(rate) ÷ f(rate | applicant) (Robins, Hernán and Brumback 2000; Hirano and Imbens
/// 2004): with them the rate no longer goes with the applicant. The first and the last percent are cut to the percentile (Cole and Hernán 2008),
/// which costs a little bias and saves much noise; what imbalance that leaves is taken out by <see cref="EntropyBalance"/>. Their mean is 1.
/// </summary>
internal sealed class RateWeights
{
    private const double Cut = 0.01;
    private const int Applicants = 2000;

    private RateWeights(double[] values, RateNeighbours neighbours)
    {
        Values = values;
        Neighbours = neighbours;
        double sum = values.Sum(), squares = values.Sum(w => w * w);
        EffectiveRows = sum * sum / squares;
    }

    /// <summary>One per row.</summary>
    public double[] Values { get; }

    /// <summary>Kish's effective sample size.</summary>
    public double EffectiveRows { get; }

    /// <summary>How far history reaches for an applicant.</summary>
    public RateNeighbours Neighbours { get; }

    /// <summary>The weights.</summary>
    /// <param name="rates">What is known of the rate given the applicant.</param>
    /// <param name="applicants">Of the rows.</param>
    /// <param name="propensities">
    /// With which each offer was drawn, where the lender drew it and wrote that down: then 1 ÷ these takes the place of what would be estimated; else null.
    /// </param>
    /// <param name="parallel">Of its loops.</param>
    public static RateWeights Of(ConditionalRates rates, ApplicantRows applicants, double[]? propensities, ParallelOptions parallel)
    {
        var (grid, density) = rates.Marginal(parallel);
        var step = grid[1] - grid[0];
        var values = new double[rates.Rates.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var place = (rates.Rates[i] - grid[0]) / step;
            var below = Math.Min((int)place, grid.Length - 2);
            var marginal = density[below] + ((place - below) * (density[below + 1] - density[below]));
            values[i] = propensities is null ? marginal / rates.Density(i, rates.Rates[i]) : 1 / propensities[i];
        }

        double[] sorted = [.. values.Order()];
        double least = sorted[(int)(Cut * (sorted.Length - 1))], greatest = sorted[(int)((1 - Cut) * (sorted.Length - 1))];
        values = [.. values.Select(w => Math.Clamp(w, least, greatest))];
        var mean = values.Average();
        values = EntropyBalance.Of(values, applicants, rates.Means, parallel) ?? [.. values.Select(w => w / mean)];
        return new RateWeights(values, NeighboursOf(rates, grid, density, parallel));
    }

    /// <summary>
    /// What to learn with: the weights, or where a few rows would have all of them, their root that leaves as many rows as a verdict asks for. A model of
    /// a handful of rows would predict nothing.
    /// </summary>
    public double[] ToLearnWith()
    {
        if (EffectiveRows >= IdentificationLimits.FewestNeighbours * Values.Length)
            return Values;
        double low = 0, high = 1;
        double[] rooted = Values;
        for (var round = 0; round < 30; round++)
        {
            var power = (low + high) / 2;
            rooted = [.. Values.Select(w => w > 0 ? PortableMath.Exp(power * PortableMath.Log(w)) : 0)];
            double sum = rooted.Sum(), squares = rooted.Sum(w => w * w);
            if (sum * sum / squares >= IdentificationLimits.FewestNeighbours * Values.Length)
                low = power;
            else
                high = power;
        }

        var mean = rooted.Average();
        return [.. rooted.Select(w => w / mean)];
    }

    private static RateNeighbours NeighboursOf(ConditionalRates rates, double[] grid, double[] marginal, ParallelOptions parallel)
    {
        var every = Math.Max(1, rates.Rates.Length / Applicants);
        var shares = new double[(rates.Rates.Length + every - 1) / every];
        var step = grid[1] - grid[0];
        Parallel.For(0, shares.Length, parallel, a =>
        {
            double mass = 0, squares = 0;
            for (var g = 0; g < grid.Length; g++)
            {
                var own = rates.Density(a * every, grid[g]);
                if (marginal[g] <= 0)
                    continue;
                mass += own * step;
                squares += own * own / marginal[g] * step;
            }

            // Kernels reach beyond the least and greatest rate; within them the density counts as a whole.
            shares[a] = squares > 0 ? Math.Min(1, mass * mass / squares) : 0;
        });
        Array.Sort(shares);
        return new RateNeighbours(shares[shares.Length / 2], shares[shares.Length / 20]);
    }
}
