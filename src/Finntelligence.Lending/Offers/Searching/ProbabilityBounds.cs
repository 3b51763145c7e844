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
    private readonly Interval[] _buckets = new Interval[2 * Half];

    /// <summary>The bounds of a calibrator.</summary>
    public ProbabilityBounds(ICalibrator calibrator)
    {
        for (var bucket = 0; bucket < _buckets.Length; bucket++)
        {
            // The first and the last bucket take all scores beyond.
            var from = bucket == 0 ? float.NegativeInfinity : (bucket - Half) / BucketsPerUnit;
            var to = bucket == _buckets.Length - 1 ? float.PositiveInfinity : (bucket + 1 - Half) / BucketsPerUnit;
            _buckets[bucket] = new Interval(
                MathF.BitDecrement(calibrator.Probability(from)), MathF.BitIncrement(calibrator.Probability(to)));
        }
    }

    /// <summary>The bounds at a score.</summary>
    public ref readonly Interval At(float score) => ref _buckets[Bucket(score)];

    /// <summary>The bounds at any score from one to another.</summary>
    public Interval Between(float least, float greatest) => new(_buckets[Bucket(least)].Least, _buckets[Bucket(greatest)].Greatest);

    // Multiplying by a power of two and rounding down are exact. The mask does nothing but keep a NaN within the table.
    private static int Bucket(float score)
    {
        var bucket = float.MinNative(float.MaxNative(MathF.Floor(score * BucketsPerUnit), -Half), Half - 1);
        return (float.ConvertToIntegerNative<int>(bucket) + Half) & (2 * Half - 1);
    }
}
