using Finntelligence.Evidence.Evaluation;
using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Evidence.Evaluation.Estimators;
using Finntelligence.Evidence.Evaluation.Modelling;
using Finntelligence.Evidence.Evaluation.Policies;
using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Files;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Identification;
using Finntelligence.RateCards.Tables;

namespace Finntelligence.Evidence.RateCards.Profit;

/// <summary>
/// What history says every customer was worth at every rate: the doubly robust scores of the experiment, by models that did not see the
/// customer's fold (policy learning, Athey and Wager 2021). A score is noisy for one customer and right in the mean whatever the models are.
/// </summary>
internal static class HeldOutProfit
{
    /// <summary>The table of the experiment's rows, with the scores as its profits.</summary>
    /// <param name="product">Its grid and economics.</param>
    /// <param name="experiment">Which columns hold the experiment.</param>
    /// <param name="history">The file.</param>
    /// <param name="customers">Of the same file.</param>
    /// <param name="modelled">Their table by the models, whose other figures stay.</param>
    /// <param name="options">Seed and threads.</param>
    /// <param name="progress">Share done.</param>
    /// <param name="cancellation">Checked often.</param>
    /// <returns>The table, each row's fold, and its place among the customers.</returns>
    /// <exception cref="RequestFaultException">The history has no usable row.</exception>
    public static (ProfitTable Table, int[] Folds, int[] Places) Table(
        ProductDefinition product, ExperimentDefinition experiment, TrainingHistory history, Customers customers, ProfitTable modelled, EvaluationOptions options,
        IProgress<double> progress, CancellationToken cancellation)
    {
        int threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        var grid = new RateGrid(product);
        var rows = ExperimentReader.Read(product, experiment, grid.Card, history.Path, cancellation);
        var placeOf = customers.FileRows.Select((row, place) => (row, place)).ToDictionary(p => p.row, p => p.place);
        int[] used = [.. Enumerable.Range(0, rows.Count).Where(i => placeOf.ContainsKey(rows.FileRows[i]))];
        if (used.Length == 0)
            throw new RequestFaultException($"{history.Path} holds no offer with a rate and an outcome.");
        double costOfFunds = (double)product.Economics.CostOfFunds / (product.RatePeriod == RatePeriod.Year ? 12 : 1);
        double[] profit = RealisedProfit.Recorded(rows, costOfFunds);
        var sets = FittedSets.Fit(product, rows, profit, costOfFunds, history.Path, options, threads, new Part(progress, 0.9), cancellation);
        var terms = new RowTerms(grid, rows, new Propensities(rows), profit, EvaluationFigures.Window);
        int[] places = [.. used.Select(i => placeOf[rows.FileRows[i]])];
        var table = modelled.Select(places);
        double[] scores = new double[table.Profit.Length];
        var at = new Dictionary<int, int>();
        for (int i = 0; i < used.Length; i++)
            at[used[i]] = i;
        for (int fold = 0; fold < FoldModels.Folds; fold++)
        {
            int own = fold;
            int[] ofFold = [.. used.Where(i => rows.Fold(i) == own)];
            var scored = ScoredRows.Of(product, grid, rows, sets.Of(fold, fold), ofFold, threads, cancellation);
            for (int i = 0; i < ofFold.Length; i++)
                CardScores.Write(terms, scored, i, scores.AsSpan(at[ofFold[i]] * table.Rates.Length, table.Rates.Length));
        }

        progress.Report(1);
        var valued = table.WithProfit(scores);
        // What happened is not thin: the scores at the rates in force count as they are.
        valued.ProfitToday = null;
        return (valued, [.. used.Select(rows.Fold)], places);
    }

    private sealed class Part(IProgress<double> whole, double share) : IProgress<double>
    {
        public void Report(double value) => whole.Report(value * share);
    }
}
