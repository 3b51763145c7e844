using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Finntelligence.Lending.Offers.Searching;

/// <summary>The least and the greatest of some scores.</summary>
internal readonly record struct Extremes(float Least, float Greatest)
{
    /// <summary>Of at least one score; none is NaN.</summary>
    public static Extremes Of(ReadOnlySpan<float> scores)
    {
        var (least, greatest) = (scores[0], scores[0]);
        var lanes = Vector256<float>.Count;
        if (scores.Length >= lanes)
        {
            ref var first = ref MemoryMarshal.GetReference(scores);
            // The last vector overlaps the one before it: a score seen twice does no harm.
            var low = Vector256.LoadUnsafe(ref first, (nuint)(scores.Length - lanes));
            var high = low;
            for (var i = 0; i < scores.Length - lanes; i += lanes)
            {
                var next = Vector256.LoadUnsafe(ref first, (nuint)i);
                (low, high) = (Vector256.MinNative(low, next), Vector256.MaxNative(high, next));
            }

            return new Extremes(
                Least4(Vector128.MinNative(low.GetLower(), low.GetUpper())), Greatest4(Vector128.MaxNative(high.GetLower(), high.GetUpper())));
        }

        foreach (var score in scores)
            (least, greatest) = (MathF.Min(least, score), MathF.Max(greatest, score));
        return new Extremes(least, greatest);
    }

    private static float Least4(Vector128<float> values)
    {
        values = Vector128.MinNative(values, Vector128.Shuffle(values, Vector128.Create(2, 3, 0, 1)));
        return float.MinNative(values[0], values[1]);
    }

    private static float Greatest4(Vector128<float> values)
    {
        values = Vector128.MaxNative(values, Vector128.Shuffle(values, Vector128.Create(2, 3, 0, 1)));
        return float.MaxNative(values[0], values[1]);
    }
}
