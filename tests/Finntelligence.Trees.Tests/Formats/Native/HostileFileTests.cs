using System.Buffers.Binary;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.Native;
using Finntelligence.Trees.Tests.Support;

namespace Finntelligence.Trees.Tests.Formats.Native;

/// <summary>A chain of three splits over one feature 'a'; its trees are stored from byte 34 on, 37 bytes for each node, then 16 for each leaf.</summary>
public sealed class HostileFileTests
{
    private const int FeatureCount = 12;
    private const int NameLength = 16;
    private const int TreeCount = 32;
    private const int NodeCount = 36;
    private const int FirstNode = 40;
    private const int NodeSize = 33;
    private const int FeatureIn = 1;
    private const int LeftIn = 9;

    [Fact]
    public void Cycle_Is_Refused() =>
        Refusal(Int32(FirstNode + NodeSize + LeftIn, 0)).ShouldStartWith("Tree 0: node 1 has child 0, which is out of range or not below it.");

    [Fact]
    public void Child_Out_Of_Range_Is_Refused() =>
        Refusal(Int32(FirstNode + LeftIn, int.MaxValue)).ShouldStartWith("Tree 0: node 0 has child 2147483647, which is out of range");

    [Fact]
    public void Feature_Out_Of_Range_Is_Refused() =>
        Refusal(Int32(FirstNode + NodeSize + FeatureIn, 1)).ShouldStartWith("Tree 0: node 1 tests feature 1 of 1.");

    [Theory]
    [InlineData(FeatureCount, "feature count")]
    [InlineData(NameLength, "length of a feature's name")]
    [InlineData(TreeCount, "tree count")]
    [InlineData(NodeCount, "node count")]
    public void Count_Of_Two_Thousand_Million_Is_Refused(int at, string what) =>
        Refusal(Int32(at, int.MaxValue)).ShouldStartWith($"Byte {at}: {what} 2147483647 does not fit into");

    [Fact]
    public void NaN_Leaf_Is_Refused() =>
        Refusal(Int64(FirstNode + (3 * NodeSize), BitConverter.DoubleToInt64Bits(double.NaN))).ShouldStartWith("Tree 0: leaf 0 has value NaN.");

    [Fact]
    public void Tree_Of_A_Hundred_Thousand_Levels_Is_Refused() =>
        Refusal(Chain(100_000)).ShouldStartWith("Tree 0: the tree is 100000 splits deep; 1024 is the most that is read.");

    [Fact]
    public void Deepest_Tree_Is_Read() => EnsembleBinary.Read(Chain(1024)).Score([float.NaN]).ShouldBe(1024);

    private static byte[] Int32(int at, int value)
    {
        var bytes = Chain(3);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
        return bytes;
    }

    private static byte[] Int64(int at, long value)
    {
        var bytes = Chain(3);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), value);
        return bytes;
    }

    private static byte[] Chain(int depth)
    {
        using var stream = new MemoryStream();
        EnsembleBinary.Write(new TreeEnsemble([new FeatureSpec("a")], 0, [TreeDepthTests.Chain(depth)]), stream);
        return stream.ToArray();
    }

    private static string Refusal(byte[] bytes) =>
        Hostile.Refusal<InvalidEnsembleException>(bytes.Length, () => EnsembleBinary.Read(bytes));
}
