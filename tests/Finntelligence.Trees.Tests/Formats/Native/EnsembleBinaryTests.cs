using System.Buffers.Binary;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.Native;
using Finntelligence.Trees.Tests.Support;

namespace Finntelligence.Trees.Tests.Formats.Native;

public sealed class EnsembleBinaryTests
{
    private static readonly TreeEnsemble OneSplit = new(
        [new FeatureSpec("a"), new FeatureSpec("ü", FeatureKind.Category, Monotonicity.Decreasing)],
        0.5,
        [new DecisionTree([new SplitNode(1, 0, ~0, ~1, true, 3, 10, [2, 5])], [new Leaf(-1, 4), new Leaf(2, 6)])],
        ScoreArithmetic.Double);

    [Fact]
    public void Write_Has_The_Documented_Layout()
    {
        byte[] expected =
        [
            .. "FNTREES\0"u8, 1, 0, 0, 0,
            2, 0, 0, 0,
            1, 0, 0, 0, (byte)'a', 0, 0,
            2, 0, 0, 0, .. "ü"u8, 1, 0xFF,
            2, .. F64(0.5),
            1, 0, 0, 0,
            1, 0, 0, 0,
            3, 1, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF, .. F64(3), .. F64(10),
            2, 0, 0, 0, 2, 0, 0, 0, 5, 0, 0, 0,
            .. F64(-1), .. F64(4), .. F64(2), .. F64(6),
        ];
        Bytes(OneSplit).ShouldBe(expected);
    }

    [Fact]
    public void Read_Gives_Back_Every_Member()
    {
        var random = new Random(17);
        for (var round = 0; round < 100; round++)
        {
            var ensemble = RandomEnsembles.Make(random, 7, 5, 12);
            ShouldBeSame(Read(Bytes(ensemble)), ensemble);
        }
    }

    [Fact]
    public void Read_Gives_Back_Unusual_Bits()
    {
        var node = new SplitNode(0, -0f, ~0, ~1, false, double.NaN, double.Epsilon);
        var odd = new SplitNode(0, BitConverter.Int32BitsToSingle(0x7FC12345), ~0, ~1, false, double.NegativeInfinity, 1, []);
        var ensemble = new TreeEnsemble(
            [new FeatureSpec("")], -0.0, [new([node], [new(-0.0, 0), new(double.MaxValue, 1)]), new([odd], [new(1, 1), new(2, 0)]), new([], [new(5e-324, 0)])]);
        ShouldBeSame(Read(Bytes(ensemble)), ensemble);
    }

    [Fact]
    public void Read_Takes_An_Ensemble_Of_Nothing()
    {
        var ensemble = new TreeEnsemble([], 1.5, []);
        ShouldBeSame(Read(Bytes(ensemble)), ensemble);
    }

    [Fact]
    public void Read_Leaves_The_Stream_Open_And_Takes_It_In_Pieces()
    {
        var bytes = Bytes(RandomEnsembles.Make(new Random(1), 4, 3, 9));
        using var stream = new Trickle(bytes);
        Bytes(EnsembleBinary.Read(stream)).ShouldBe(bytes);
        stream.CanRead.ShouldBeTrue();
    }

    [Fact]
    public void Write_Refuses_A_Name_That_Is_Not_Unicode() =>
        Should.Throw<InvalidEnsembleException>(() => Bytes(new TreeEnsemble([new FeatureSpec("\ud800")], 0, [])))
            .Message.ShouldContain("not valid Unicode");

    [Theory]
    [InlineData(0, 0x00, "Byte 0: this is not a stored ensemble")]
    [InlineData(8, 0x02, "Byte 8: version 2 is not known")]
    [InlineData(15, 0x7F, "Byte 12: feature count")]
    [InlineData(16, 0xFF, "Byte 16: length of a feature's name 255 does not fit")]
    [InlineData(21, 0x02, "Byte 21: feature kind 2")]
    [InlineData(22, 0x05, "Byte 22: monotonicity 5")]
    [InlineData(27, 0xFF, "Byte 27: the name of a feature is not UTF-8")]
    [InlineData(31, 0x03, "Byte 31: score arithmetic 3 is not known")]
    [InlineData(43, 0xFF, "Byte 40: tree count")]
    [InlineData(47, 0x01, "Byte 44: node count")]
    [InlineData(48, 0x04, "Byte 48: node flags 04h")]
    [InlineData(49, 0x09, "Tree 0: node 0 tests feature 9 of 2. (Trees are stored from byte 44 on.)")]
    [InlineData(84, 0xFF, "Byte 81: category count")]
    public void Read_Says_What_And_Where(int at, byte value, string fault)
    {
        var bytes = Bytes(OneSplit);
        bytes[at] = value;
        Should.Throw<InvalidEnsembleException>(() => Read(bytes)).Message.ShouldStartWith(fault);
    }

    [Fact]
    public void Read_Refuses_Every_Truncation_And_Anything_After_The_End()
    {
        var bytes = Bytes(RandomEnsembles.Make(new Random(3), 5, 4, 8));
        for (var length = 0; length < bytes.Length; length++)
            Should.Throw<InvalidEnsembleException>(() => Read(bytes[..length]));
        Should.Throw<InvalidEnsembleException>(() => Read([.. bytes, 0])).Message.ShouldBe($"Byte {bytes.Length}: 1 bytes follow the last tree.");
    }

    [Fact]
    public void Read_Throws_Nothing_Else_For_Damaged_Bytes()
    {
        var random = new Random(99);
        var originals = Enumerable.Range(0, 20).Select(_ => Bytes(RandomEnsembles.Make(random, 5, 4, 8))).ToArray();
        Fuzz.ShouldBeRefusedOrRead<InvalidEnsembleException>(100_000, seed: 99, damage =>
        {
            var bytes = Damage(damage, originals[damage.Next(originals.Length)]);
            var ensemble = Read(bytes);
            // What was accepted is a whole ensemble: it scores, and it is stored as the same bytes.
            ensemble.Score(new float[ensemble.Features.Length]);
            if (!Bytes(ensemble).AsSpan().SequenceEqual(bytes))
                throw new InvalidOperationException("It is stored as other bytes.");
        });
    }

    private static byte[] Damage(Random random, byte[] original)
    {
        var bytes = (byte[])original.Clone();
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)(random.Next(2) * 255);
                    break;
                case 2:
                    BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Math.Min(at, bytes.Length - 4)), random.Next(4) == 0 ? int.MaxValue : random.Next(-9, 9));
                    break;
                default:
                    bytes = random.Next(2) == 0 ? [.. bytes[..at], .. bytes[Math.Min(at + random.Next(9), bytes.Length)..]] : [.. bytes[..at], .. bytes[(at / 2)..]];
                    if (bytes.Length < 4)
                        return bytes;
                    break;
            }
        }

        return bytes;
    }

    private static void ShouldBeSame(TreeEnsemble actual, TreeEnsemble expected)
    {
        actual.Features.ShouldBe(expected.Features);
        actual.Arithmetic.ShouldBe(expected.Arithmetic);
        BitConverter.DoubleToInt64Bits(actual.BaseScore).ShouldBe(BitConverter.DoubleToInt64Bits(expected.BaseScore));
        actual.Trees.Length.ShouldBe(expected.Trees.Length);
        foreach (var (a, e) in actual.Trees.Zip(expected.Trees))
        {
            a.Leaves.Select(Bits).ShouldBe(e.Leaves.Select(Bits));
            a.Nodes.Select(Bits).ShouldBe(e.Nodes.Select(Bits));
        }
    }

    private static string Bits(Leaf leaf) => $"{BitConverter.DoubleToInt64Bits(leaf.Value):X} {BitConverter.DoubleToInt64Bits(leaf.Cover):X}";

    private static string Bits(SplitNode node) =>
        $"{node.Feature} {BitConverter.SingleToInt32Bits(node.Threshold):X} {node.Left} {node.Right} {node.MissingGoesLeft} "
        + $"{BitConverter.DoubleToInt64Bits(node.Gain):X} {BitConverter.DoubleToInt64Bits(node.Cover):X} "
        + (node.Categories is { } codes ? $"[{string.Join(' ', codes)}]" : "threshold");

    private static byte[] F64(double value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Bytes(TreeEnsemble ensemble)
    {
        using var stream = new MemoryStream();
        EnsembleBinary.Write(ensemble, stream);
        return stream.ToArray();
    }

    private static TreeEnsemble Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return EnsembleBinary.Read(stream);
    }

    /// <summary>Gives a few bytes at a time, as a network or an inflating stream may.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 7));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 7)]);
    }
}
