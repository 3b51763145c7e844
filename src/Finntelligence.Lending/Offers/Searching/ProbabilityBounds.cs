using System.Numerics;
using Finntelligence.Trees.Calibration;

namespace Finntelligence.Lending.Offers.Searching;

/// <summary>
/// Bounds of a calibrator from a table, far cheaper than the calibrator itself. Scores are put into buckets 1/256 wide; a
/// bucket's bounds are the probabilities at its ends, one float32 wider for a calibrator whose arithmetic is not monotone in the
/// last bit.
/// </summary>
internal sealed class ProbabilityBounds
{
    private const float BucketsPerUnit = 256;
    private const int Half = 4096;
    private readonly float[] _lower = new float[2 * Half];
    private readonly float[] _upper = new float[2 * Half];

    /// <summary>The bounds of a calibrator.</summary>
    public ProbabilityBounds(ICalibrator calibrator)
    {
        for (var bucket = 0; bucket < 2 * Half; bucket++)
        {
            // The first and the last bucket take all scores beyond.
            var from = bucket == 0 ? float.NegativeInfinity : (bucket - Half) / BucketsPerUnit;
            var to = bucket == 2 * Half - 1 ? float.PositiveInfinity : (bucket + 1 - Half) / BucketsPerUnit;
            _lower[bucket] = MathF.BitDecrement(calibrator.Probability(from));
            _upper[bucket] = MathF.BitIncrement(calibrator.Probability(to));
        }
    }

    /// <summary>At most the probability.</summary>
    public float Lower(float score) => _lower[Bucket(score)];

    /// <summary>At least the probability.</summary>
    public float Upper(float score) => _upper[Bucket(score)];

    // Multiplying by a power of two and rounding down are exact.
    private static int Bucket(float score) => (int)Math.Clamp(MathF.Floor(score * BucketsPerUnit) + Half, 0, 2 * Half - 1);
}
