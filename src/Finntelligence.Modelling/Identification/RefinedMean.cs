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

    private static readonly double[][] Knots = [[0.5], [0.1, 0.3, 0.5, 0.7, 0.9]];

    /// <summary>Fits it.</summary>
    /// <param name="applicants">Features.</param>
    /// <param name="targets">Finite, one per row.</param>
    /// <param name="folds">Each row's fold; no fold is empty.</param>
    /// <param name="byTrees">The mean by trees alone.</param>
    /// <param name="trees">The same of another target.</param>
    public static double[] Of(ApplicantRows applicants, double[] targets, int[] folds, double[] byTrees, Func<double[], double[]> trees)
    {
        if (applicants.Features.IsEmpty)
            return byTrees;
        var smooth = Knots.Select(knots => Splines(StandardColumns.Of(applicants, knots), targets, folds)).MinBy(means => Error(targets, means))!;
        var left = trees([.. targets.Select((target, i) => target - smooth[i])]);
        double[] both = [.. smooth.Select((mean, i) => mean + left[i])];
        return new[] { byTrees, smooth, both }.MinBy(means => Error(targets, means))!;
    }

    private static double[] Splines(StandardColumns columns, double[] targets, int[] folds)
    {
        var (width, count) = (columns.Count + 1, folds.Max() + 1);
        var (middle, low, high) = (targets.Average(), targets.Min(), targets.Max());
        SymmetricMatrix[] matrices = [.. Enumerable.Range(0, count).Select(_ => new SymmetricMatrix(width))];
        double[][] products = [.. Enumerable.Range(0, count).Select(_ => new double[width])];
        var row = new double[width];
        for (var i = 0; i < targets.Length; i++)
        {
            Row(columns, i, row);
            matrices[folds[i]].Add(row, 1);
            for (var k = 0; k < width; k++)
                products[folds[i]][k] += row[k] * (targets[i] - middle);
        }

        double[][] coefficients = [.. Enumerable.Range(0, count).Select(fold =>
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
            return others.Solve(sums);
        })];
        var means = new double[targets.Length];
        for (var i = 0; i < means.Length; i++)
        {
            Row(columns, i, row);
            var mean = middle;
            for (var k = 0; k < width; k++)
                mean += row[k] * coefficients[folds[i]][k];
            means[i] = Math.Clamp(mean, low, high);
        }

        return means;
    }

    private static void Row(StandardColumns columns, int at, double[] row)
    {
        row[0] = 1;
        columns.Row(at, row.AsSpan(1));
    }

    private static double Error(double[] targets, double[] means)
    {
        var sum = 0.0;
        for (var i = 0; i < targets.Length; i++)
            sum += (targets[i] - means[i]) * (targets[i] - means[i]);
        return sum;
    }
}
