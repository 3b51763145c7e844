using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

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
        rows = rows.WithoutZeroWeights();

        using var team = new WorkerTeam(TeamSize(rows, options), cancellationToken) { Times = times };
        using var binned = BinnedRows.Create(rows, Binning.Choose(rows, options.MaximumBinCountPerFeature, team), team);
        using var training = new Boosting(
            rows, binned, options, validation is null ? null : ValidationRows.Create(validation, binned.Bins, team), team);
        while (training.Advance())
        {
            progress?.Report(training.Rounds);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return (training.Result(), training.BestRound);
    }

    /// <summary>No more members than there is work for: below some thousand values each they would mostly wait for each other.</summary>
    private static int TeamSize(LabeledRows rows, TreeOptions options) =>
        (int)Math.Clamp((long)rows.Count * rows.Features.Length / ValuesPerMember, 1, options.Threads);
}
