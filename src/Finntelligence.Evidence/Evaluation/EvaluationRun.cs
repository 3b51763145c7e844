using System.Collections.Immutable;
using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Evidence.Evaluation.Estimators;
using Finntelligence.Evidence.Evaluation.Modelling;
using Finntelligence.Evidence.Evaluation.Policies;
using Finntelligence.Evidence.Evaluation.Results;
using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Files;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.RateCards;
using Finntelligence.Modelling.Identification;

namespace Finntelligence.Evidence.Evaluation;

/// <summary>Off-policy evaluation of pricing policies on a history whose rates were drawn at random.</summary>
internal static class EvaluationRun
{
    private const int Folds = FoldModels.Folds;

    /// <summary>Evaluates every policy.</summary>
    /// <param name="product">Its grid, economics and models.</param>
    /// <param name="experiment">Which columns hold the experiment (data/&lt;product&gt;/experiment.json).</param>
    /// <param name="history">The file.</param>
    /// <param name="rules">What a rate card must keep.</param>
    /// <param name="options">What may vary.</param>
    /// <param name="progress">Share done, in [0, 1].</param>
    /// <param name="cancellation">Checked often.</param>
    public static PolicyEvaluation Run(
        ProductDefinition product, ExperimentDefinition experiment, TrainingHistory history, CardRules rules, EvaluationOptions options,
        IProgress<double> progress, CancellationToken cancellation)
    {
        int threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        var grid = new RateGrid(product);
        var rows = ExperimentReader.Read(product, experiment, grid.Card, history.Path, cancellation);
        if (rows.Count == 0)
            throw new RequestFaultException($"{history.Path} holds no offer with a rate and an outcome.");
        double costOfFunds = (double)product.Economics.CostOfFunds / (product.RatePeriod == RatePeriod.Year ? 12 : 1);
        double[] profit = RealisedProfit.Recorded(rows, costOfFunds);
        var sets = FittedSets.Fit(product, rows, profit, costOfFunds, history.Path, options, threads, new Part(progress, 0, 0.5), cancellation);
        var scored = Score(product, grid, rows, sets, threads, new Part(progress, 0.5, 0.8), cancellation);

        var propensities = new Propensities(rows);
        var terms = new RowTerms(grid, rows, propensities, profit, EvaluationFigures.Window);
        var policies = PolicySet.Choose(grid, rows, terms, scored, new CardPolicies(product, rules, grid, rows, terms, threads), cancellation);
        var figures = new EvaluationFigures(grid, rows, propensities, costOfFunds, policies, scored, options, threads);
        return figures.Compute(
            Describe(history, rows, profit), product.Currency, Probit.Fit(rows, StratumColumns.Read(history.Path, experiment, rows), experiment.Probit),
            new Part(progress, 0.8, 1), cancellation);
    }

    // For every pair of folds the inner one's rows, by models that have seen neither; on the diagonal the outer fold's own.
    private static ScoredRows[,] Score(
        ProductDefinition product, RateGrid grid, Experiment experiment, FittedSets sets, int threads, Part progress, CancellationToken cancellation)
    {
        var scored = new ScoredRows[Folds, Folds];
        for (int outer = 0; outer < Folds; outer++)
        {
            for (int inner = 0; inner < Folds; inner++)
            {
                int[] rows = [.. Enumerable.Range(0, experiment.Count).Where(row => experiment.Fold(row) == inner)];
                scored[outer, inner] = ScoredRows.Of(product, grid, experiment, sets.Of(outer, inner), rows, threads, cancellation);
                progress.Report(((outer * Folds) + inner + 1.0) / (Folds * Folds));
            }
        }
        return scored;
    }

    private static EvaluationData Describe(TrainingHistory history, Experiment rows, double[] profit)
    {
        double[] loans = [.. profit.Where((_, row) => rows.Taken[row]).OrderDescending()];
        double positive = loans.Where(p => p > 0).Sum();
        return new EvaluationData(
            history.Name, history.Description, history.Sha256, history.IsSimulated, rows.Count, loans.Length, rows.Clusters.Max() + 1, profit.Average(),
            positive > 0 ? loans.Take(Math.Max(1, loans.Length / 100)).Sum() / positive : 0);
    }

    private sealed class Part(IProgress<double> whole, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + (value * (to - from)));
    }
}
