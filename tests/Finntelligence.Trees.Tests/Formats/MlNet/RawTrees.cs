using System.Buffers.Binary;

namespace Finntelligence.Trees.Tests.Formats.MlNet;

/// <summary>
/// The body of a trees' record as it lies in the file, and ML.NET's own loop over it: written from the format's description alone,
/// so that reader and writer of the product cannot agree on a mistake.
/// </summary>
internal sealed class RawTrees
{
    private const int HeaderSize = 0x100;
    private readonly byte[] _body;
    private int _at;

    private RawTrees(byte[] body) => _body = body;

    public required int ValueSize { get; init; }

    public List<RawTree> Trees { get; } = [];

    public double Bias { get; private set; }

    public int OldField { get; private set; }

    public int OptionsText { get; private set; }

    public int FeatureCount { get; private set; }

    /// <param name="record">The record with its header, strings and tail.</param>
    public static RawTrees Of(byte[] record)
    {
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(0x18));
        var body = record.AsSpan(HeaderSize, length).ToArray();
        var raw = new RawTrees(body) { ValueSize = BinaryPrimitives.ReadInt32LittleEndian(body), _at = sizeof(int) };
        for (var left = raw.Int32(); left > 0; left--)
            raw.Trees.Add(raw.Tree());
        raw.Bias = raw.Double();
        raw.OldField = raw.Int32();
        raw.OptionsText = raw.Int32();
        raw.FeatureCount = raw.Int32();
        raw._at.ShouldBe(length, "The body is not used up.");
        return raw;
    }

    /// <summary>ML.NET's score: leaves added in double in the order of the trees; bias and weights play no part.</summary>
    public float Score(ReadOnlySpan<float> row)
    {
        var sum = 0.0;
        foreach (var tree in Trees)
            sum += tree.Leaves[tree.LeafOf(row)];
        return (float)sum;
    }

    private RawTree Tree()
    {
        var kind = _body[_at++];
        kind.ShouldBe((byte)0);
        return new RawTree(
            Int32(), Double(), Double(), Array(Int32), Array(Int32), Array(Int32), Array(Int32), Array(Int32), Array(Single), Array(Single),
            Array(Double), Array(Double), Array(Double), Array(Double));
    }

    private T[] Array<T>(Func<T> item)
    {
        var items = new T[Int32()];
        for (var i = 0; i < items.Length; i++)
            items[i] = item();
        return items;
    }

    private int Int32() => BinaryPrimitives.ReadInt32LittleEndian(_body.AsSpan((_at += 4) - 4));

    private float Single() => BitConverter.Int32BitsToSingle(Int32());

    private double Double() => BinaryPrimitives.ReadDoubleLittleEndian(_body.AsSpan((_at += 8) - 8));
}

/// <summary>The fields of one tree in the order of the file. Arrays may be longer than the tree needs.</summary>
internal sealed record RawTree(
    int LeafCount,
    double MaximumOutput,
    double Weight,
    int[] Lower,
    int[] Higher,
    int[] Features,
    int[] CategoricalNodes,
    int[] BinnedThresholds,
    float[] Thresholds,
    float[] MissingDefaults,
    double[] Leaves,
    double[] Gains,
    double[] PValues,
    double[] PreviousValues)
{
    public int LeafOf(ReadOnlySpan<float> row)
    {
        // ML.NET drops an array of zeros when it loads the tree.
        var replaces = MissingDefaults.Any(value => value != 0);
        var node = 0;
        while (node >= 0)
        {
            var value = row[Features[node]];
            if (replaces && float.IsNaN(value))
                value = MissingDefaults[node];
            node = value <= Thresholds[node] ? Lower[node] : Higher[node];
        }

        return ~node;
    }
}
