using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Numerics;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Trees.Learning;

/// <summary>A training that grows a tree when it is asked to, so that it can be left, gone on with and given up between rounds.</summary>
internal sealed class Boosting : IDisposable
{
    private readonly LabeledRows _rows;
    private readonly TreeOptions _options;
    private readonly WorkerTeam _team;
    private readonly Gradients _gradients;
    private readonly RowPartition _partition;
    private readonly TreeGrower _grower;
    private readonly Sampling _sampling;
    private readonly ValidationMonitor? _monitor;
    private readonly StoredArray<int> _order;
    private readonly StoredArray<double> _scores;
    private readonly ImmutableArray<DecisionTree>.Builder _trees = ImmutableArray.CreateBuilder<DecisionTree>();
    private ScoreUpdate? _pending;

    /// <param name="rows">Rows of both classes, all with a positive weight.</param>
    /// <param name="binned">The same as bins; trainings may share them.</param>
    /// <param name="options">Options.</param>
    /// <param name="validation">Rows for the loss curve and early stopping.</param>
    /// <param name="team">Works.</param>
    public Boosting(LabeledRows rows, BinnedRows binned, TreeOptions options, ValidationRows? validation, WorkerTeam team)
    {
        _rows = rows;
        _options = options;
        _team = team;
        BaseScore = FixedPoint.Round(Prior(rows));
        var space = rows.Values.Space;
        _gradients = new Gradients(rows, team);
        _partition = new RowPartition(rows.Count, team, space);
        _grower = new TreeGrower(options, rows, binned, _gradients, _partition, team);
        _sampling = new Sampling(options, rows.Features.Length);
        _order = space.Allocate<int>(rows.Count);
        _scores = space.Allocate<double>(rows.Count);
        _scores.GetSpan().Fill(BaseScore);
        _monitor = validation is null ? null : new ValidationMonitor(validation, BaseScore, options.EarlyStoppingRounds, team);
        HasEnded = options.NumberOfTrees == 0;
    }

    /// <summary>The prior's log-odds.</summary>
    public double BaseScore { get; }

    /// <summary>Trees grown.</summary>
    public int Rounds => _trees.Count;

    /// <summary>There is no further round: all are done, no split was found, or the validation loss has stopped falling.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Mean log-loss on the validation rows after 0, 1, 2, … rounds; empty without any.</summary>
    public IReadOnlyList<double> Losses => _monitor?.Losses ?? [];

    /// <summary>Number of rounds at the lowest validation loss; all without validation rows.</summary>
    public int BestRound => _monitor?.BestRound ?? Rounds;

    /// <summary>The trees grown so far.</summary>
    public ImmutableArray<DecisionTree> Trees => _trees.ToImmutable();

    /// <summary>Grows the next tree.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Advance()
    {
        if (HasEnded)
            return false;
        _gradients.Update(_scores.Memory, _pending);
        var drawn = _sampling.Bag(Rounds, _order.Memory, _partition, _team);
        var grown = _grower.Grow(_order.Memory, drawn, _sampling.Features(Rounds));

        // Without samples every further round would find the same nothing.
        if (grown.Tree.Nodes.IsEmpty && _sampling.IsTrivial)
        {
            HasEnded = true;
            return false;
        }

        _pending = new ScoreUpdate(grown, _order.Memory);
        _trees.Add(grown.Tree);
        HasEnded = _monitor?.Add(grown.Tree) == false || Rounds == _options.NumberOfTrees;
        return true;
    }

    /// <summary>Gives back what rounds need; what was made stays.</summary>
    public void Dispose()
    {
        _gradients.Dispose();
        _partition.Dispose();
        _order.Free();
        _scores.Free();
    }

    /// <summary>What it has made.</summary>
    public TrainingResult Result() => new(new TreeEnsemble(_rows.Features, BaseScore, Trees), [.. Losses]);

    /// <summary>Log-odds of the weighted share of events.</summary>
    private static double Prior(LabeledRows rows)
    {
        double events = 0, others = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows.IsFractional)
            {
                var (asEvent, other) = rows.HalvesOf(i);
                (events, others) = (events + asEvent, others + other);
                continue;
            }

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
