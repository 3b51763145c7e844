using System.Collections.Immutable;
using Finntelligence.Histories.Simulation.Confounding;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Evaluation.Confounding;

/// <summary>
/// Learns from the market whose prices follow risk, at each strength, with the mood seen and hidden, and compares with the truth.
/// </summary>
internal static class ConfoundingRun
{
    /// <summary>Runs all cases.</summary>
    /// <param name="product">The product that the market is of.</param>
    /// <param name="rows">Of each history.</param>
    /// <param name="seeds">Histories of each case.</param>
    /// <param name="seed">Of the first history; the others follow.</param>
    /// <param name="threads">0 for one per core; no influence on the result.</param>
    /// <param name="progress">Share done, in [0, 1].</param>
    /// <param name="cancellation">Checked often.</param>
    public static ConfoundingResult Run(
        ProductDefinition product, int rows, int seeds, ulong seed, int threads, IProgress<double> progress, CancellationToken cancellation)
    {
        var cases = ImmutableArray.CreateBuilder<ConfoundingCase>();
        double done = 0, all = ((ConfoundingStrength.All.Count * 2) - 1) * seeds;
        foreach (var strength in ConfoundingStrength.All)
        {
            // Where nothing sets the prices there is no cause to see.
            foreach (var seen in strength == ConfoundingStrength.None ? (bool[])[false] : [true, false])
            {
                var trials = new List<ConfoundingTrial>();
                for (var s = 0; s < seeds; s++)
                {
                    trials.Add(ConfoundingTrial.Run(seen ? ConfoundedProduct.Seen(product) : product, strength, rows, seed + (ulong)s, threads, cancellation));
                    progress.Report(++done / all);
                }

                cases.Add(Case(strength, seen, trials));
            }
        }

        return new ConfoundingResult(rows, seeds, cases.ToImmutable());
    }

    /// <summary>The verdict that is right.</summary>
    internal static PriceVerdict Expected(ConfoundingStrength strength, bool seen) =>
        strength == ConfoundingStrength.None || (seen && strength != ConfoundingStrength.Strong) ? PriceVerdict.Identified : PriceVerdict.NotIdentified;

    private static ConfoundingCase Case(ConfoundingStrength strength, bool seen, List<ConfoundingTrial> trials)
    {
        var expected = Expected(strength, seen);
        return new ConfoundingCase(
            strength.Name, seen, expected, trials.Average(t => t.Verdict == expected ? 1.0 : 0), Slopes(trials, t => t.TakeUp), Slopes(trials, t => t.Default),
            trials.Average(t => t.EffectiveShare),
            new PolicyShares(
                Share(trials, p => p.Naive), Share(trials, p => p.Weighted), Share(trials, p => p.WithinRates), Share(trials, p => p.Banded),
                Share(trials, p => p.OracleWithinTerms), Share(trials, p => p.Usual),
                trials.Average(t => t.Profits.NaiveOutside)),
            Book(trials, t => t.NaiveBook), Book(trials, t => t.Book));
    }

    private static BookShares Book(List<ConfoundingTrial> trials, Func<ConfoundingTrial, BookFigures> of) =>
        new(trials.Average(t => of(t).Correlation), trials.Min(t => of(t).Correlation), trials.Average(t => of(t).GradesOutside));

    private static double Share(List<ConfoundingTrial> trials, Func<TrialProfits, double> profit) =>
        trials.Sum(t => profit(t.Profits)) / trials.Sum(t => t.Profits.Oracle);

    private static SlopeFigures Slopes(List<ConfoundingTrial> trials, Func<ConfoundingTrial, TrialSlopes> of)
    {
        TrialSlopes[] slopes = [.. trials.Select(of)];
        return new SlopeFigures(
            slopes.Average(s => s.Truth), Bias(slopes, s => s.Naive), Bias(slopes, s => s.Uncorrected), Bias(slopes, s => s.Weighted), Bias(slopes, s => s.Orthogonal));
    }

    private static BiasFigures Bias(TrialSlopes[] slopes, Func<TrialSlopes, double> of)
    {
        double[] misses = [.. slopes.Select(s => of(s) - s.Truth)];
        var mean = misses.Average();
        var spread = misses.Length < 2 ? 0 : Math.Sqrt(misses.Sum(v => (v - mean) * (v - mean)) / (misses.Length - 1));
        return new BiasFigures(mean, spread / Math.Sqrt(misses.Length), spread);
    }
}
