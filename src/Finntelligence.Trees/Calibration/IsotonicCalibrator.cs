using System.Collections.Immutable;
using Finntelligence.Trees.Evaluation;

namespace Finntelligence.Trees.Calibration;

/// <summary>
/// A non-decreasing piecewise linear map through knots; flat before the first and after the last.
/// Fitted, a knot is the centre of a block of pooled scores. Lines between centres, rather than steps, keep a small change
/// of an offer visible in its probability: with steps whole ranges of offers would tie.
/// </summary>
public sealed class IsotonicCalibrator : ICalibrator
{
    /// <summary>Lowest probability of a knot, 2⁻²⁴; the highest is 1 − 2⁻²⁴. So float32 results are never 0 or 1 and log-loss stays finite.</summary>
    public const double MinimumProbability = 1.0 / (1 << 24);

    /// <summary>A map through given knots.</summary>
    /// <param name="scores">Finite, strictly ascending; at least one.</param>
    /// <param name="probabilities">Non-decreasing, in [<see cref="MinimumProbability"/>, 1 − <see cref="MinimumProbability"/>], one per score.</param>
    /// <exception cref="ArgumentException">A knot breaks one of these rules; the message says which.</exception>
    public IsotonicCalibrator(ImmutableArray<float> scores, ImmutableArray<double> probabilities)
    {
        if (scores.IsDefaultOrEmpty || probabilities.IsDefault || scores.Length != probabilities.Length)
            throw new ArgumentException("Knots need at least one score and as many probabilities as scores.", nameof(scores));
        for (var i = 0; i < scores.Length; i++)
        {
            if (!float.IsFinite(scores[i]) || (i > 0 && scores[i] <= scores[i - 1]))
                throw new ArgumentException(FormattableString.Invariant($"Score {i} is {scores[i]}; scores must be finite and ascending."), nameof(scores));
            if (!(probabilities[i] is >= MinimumProbability and <= 1 - MinimumProbability) || (i > 0 && probabilities[i] < probabilities[i - 1]))
                throw new ArgumentException(FormattableString.Invariant($"Probability {i} is {probabilities[i]}; they must not fall and stay inside (0, 1)."), nameof(probabilities));
        }

        Scores = scores;
        Probabilities = probabilities;
    }

    /// <summary>Knots, ascending.</summary>
    public ImmutableArray<float> Scores { get; }

    /// <summary>The probability at each knot.</summary>
    public ImmutableArray<double> Probabilities { get; }

    /// <inheritdoc/>
    public float Probability(float score)
    {
        if (float.IsNaN(score))
            return score;
        var at = Scores.AsSpan().BinarySearch(score);
        if (at >= 0)
            return (float)Probabilities[at];
        var above = ~at;
        if (above == 0)
            return (float)Probabilities[0];
        if (above == Scores.Length)
            return (float)Probabilities[^1];

        double from = Scores[above - 1], low = Probabilities[above - 1], high = Probabilities[above];
        var share = (score - from) / (Scores[above] - from);
        // Rounding may carry the sum past the upper knot by an ulp.
        return (float)Math.Min(low + (share * (high - low)), high);
    }

    /// <summary>
    /// Pooled adjacent violators: the weighted least-squares non-decreasing fit, ties in the score merged first. One row of
    /// label 1 is added at the lowest score and one of label 0 at the highest (a weight of 1 is one row), so no block is
    /// ever certain. A knot is a block's weighted mean score (float32) and its share of label 1, rounded to a multiple of
    /// 2⁻³². The result does not depend on the order of the rows. Scores that run against the labels give the constant map.
    /// </summary>
    /// <param name="scores">Scores of rows that the ensemble did not see; rounded to float32 first, as <see cref="Probability"/> will see them.</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="weights">Not negative; empty means 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, a value is not allowed, or all labels are the same.</exception>
    public static IsotonicCalibrator Fit(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        var groups = CalibrationScores.Merge(scores, labels, weights).Items;
        groups[0] = groups[0] with { Positive = groups[0].Positive + 1 };
        groups[^1] = groups[^1] with { Negative = groups[^1].Negative + 1 };
        var blocks = Pool(groups);
        return new IsotonicCalibrator(
            [.. blocks.Select(b => b.Centre)],
            [.. blocks.Select(b => Math.Clamp(FixedPoint.Round(b.Share), MinimumProbability, 1 - MinimumProbability))]);
    }

    private static List<Block> Pool(ScoreGroup[] groups)
    {
        var blocks = new List<Block>();
        foreach (var group in groups)
        {
            var block = new Block((float)group.Score, (float)group.Score, group.Positive, group.Weight, group.Weight * group.Score);
            while (blocks.Count > 0 && blocks[^1].Share >= block.Share)
            {
                block = blocks[^1].Join(block);
                blocks.RemoveAt(blocks.Count - 1);
            }

            blocks.Add(block);
        }

        return blocks;
    }

    private readonly record struct Block(float First, float Last, double Positive, double Weight, double ScoreSum)
    {
        public double Share => Positive / Weight;

        // Held inside the block, so that centres of different blocks stay apart and in order.
        public float Centre => Math.Clamp((float)(ScoreSum / Weight), First, Last);

        public Block Join(Block next) =>
            new(First, next.Last, Positive + next.Positive, Weight + next.Weight, ScoreSum + next.ScoreSum);
    }
}
