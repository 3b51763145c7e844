using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Trees.Learning;

/// <summary>Follows the log-loss on rows that training does not see, and says when it has stopped falling.</summary>
internal sealed class ValidationMonitor
{
    private readonly LabeledRows _rows;
    private readonly int _patience;
    private readonly double[] _scores;
    private readonly ImmutableArray<double>.Builder _losses = ImmutableArray.CreateBuilder<double>();

    public ValidationMonitor(LabeledRows rows, double baseScore, int patience)
    {
        if (rows.Count == 0)
            throw new ArgumentException("There are no validation rows.", nameof(rows));
        _rows = rows;
        _patience = patience;
        _scores = new double[rows.Count];
        Array.Fill(_scores, baseScore);
        _losses.Add(Loss());
    }

    /// <summary>After 0, 1, 2, … rounds.</summary>
    public ImmutableArray<double> Losses => _losses.ToImmutable();

    /// <summary>Number of rounds at the lowest loss.</summary>
    public int BestRound { get; private set; }

    /// <summary>Adds a round's tree.</summary>
    /// <returns>Whether to go on.</returns>
    public bool Add(DecisionTree tree)
    {
        for (var i = 0; i < _scores.Length; i++)
            _scores[i] += tree.Leaves[tree.LeafOf(_rows.Row(i))].Value;
        _losses.Add(Loss());
        var round = _losses.Count - 1;
        if (_losses[round] < _losses[BestRound])
            BestRound = round;
        return _patience == 0 || round - BestRound < _patience;
    }

    private double Loss()
    {
        double loss = 0, weights = 0;
        for (var i = 0; i < _scores.Length; i++)
        {
            // −log P(label), as log(1 + e^(−margin)) with the exponent never positive.
            var margin = _rows.Labels[i] == 1 ? _scores[i] : -_scores[i];
            var weight = _rows.Weights is null ? 1.0 : _rows.Weights[i];
            loss += weight * (Math.Max(-margin, 0) + PortableMath.Log(1 + PortableMath.Exp(-Math.Abs(margin))));
            weights += weight;
        }

        return loss / weights;
    }
}
