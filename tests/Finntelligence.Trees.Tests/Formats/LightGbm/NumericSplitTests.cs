using Finntelligence.Trees.Formats.LightGbm;

namespace Finntelligence.Trees.Tests.Formats.LightGbm;

/// <summary>Our one comparison against LightGBM's rule, written out as its sources have it.</summary>
public sealed class NumericSplitTests
{
    private static readonly float[] Corners =
    [
        float.NaN, float.NegativeInfinity, float.MinValue, -1.5f, -1e-34f, MathF.BitDecrement(-1e-35f), -1e-35f, MathF.BitIncrement(-1e-35f),
        -float.Epsilon, -0f, 0f, float.Epsilon, 1e-36f, MathF.BitDecrement(1e-35f), 1e-35f, MathF.BitIncrement(1e-35f), 1e-34f, 0.1f, 1.5f,
        float.MaxValue,
    ];

    private static readonly double[] Thresholds =
    [
        -1e300, -1e39, -1.5, -0.1, -1e-34, -1.0000000180025095e-35, -1e-35, -9.9e-36, -1e-300, -0.0, 0, 1e-300, 9.9e-36, 1e-35, 1.0000000180025095e-35,
        1.0000000180025097e-35, 1e-34, 0.1, 0.1f, 1.5, 3.4028234663852886e38, 3.5e38, 1e300, double.PositiveInfinity,
        Math.BitDecrement(1.0000000180025095e-35), Math.BitDecrement(-1.0000000180025095e-35), MathF.BitDecrement(-1e-35f), MathF.BitIncrement(1e-35f),
    ];

    [Fact]
    public void Split_Decides_As_LightGbm_Or_Is_Refused_For_A_Reason()
    {
        var random = new Random(5);
        var thresholds = Thresholds.Concat(Enumerable.Range(0, 2000).Select(_ => RandomThreshold(random))).ToArray();
        var refused = 0;
        foreach (var threshold in thresholds)
        {
            var near = (float)threshold;
            float[] values = [.. Corners, near, MathF.BitDecrement(near), MathF.BitIncrement(near)];
            foreach (var missing in Enum.GetValues<MissingType>())
            {
                foreach (var defaultLeft in (bool[])[false, true])
                {
                    if (NumericSplit.Of(threshold, defaultLeft, missing) is { } split)
                    {
                        // Above float32 every number goes left; LightGBM itself sends only +∞, which no data holds, right of 1e300.
                        values.Where(x => !float.IsPositiveInfinity(x) && Ours(split, x) != LightGbm(x, threshold, defaultLeft, missing))
                            .ShouldBeEmpty($"{threshold:R} {missing} {defaultLeft}");
                    }
                    else
                    {
                        refused++;
                        SidesChange(values, threshold, defaultLeft, missing).ShouldBeGreaterThan(1, $"{threshold:R} {missing} {defaultLeft}");
                    }
                }
            }
        }

        refused.ShouldBeGreaterThan(300);
    }

    private static double RandomThreshold(Random random) => random.Next(3) switch
    {
        0 => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)) is var single && float.IsFinite(single) ? single : 1,
        1 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)) is var wide && double.IsFinite(wide) ? Math.Clamp(wide, -1e300, 1e300) : 2,
        _ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-40, 10)),
    };

    /// <summary>How often the side changes from the smallest value to the largest: one threshold can do so once.</summary>
    private static int SidesChange(float[] values, double threshold, bool defaultLeft, MissingType missing)
    {
        var sides = values.Where(x => !float.IsNaN(x)).Order().Select(x => LightGbm(x, threshold, defaultLeft, missing)).ToList();
        return sides.Zip(sides.Skip(1)).Count(pair => pair.First != pair.Second);
    }

    private static bool Ours(NumericSplit split, float x) => float.IsNaN(x) ? split.MissingGoesLeft : x <= split.Threshold;

    private static bool LightGbm(double x, double threshold, bool defaultLeft, MissingType missing)
    {
        if (double.IsNaN(x) && missing != MissingType.NaN)
            x = 0;
        if (missing == MissingType.Zero && Math.Abs(x) <= 1.0000000180025095e-35)
            return defaultLeft;
        if (missing == MissingType.NaN && double.IsNaN(x))
            return defaultLeft;
        return x <= threshold;
    }
}
