using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Trees.Learning;

/// <summary>Follows the log-loss on rows that training does not see, and says when it has stopped falling.</summary>
internal sealed class ValidationMonitor
{
    private const int BlockRows = 1 << 14;

    private readonly BinnedColumns _rows;
    private readonly WorkerTeam _team;
    private readonly int _patience;
    private readonly ImmutableArray<double>.Builder _losses = ImmutableArray.CreateBuilder<double>();

    // One for each row and for the padding of the columns, which weighs nothing.
    private readonly double[] _scores;
    private readonly double[] _signs;
    private readonly double[] _weights;
    private readonly double[] _rowLosses;
    private readonly double _totalWeight;

    /// <param name="rows">The rows.</param>
    /// <param name="bins">Of the rows that training sees; trees are grown on them.</param>
    /// <param name="baseScore">The score without any tree.</param>
    /// <param name="patience">Rounds without a lower loss after which it is time to stop; 0 for never.</param>
    /// <param name="team">Scores.</param>
    public ValidationMonitor(LabeledRows rows, FeatureBins[] bins, double baseScore, int patience, WorkerTeam team)
    {
        if (rows.Count == 0)
            throw new ArgumentException("There are no validation rows.", nameof(rows));
        _team = team;
        _patience = patience;
        _rows = BinnedColumns.Create(rows, bins, team);
        _scores = new double[_rows.PaddedCount];
        _signs = new double[_rows.PaddedCount];
        _weights = new double[_rows.PaddedCount];
        _rowLosses = new double[_rows.PaddedCount];
        Array.Fill(_scores, baseScore);
        for (var i = 0; i < rows.Count; i++)
        {
            _signs[i] = rows.Labels[i] == 1 ? 1 : -1;
            _weights[i] = rows.Weights is null ? 1 : rows.Weights[i];
            _totalWeight += _weights[i];
        }

        Follow(null);
    }

    /// <summary>After 0, 1, 2, … rounds.</summary>
    public ImmutableArray<double> Losses => _losses.ToImmutable();

    /// <summary>Number of rounds at the lowest loss.</summary>
    public int BestRound { get; private set; }

    /// <summary>Adds a round's tree.</summary>
    /// <returns>Whether to go on.</returns>
    public bool Add(DecisionTree tree)
    {
        Follow(new BinnedTree(tree, _rows));
        var round = _losses.Count - 1;
        if (_losses[round] < _losses[BestRound])
            BestRound = round;
        return _patience == 0 || round - BestRound < _patience;
    }

    private void Follow(BinnedTree? tree)
    {
        _team.Run("validation", (_scores.Length + BlockRows - 1) / BlockRows, (block, _) =>
        {
            var from = block * BlockRows;
            var to = Math.Min(_scores.Length, from + BlockRows);
            tree?.AddTo(_scores, from, to);
            TakeLosses(from, to);
        });

        // In the order of rows, whoever took them: sums of doubles depend on it.
        double loss = 0;
        foreach (var rowLoss in _rowLosses)
            loss += rowLoss;
        _losses.Add(loss / _totalWeight);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TakeLosses(int from, int to)
    {
        for (var i = from; i < to; i += Vector512<double>.Count)
        {
            var margin = Vector512.LoadUnsafe(ref _scores[i]) * Vector512.LoadUnsafe(ref _signs[i]);
            (Vector512.LoadUnsafe(ref _weights[i]) * VectorMath.LogLoss(margin)).StoreUnsafe(ref _rowLosses[i]);
        }
    }
}
