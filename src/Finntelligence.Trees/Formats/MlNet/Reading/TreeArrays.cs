namespace Finntelligence.Trees.Formats.MlNet.Reading;

/// <summary>
/// A tree as the file has it: arrays over its inner nodes and leaves. A trained tree keeps the room it was given, so most
/// arrays may be longer than there are nodes; only their first elements mean anything.
/// </summary>
/// <param name="Lower">Child for values up to the threshold: c ≥ 0 is an inner node, c &lt; 0 is leaf <c>~c</c>.</param>
/// <param name="Higher">Child for the rest.</param>
/// <param name="Features">The feature a node tests.</param>
/// <param name="Thresholds">One per inner node.</param>
/// <param name="StandIns">What a missing value is replaced by at a node; null where missing values just fail the test.</param>
/// <param name="Leaves">Leaf values.</param>
/// <param name="Gains">What the splits brought in training.</param>
internal sealed record TreeArrays(
    int[] Lower, int[] Higher, int[] Features, float[] Thresholds, float[]? StandIns, double[] Leaves, double[] Gains)
{
    public static TreeArrays Read(ref ByteCursor body, int tree, int leafCount)
    {
        var nodes = leafCount - 1;
        var lower = body.Int32Array("children");
        var room = lower.Length;
        if (room < nodes)
            throw body.Fault($"tree {tree} has room for {room} inner nodes; its {leafCount} leaves need {nodes}");
        var higher = Sized(body, tree, "right children", room, body.Int32Array("children"));
        var features = Sized(body, tree, "split features", room, body.Int32Array("split features"));

        // Each categorical node would bring further fields right here: what follows cannot be read without knowing them.
        var categorical = body.Int32();
        if (categorical != 0)
            throw body.Fault($"tree {tree} has {categorical} categorical splits, which are not supported");
        SkipOptional(ref body, tree, "binned thresholds", room, sizeof(uint));
        var thresholds = Sized(body, tree, "thresholds", nodes, body.SingleArray("thresholds"));
        var standIns = body.SingleArray("missing defaults");
        if (standIns.Length != 0)
            _ = Sized(body, tree, "missing defaults", nodes, standIns);
        var leaves = Sized(body, tree, "leaf values", room + 1, body.DoubleArray("leaf values"));
        var gains = Sized(body, tree, "split gains", room, body.DoubleArray("split gains"));
        SkipOptional(ref body, tree, "split p-values", room, sizeof(double));
        SkipOptional(ref body, tree, "previous values", room, sizeof(double));

        // ML.NET takes an array of zeros for an absent one.
        var absent = !standIns.AsSpan().ContainsAnyExcept(0f);
        return new TreeArrays(lower, higher, features, thresholds, absent ? null : standIns, leaves, gains);
    }

    private static T[] Sized<T>(in ByteCursor body, int tree, string what, int expected, T[] values) =>
        values.Length == expected ? values : throw body.Fault($"tree {tree} has {values.Length} {what} where it must have {expected}");

    private static void SkipOptional(ref ByteCursor body, int tree, string what, int expected, int size)
    {
        var count = body.Count(what, size);
        if (count != 0 && count != expected)
            throw body.Fault($"tree {tree} has {count} {what} where it must have {expected} or none");
        _ = body.Take(count * size);
    }
}
