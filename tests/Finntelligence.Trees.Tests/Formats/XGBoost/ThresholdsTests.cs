using Finntelligence.Trees.Formats.XGBoost;

namespace Finntelligence.Trees.Tests.Formats.XGBoost;

public sealed class ThresholdsTests
{
    private static readonly float[] Corners =
    [
        0f, -0f, float.Epsilon, -float.Epsilon, 1.17549435e-38f, -1.17549435e-38f, 1.17549421e-38f, 1f, -1f, 16777216f,
        float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity,
    ];

    [Fact]
    public void At_Most_The_Threshold_Is_Below_T_For_Corner_Values()
    {
        foreach (var t in Corners.Where(float.IsFinite))
        {
            foreach (var x in Corners.Concat([MathF.BitIncrement(t), MathF.BitDecrement(t)]))
                (x <= Thresholds.JustBelow(t)).ShouldBe(x < t, $"x {x:R}, t {t:R}");
        }
    }

    [Fact]
    public void At_Most_The_Threshold_Is_Below_T_For_Any_Bits()
    {
        var random = new Random(7);
        var wrong = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var t = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            if (!float.IsFinite(t))
                continue;
            var far = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            foreach (var x in new[] { t, -t, MathF.BitIncrement(t), MathF.BitDecrement(t), far })
                wrong += x <= Thresholds.JustBelow(t) == x < t ? 0 : 1;
        }

        wrong.ShouldBe(0);
    }
}
