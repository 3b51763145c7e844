using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Trees.Learning;

/// <summary>What training made.</summary>
/// <param name="Ensemble">The ensemble; after early stopping only the rounds up to the best.</param>
/// <param name="ValidationLoss">Mean log-loss on the validation set after 0, 1, 2, … rounds; empty without one.</param>
public sealed record TrainingResult(TreeEnsemble Ensemble, ImmutableArray<double> ValidationLoss);

/// <summary>Newton boosting of the log-loss (Friedman 2001; Chen and Guestrin 2016), from the prior's log-odds.</summary>
public static class GradientBooster
{
    private const int ValuesPerMember = 1 << 15;

    /// <summary>Trains an ensemble. The same rows and options give the same trees, whatever the machine and its threads.</summary>
    /// <param name="rows">Rows of both classes with a positive total weight in each; rows of weight 0 are as if absent.</param>
    /// <param name="options">Options.</param>
    /// <param name="validation">Rows with the same features, for the loss curve and early stopping.</param>
    /// <param name="progress">Told the number of finished rounds after each.</param>
    /// <param name="cancellationToken">Checked between nodes.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the rows hold no row or one class only.</exception>
    public static TrainingResult Train(
        LabeledRows rows,
        TreeOptions options,
        LabeledRows? validation = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var (all, best) = Run(rows, options, validation, progress, null, cancellationToken);
        return options.EarlyStoppingRounds > 0 ? all with { Ensemble = all.Ensemble.Take(best) } : all;
    }

    /// <summary>Like <see cref="Train"/>, but after early stopping the rounds beyond the best are kept.</summary>
    internal static TrainingResult TrainAllRounds(
        LabeledRows rows, TreeOptions options, LabeledRows validation, CancellationToken cancellationToken) =>
        Run(rows, options, validation, null, null, cancellationToken).Result;

    /// <summary>Trains and writes down where the time goes.</summary>
    internal static TrainingResult TrainTimed(LabeledRows rows, TreeOptions options, PhaseTimes times) =>
        Run(rows, options, null, null, times, CancellationToken.None).Result;

    private static (TrainingResult Result, int BestRound) Run(
        LabeledRows rows,
        TreeOptions options,
        LabeledRows? validation,
        IProgress<int>? progress,
        PhaseTimes? times,
        CancellationToken cancellationToken)
    {
        options.Validate();
        if (options.EarlyStoppingRounds > 0 && validation is null)
            throw new ArgumentException("Early stopping needs validation rows.", nameof(validation));
        if (validation is not null && !validation.Features.SequenceEqual(rows.Features))
            throw new ArgumentException("The validation rows have other features.", nameof(validation));
        rows = WithoutZeroWeights(rows);
        var baseScore = FixedPoint.Round(Prior(rows));

        using var team = new WorkerTeam(TeamSize(rows, options), cancellationToken) { Times = times };
        using var binned = BinnedRows.Create(rows, Binning.Choose(rows, options.MaximumBinCountPerFeature, team), team);
        using var gradients = new Gradients(rows, team);
        using var partition = new RowPartition(rows.Count, team, rows.Values.Space);
        var grower = new TreeGrower(options, rows, binned, gradients, partition, team);
        var sampling = new Sampling(options, rows.Features.Length);
        using var order = rows.Values.Space.Allocate<int>(rows.Count);
        using var scores = rows.Values.Space.Allocate<double>(rows.Count);
        scores.GetSpan().Fill(baseScore);
        var monitor = validation is null ? null : new ValidationMonitor(validation, baseScore, options.EarlyStoppingRounds);

        var trees = ImmutableArray.CreateBuilder<DecisionTree>();
        ScoreUpdate? pending = null;
        for (var round = 0; round < options.NumberOfTrees; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            gradients.Update(scores.Memory, pending);
            var drawn = sampling.Bag(round, order.Memory, partition, team);
            var grown = grower.Grow(order.Memory, drawn, sampling.Features(round));

            // Without samples every further round would find the same nothing.
            if (grown.Tree.Nodes.IsEmpty && sampling.IsTrivial)
                break;
            pending = new ScoreUpdate(grown, order.Memory);
            trees.Add(grown.Tree);
            progress?.Report(round + 1);
            if (monitor?.Add(grown.Tree) == false)
                break;
        }

        var ensemble = new TreeEnsemble(rows.Features, baseScore, trees.ToImmutable());
        return (new TrainingResult(ensemble, monitor?.Losses ?? []), monitor?.BestRound ?? trees.Count);
    }

    /// <summary>No more members than there is work for: below some thousand values each they would mostly wait for each other.</summary>
    private static int TeamSize(LabeledRows rows, TreeOptions options) =>
        (int)Math.Clamp((long)rows.Count * rows.Features.Length / ValuesPerMember, 1, options.Threads);

    private static LabeledRows WithoutZeroWeights(LabeledRows rows)
    {
        if (rows.Weights is null || !rows.Weights.Contains(0))
            return rows;
        return rows.Select([.. Enumerable.Range(0, rows.Count).Where(row => rows.Weights[row] > 0)]);
    }

    /// <summary>Log-odds of the weighted share of events.</summary>
    private static double Prior(LabeledRows rows)
    {
        double events = 0, others = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            var weight = rows.Weights is null ? 1.0 : rows.Weights[i];
            if (rows.Labels[i] == 1)
                events += weight;
            else
                others += weight;
        }

        if (events + others == 0)
            throw new ArgumentException("There are no rows with a positive weight to learn from.", nameof(rows));
        if (events == 0 || others == 0)
            throw new ArgumentException($"All rows have the label {(events == 0 ? 0 : 1)}; there is nothing to tell apart.", nameof(rows));
        return PortableMath.Log(events / others);
    }
}
