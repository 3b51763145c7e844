using System.Numerics;
using System.Runtime.InteropServices;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Experiments.Estimators;

/// <summary>
/// The Poisson bootstrap: each row counts as often as a Poisson variable of mean 1 says, all columns of it together, so that
/// differences between columns are paired. It is the multinomial bootstrap with a random number of rows; dividing by that
/// number makes them alike (Chamandy et al., 2012). A row's counts depend on the seed, the replicate and the row alone.
/// </summary>
public static class Bootstrap
{
    private const int BlockRows = 256;
    private const int ReplicatesOfJob = 25;

    private static readonly double[] Cumulative = [.. Enumerable.Range(0, 10).Select(k => Enumerable.Range(0, k + 1).Sum(Probability))];

    /// <summary>Sums of every column in every replicate.</summary>
    /// <param name="columns">Each as long as there are rows.</param>
    /// <param name="replicates">How many.</param>
    /// <param name="seed">Of the counts.</param>
    /// <param name="threads">No influence on the result.</param>
    /// <param name="progress">Share done.</param>
    /// <param name="cancellation">Checked between blocks.</param>
    public static double[][] Sums(
        IReadOnlyList<double[]> columns, int replicates, ulong seed, int threads, IProgress<double>? progress, CancellationToken cancellation)
    {
        int rows = columns[0].Length, width = (columns.Count + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        var matrix = new double[(long)rows * width];
        for (int c = 0; c < columns.Count; c++)
        {
            for (int row = 0; row < rows; row++)
                matrix[((long)row * width) + c] = columns[c][row];
        }
        var sums = new double[replicates][];
        int jobs = (replicates + ReplicatesOfJob - 1) / ReplicatesOfJob, done = 0;
        Parallel.For(0, jobs, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, job =>
        {
            int first = job * ReplicatesOfJob, end = Math.Min(replicates, first + ReplicatesOfJob);
            for (int r = first; r < end; r++)
                sums[r] = new double[width];
            for (int from = 0; from < rows; from += BlockRows)
            {
                cancellation.ThrowIfCancellationRequested();
                int to = Math.Min(rows, from + BlockRows);
                for (int r = first; r < end; r++)
                    Add(matrix, width, from, to, new CounterRandom(seed).Fork((ulong)r), sums[r]);
            }
            progress?.Report((double)Interlocked.Increment(ref done) / jobs);
        });
        return sums;
    }

    /// <summary>Columns summed within groups: to resample whole groups.</summary>
    public static double[][] Grouped(IReadOnlyList<double[]> columns, int[] groups)
    {
        int count = groups.Max() + 1;
        return
        [
            .. columns.Select(column =>
            {
                var sums = new double[count];
                for (int row = 0; row < groups.Length; row++)
                    sums[groups[row]] += column[row];
                return sums;
            }),
        ];
    }

    // A block of the matrix stays in the cache while all replicates of a job pass over it.
    private static void Add(double[] matrix, int width, int from, int to, CounterRandom random, double[] sums)
    {
        var totals = MemoryMarshal.Cast<double, Vector<double>>(sums.AsSpan());
        for (int row = from; row < to; row++)
        {
            double uniform = random.Uniform((ulong)row);
            if (uniform < Cumulative[0])
                continue;
            int count = 1;
            while (count < Cumulative.Length && uniform >= Cumulative[count])
                count++;
            var times = new Vector<double>(count);
            var values = MemoryMarshal.Cast<double, Vector<double>>(matrix.AsSpan(row * width, width));
            for (int v = 0; v < totals.Length; v++)
                totals[v] += times * values[v];
        }
    }

    private static double Probability(int count)
    {
        double probability = Math.Exp(-1);
        for (int k = 2; k <= count; k++)
            probability /= k;
        return probability;
    }
}
