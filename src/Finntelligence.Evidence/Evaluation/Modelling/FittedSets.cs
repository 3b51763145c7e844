using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Evidence.Evaluation.Policies;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Evidence.Evaluation.Modelling;

/// <summary>
/// All models of the nested folds. For each outer fold: one set that has not seen it, to value policies there; and for each other
/// fold one set that has seen neither, to choose a policy by what it is worth on folds that are not the outer one.
/// </summary>
internal sealed class FittedSets
{
    private const int Folds = FoldModels.Folds;
    private const int Bags = 8;
    private const double DirectPenalty = 500;

    private readonly Dictionary<(int Outer, int Inner), FittedModels> _sets;

    private FittedSets(Dictionary<(int Outer, int Inner), FittedModels> sets) => _sets = sets;

    /// <summary>The set of an outer and an inner fold; inner = outer for the set that has seen all inner folds.</summary>
    public FittedModels Of(int outer, int inner) => _sets[(outer, inner)];

    /// <summary>Fits all.</summary>
    public static FittedSets Fit(
        ProductDefinition product, Experiment experiment, double[] profit, double costOfFunds, string path, EvaluationOptions options, int threads,
        IProgress<double> progress, CancellationToken cancellation)
    {
        var models = new FoldModels(product, path, options.Seed, threads, cancellation);
        ModelKind[] kinds = [ModelKind.Risk, ModelKind.Acceptance];
        var choices = new Dictionary<(ModelKind, int), FoldChoice?>();
        for (int outer = 0; outer < Folds; outer++)
        {
            foreach (var kind in kinds)
                choices.Add((kind, outer), models.Choose(kind, outer, cancellation));
            progress.Report((outer + 1) * 0.5 / Folds);
        }

        (int Outer, int Inner)[] ordered = [.. from a in Enumerable.Range(0, Folds) from b in Enumerable.Range(0, Folds) select (a, b)];
        (int, int)[] unordered = [.. ordered.Where(s => s.Outer <= s.Inner)];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        var regressions = new Regressions[unordered.Length];
        var halves = new TreeEnsemble[unordered.Length * Bags];
        var fitted = new LoanModel[ordered.Length * kinds.Length];
        int done = 0, jobs = regressions.Length + halves.Length + fitted.Length;
        Parallel.For(0, jobs, parallel, job =>
        {
            if (job < fitted.Length)
            {
                var (set, kind) = (ordered[job / kinds.Length], kinds[job % kinds.Length]);
                fitted[job] = models.Fit(kind, choices[(kind, set.Outer)], [set.Outer, set.Inner], cancellation);
            }
            else if ((job -= fitted.Length) < halves.Length)
            {
                var (a, b) = unordered[job / Bags];
                halves[job] = models.FitHalf(job % Bags, options.Seed, [a, b], cancellation);
            }
            else
            {
                job -= halves.Length;
                regressions[job] = Regress(product, experiment, profit, costOfFunds, unordered[job], options.Seed);
            }
            progress.Report(0.5 + (0.5 * Interlocked.Increment(ref done) / jobs));
        });

        var sets = new Dictionary<(int, int), FittedModels>();
        for (int i = 0; i < ordered.Length; i++)
        {
            var (outer, inner) = ordered[i];
            int u = Array.IndexOf(unordered, (Math.Min(outer, inner), Math.Max(outer, inner)));
            var r = regressions[u];
            sets.Add((outer, inner), new FittedModels(
                fitted[i * kinds.Length], fitted[(i * kinds.Length) + 1], r.Loan, r.Direct,
                [.. Enumerable.Range(0, Bags).Select(bag => (halves[(u * Bags) + bag], r.Halves[bag]))], r.Columns, r.LossGivenDefault));
        }
        return new FittedSets(sets);
    }

    private static Regressions Regress(
        ProductDefinition product, Experiment experiment, double[] profit, double costOfFunds, (int, int) excluded, ulong seed)
    {
        int[] rows = [.. Enumerable.Range(0, experiment.Count).Where(row => experiment.Fold(row) is var fold && fold != excluded.Item1 && fold != excluded.Item2)];
        var columns = new ApplicantColumns(product, rows.Select(row => experiment.Applicants[row]));
        var matrix = new double[rows.Length * columns.Count];
        for (int i = 0; i < rows.Length; i++)
            columns.Write(experiment.Applicants[rows[i]], matrix.AsSpan(i * columns.Count, columns.Count));
        var direct = RateRegression.Fit(
            matrix, columns.Count, [.. rows.Select(row => experiment.Rates[row])], [[.. rows.Select(row => profit[row])]], DirectPenalty)[0];
        LoanProfit[] halves =
        [
            .. Enumerable.Range(0, Bags).Select(bag =>
            {
                var random = new Trees.Numerics.CounterRandom(seed).Fork((ulong)bag);
                return LoanProfit.Fit(experiment, columns, rows.Where(row => random.Uniform((ulong)experiment.FileRows[row]) < 0.5), costOfFunds);
            }),
        ];
        return new Regressions(columns, LoanProfit.Fit(experiment, columns, rows, costOfFunds), direct, halves, LossGivenDefault(product, experiment, rows));
    }

    private static double LossGivenDefault(ProductDefinition product, Experiment experiment, int[] rows)
    {
        if (experiment.Earned is not null)
            return (double)product.Economics.LossGivenDefault;
        double limit = product.Risk.Label.DividedBy is null ? 0 : (double)product.Risk.Label.Above, arrears = 0, amounts = 0;
        foreach (int row in rows)
        {
            if (experiment.Taken[row] && experiment.PastDue[row] > limit * experiment.Amounts[row])
            {
                arrears += experiment.PastDue[row];
                amounts += experiment.Amounts[row];
            }
        }
        return amounts > 0 ? Math.Min(1, arrears / amounts) : 0;
    }

    private sealed record Regressions(
        ApplicantColumns Columns, LoanProfit Loan, RateRegression Direct, LoanProfit[] Halves, double LossGivenDefault);
}
