namespace Finntelligence.Modelling.Identification;

/// <summary>
/// The mean of a number given the applicant, each row's by a fit that did not see it: by trees, by a smooth sum of single effects (a ridge regression on
/// linear splines), or by trees on what that leaves, whichever has the least error out of fold. Scores set rates smoothly, and of few rows
/// trees learn a slope only in coarse steps: what they leave of it stays in the rate's rest and makes the applicant look like chance.
/// </summary>
internal static class RefinedMean
{
    // A touch, of columns of variance 1: for collinear ones, not against too many.
    private const double Ridge = 1;

    // Rows at a time, which stay in cache while they are summed.
    private const int BlockRows = 128;

    private static readonly double[][] Knots = [[0.5], [0.1, 0.3, 0.5, 0.7, 0.9]];

    /// <summary>Fits it.</summary>
    /// <param name="applicants">Features.</param>
    /// <param name="targets">Finite, one per row.</param>
    /// <param name="folds">Each row's fold; no fold is empty.</param>
    /// <param name="byTrees">The mean by trees alone.</param>
    /// <param name="trees">The same of another target.</param>
    /// <param name="parallel">Of its loops.</param>
    public static double[] Of(
        ApplicantRows applicants, double[] targets, int[] folds, double[] byTrees, Func<double[], double[]> trees, ParallelOptions parallel)
    {
        if (applicants.Features.IsEmpty)
            return byTrees;
        var smooth = Knots.Select(knots => Splines(StandardColumns.Of(applicants, parallel, knots), targets, folds, parallel)).MinBy(means => Error(targets, means))!;
        var left = trees([.. targets.Select((target, i) => target - smooth[i])]);
        double[] both = [.. smooth.Select((mean, i) => mean + left[i])];
        return new[] { byTrees, smooth, both }.MinBy(means => Error(targets, means))!;
    }

    private static double[] Splines(StandardColumns columns, double[] targets, int[] folds, ParallelOptions parallel)
    {
        var (width, count) = (columns.Count + 1, folds.Max() + 1);
        var (middle, low, high) = (targets.Average(), targets.Min(), targets.Max());
        SymmetricMatrix[] matrices = [.. Enumerable.Range(0, count).Select(_ => new SymmetricMatrix(width))];
        double[][] products = [.. Enumerable.Range(0, count).Select(_ => new double[width])];
        Parallel.For(0, count, parallel, fold => Sum(columns, targets, middle, folds, fold, matrices[fold], products[fold]));
        var coefficients = new double[count][];
        Parallel.For(0, count, parallel, fold =>
        {
            var others = new SymmetricMatrix(width);
            var sums = new double[width];
            foreach (var other in Enumerable.Range(0, count).Where(f => f != fold))
            {
                others.Add(matrices[other]);
                for (var k = 0; k < width; k++)
                    sums[k] += products[other][k];
            }

            for (var k = 1; k < width; k++)
                others.AddDiagonal(k, Ridge);
            coefficients[fold] = others.Solve(sums);
        });
        var means = new double[targets.Length];
        Parallel.For(0, (means.Length + BlockRows - 1) / BlockRows, parallel, block =>
        {
            var row = new double[width];
            for (var i = block * BlockRows; i < Math.Min(means.Length, (block + 1) * BlockRows); i++)
            {
                Row(columns, i, row);
                var mean = middle;
                for (var k = 0; k < width; k++)
                    mean += row[k] * coefficients[folds[i]][k];
                means[i] = Math.Clamp(mean, low, high);
            }
        });
        return means;
    }

    // The normal equations of one fold's rows, added up in their order.
    private static void Sum(
        StandardColumns columns, double[] targets, double middle, int[] folds, int fold, SymmetricMatrix matrix, double[] products)
    {
        var width = products.Length;
        var rows = new double[BlockRows * width];
        double[] ones = [.. Enumerable.Repeat(1.0, BlockRows)];
        var some = 0;
        for (var i = 0; i < targets.Length; i++)
        {
            if (folds[i] != fold)
                continue;
            var row = rows.AsSpan(some * width, width);
            Row(columns, i, row);
            for (var k = 0; k < width; k++)
                products[k] += row[k] * (targets[i] - middle);
            if (++some == BlockRows)
            {
                matrix.AddRows(rows, ones);
                some = 0;
            }
        }

        matrix.AddRows(rows.AsSpan(0, some * width), ones.AsSpan(0, some));
    }

    private static void Row(StandardColumns columns, int at, Span<double> row)
    {
        row[0] = 1;
        columns.Row(at, row[1..]);
    }

    private static double Error(double[] targets, double[] means)
    {
        var sum = 0.0;
        for (var i = 0; i < targets.Length; i++)
            sum += (targets[i] - means[i]) * (targets[i] - means[i]);
        return sum;
    }
}
