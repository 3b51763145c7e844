using Finntelligence.Trees.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Finntelligence.Trees.Tests.Numerics;

public sealed class FloatSortTests
{
    [Fact]
    public void Sorts_as_the_library_does()
    {
        var property = Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), ArbMap.Default.ArbFor<float[]>(), (bits, floats) =>
        {
            float[] values = [.. bits.Select(b => BitConverter.Int32BitsToSingle(b * 65_537)).Concat(floats).Where(v => !float.IsNaN(v))];
            float[] expected = [.. values.Order()];
            FloatSort.Sort(values, new float[values.Length + 3]);
            return values.SequenceEqual(expected);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), property);
    }

    [Fact]
    public void Extremes_take_their_places()
    {
        float[] values = [float.PositiveInfinity, 1e-45f, -1e-45f, 3e38f, float.NegativeInfinity, 0, -3e38f, 1];
        FloatSort.Sort(values, new float[values.Length]);
        values.ShouldBe([float.NegativeInfinity, -3e38f, -1e-45f, 0, 1e-45f, 1, 3e38f, float.PositiveInfinity]);
    }
}
