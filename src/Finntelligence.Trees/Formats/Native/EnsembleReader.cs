using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.Native;

/// <summary>
/// Takes an ensemble out of bytes that may be anything. A count is believed only when that many of the smallest items
/// fit into what is left, so the memory used is bounded by the length of the input.
/// </summary>
internal ref struct EnsembleReader(ReadOnlySpan<byte> bytes)
{
    private const int SmallestFeature = 4 + 1 + 1;
    private const int SmallestNode = 1 + 4 + 4 + 4 + 4 + 8 + 8;
    private const int LeafSize = 8 + 8;
    private const int SmallestTree = 4 + LeafSize;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at = 0;

    public TreeEnsemble Read()
    {
        if (!_bytes.StartsWith(EnsembleBinary.Magic))
            throw Fault(0, "this is not a stored ensemble");
        _at = EnsembleBinary.Magic.Length;
        var version = U32("version");
        if (version != EnsembleBinary.Version)
            throw Fault(_at - 4, $"version {version} is not known, only {EnsembleBinary.Version}");

        var features = ImmutableArray.CreateBuilder<FeatureSpec>(Count("feature count", SmallestFeature));
        for (var i = 0; i < features.Capacity; i++)
            features.Add(Feature());
        var arithmetic = U8("score arithmetic");
        if (arithmetic > (byte)ScoreArithmetic.Double)
            throw Fault(_at - 1, $"score arithmetic {arithmetic} is not known");
        var baseScore = F64("base score");
        var trees = ImmutableArray.CreateBuilder<DecisionTree>(Count("tree count", SmallestTree));
        var firstTree = _at;
        for (var i = 0; i < trees.Capacity; i++)
            trees.Add(Tree());
        if (_at != _bytes.Length)
            throw Fault(_at, $"{_bytes.Length - _at} bytes follow the last tree");

        try
        {
            var ensemble = new TreeEnsemble(features.MoveToImmutable(), baseScore, trees.MoveToImmutable(), (ScoreArithmetic)arithmetic);
            CheckDepth(ensemble.Trees);
            return ensemble;
        }
        catch (InvalidEnsembleException fault)
        {
            throw new InvalidEnsembleException($"{fault.Message} (Trees are stored from byte {firstTree} on.)");
        }
    }

    private static void CheckDepth(ImmutableArray<DecisionTree> trees)
    {
        for (var t = 0; t < trees.Length; t++)
        {
            if (TreeDepth.FaultOf(trees[t]) is { } fault)
                throw new InvalidEnsembleException($"Tree {t}: {fault}.");
        }
    }

    private FeatureSpec Feature()
    {
        var length = Count("length of a feature's name", 1);
        var start = _at;
        string name;
        try
        {
            name = StrictUtf8.GetString(Take(length, "name of a feature"));
        }
        catch (DecoderFallbackException)
        {
            throw Fault(start, "the name of a feature is not UTF-8");
        }

        var kind = U8("kind of a feature");
        if (kind > (byte)FeatureKind.Category)
            throw Fault(_at - 1, $"feature kind {kind} is not known");
        var monotonicity = unchecked((sbyte)U8("monotonicity of a feature"));
        if (monotonicity is < -1 or > 1)
            throw Fault(_at - 1, $"monotonicity {monotonicity} is not −1, 0 or 1");
        return new FeatureSpec(name, (FeatureKind)kind, (Monotonicity)monotonicity);
    }

    private DecisionTree Tree()
    {
        var count = Count("node count", SmallestNode + LeafSize);
        var nodes = ImmutableArray.CreateBuilder<SplitNode>(count);
        for (var i = 0; i < count; i++)
            nodes.Add(Node());
        var leaves = ImmutableArray.CreateBuilder<Leaf>(count + 1);
        for (var i = 0; i <= count; i++)
            leaves.Add(new Leaf(F64("leaf value"), F64("leaf cover")));
        return new DecisionTree(nodes.MoveToImmutable(), leaves.MoveToImmutable());
    }

    private SplitNode Node()
    {
        var flags = U8("node flags");
        if ((flags & ~(EnsembleBinary.MissingGoesLeft | EnsembleBinary.CategorySplit)) != 0)
            throw Fault(_at - 1, $"node flags {flags:X2}h are not known");
        var feature = I32("feature of a node");
        var threshold = BitConverter.Int32BitsToSingle(I32("threshold"));
        var left = I32("left child");
        var right = I32("right child");
        var gain = F64("gain");
        var cover = F64("cover of a node");
        ImmutableArray<int>? categories = (flags & EnsembleBinary.CategorySplit) != 0 ? Codes() : null;
        return new SplitNode(feature, threshold, left, right, (flags & EnsembleBinary.MissingGoesLeft) != 0, gain, cover, categories);
    }

    private ImmutableArray<int> Codes()
    {
        var codes = ImmutableArray.CreateBuilder<int>(Count("category count", sizeof(int)));
        for (var i = 0; i < codes.Capacity; i++)
            codes.Add(I32("category code"));
        return codes.MoveToImmutable();
    }

    private int Count(string what, int smallestItem)
    {
        var start = _at;
        var count = U32(what);
        var left = _bytes.Length - _at;
        if (count > left / smallestItem)
            throw Fault(start, $"{what} {count} does not fit into the {left} bytes that follow");
        return (int)count;
    }

    private byte U8(string what) => Take(1, what)[0];

    private uint U32(string what) => BinaryPrimitives.ReadUInt32LittleEndian(Take(4, what));

    private int I32(string what) => BinaryPrimitives.ReadInt32LittleEndian(Take(4, what));

    private double F64(string what) => BitConverter.Int64BitsToDouble(BinaryPrimitives.ReadInt64LittleEndian(Take(8, what)));

    private ReadOnlySpan<byte> Take(int length, string what)
    {
        if (_bytes.Length - _at < length)
            throw Fault(_at, $"the input ends before the {what}");
        var taken = _bytes.Slice(_at, length);
        _at += length;
        return taken;
    }

    private static InvalidEnsembleException Fault(int at, string what) => new($"Byte {at}: {what}.");
}
