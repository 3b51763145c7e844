using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Trees.Learning;

/// <summary>Follows the log-loss on rows that training does not see, and says when it has stopped falling.</summary>
internal sealed class ValidationMonitor
{
    private const int BlockRows = 1 << 14;

    private readonly ValidationRows _rows;
    private readonly WorkerTeam _team;
    private readonly int _patience;
    private readonly double[] _scores;
    private readonly double[] _rowLosses;

    /// <summary>Of rows that are events in part, what they lose as none; else empty.</summary>
    private readonly double[] _otherLosses;
    private readonly List<double> _losses = [];

    /// <param name="rows">The rows.</param>
    /// <param name="baseScore">The score without any tree.</param>
    /// <param name="patience">Rounds without a lower loss after which it is time to stop; 0 for never.</param>
    /// <param name="team">Scores.</param>
    public ValidationMonitor(ValidationRows rows, double baseScore, int patience, WorkerTeam team)
    {
        _rows = rows;
        _team = team;
        _patience = patience;
        _scores = rows.Scores(baseScore);
        _rowLosses = new double[_scores.Length];
        _otherLosses = new double[rows.IsFractional ? _scores.Length : 0];
        Follow(null);
    }

    /// <summary>After 0, 1, 2, … rounds.</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>Number of rounds at the lowest loss.</summary>
    public int BestRound { get; private set; }

    /// <summary>Adds a round's tree.</summary>
    /// <returns>Whether to go on.</returns>
    public bool Add(DecisionTree tree)
    {
        Follow(new BinnedTree(tree, _rows.Bins));
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
        foreach (var rowLoss in _otherLosses)
            loss += rowLoss;
        _losses.Add(loss / _rows.TotalWeight);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TakeLosses(int from, int to)
    {
        for (var i = from; i < to; i += Vector512<double>.Count)
        {
            var score = Vector512.LoadUnsafe(ref _scores[i]);
            var (events, others) = (Load(_rows.Events, i), Load(_rows.Others, i));
            if (_rows.IsFractional)
            {
                (events * VectorMath.LogLoss(score)).StoreUnsafe(ref _rowLosses[i]);
                (others * VectorMath.LogLoss(-score)).StoreUnsafe(ref _otherLosses[i]);
                continue;
            }

            // One of the two is 0.
            var margin = Vector512.ConditionalSelect(Vector512.Equals(others, Vector512<double>.Zero), score, -score);
            ((events + others) * VectorMath.LogLoss(margin)).StoreUnsafe(ref _rowLosses[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Load(float[] values, int from)
    {
        var (lower, upper) = Vector256.Widen(Vector256.LoadUnsafe(ref values[from]));
        return Vector512.Create(lower, upper);
    }
}
