using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.Native;

/// <summary>Puts an ensemble into bytes; the layout is on <see cref="EnsembleBinary"/>.</summary>
internal static class EnsembleWriter
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Write(TreeEnsemble ensemble, ArrayBufferWriter<byte> output)
    {
        output.Write(EnsembleBinary.Magic);
        U32(output, EnsembleBinary.Version);
        U32(output, (uint)ensemble.Features.Length);
        foreach (var feature in ensemble.Features)
            Feature(output, feature);
        U8(output, (byte)ensemble.Arithmetic);
        F64(output, ensemble.BaseScore);
        U32(output, (uint)ensemble.Trees.Length);
        foreach (var tree in ensemble.Trees)
        {
            U32(output, (uint)tree.Nodes.Length);
            foreach (var node in tree.Nodes)
                Node(output, node);
            foreach (var leaf in tree.Leaves)
            {
                F64(output, leaf.Value);
                F64(output, leaf.Cover);
            }
        }
    }

    private static void Feature(ArrayBufferWriter<byte> output, FeatureSpec feature)
    {
        byte[] name;
        try
        {
            name = StrictUtf8.GetBytes(feature.Name);
        }
        catch (EncoderFallbackException)
        {
            throw new InvalidEnsembleException($"The name of feature '{feature.Name}' is not valid Unicode.");
        }

        U32(output, (uint)name.Length);
        output.Write(name);
        U8(output, (byte)feature.Kind);
        U8(output, unchecked((byte)(sbyte)feature.Monotonicity));
    }

    private static void Node(ArrayBufferWriter<byte> output, SplitNode node)
    {
        var flags = (node.MissingGoesLeft ? EnsembleBinary.MissingGoesLeft : 0) | (node.Categories is null ? 0 : EnsembleBinary.CategorySplit);
        U8(output, (byte)flags);
        I32(output, node.Feature);
        I32(output, BitConverter.SingleToInt32Bits(node.Threshold));
        I32(output, node.Left);
        I32(output, node.Right);
        F64(output, node.Gain);
        F64(output, node.Cover);
        if (node.Categories is not { } codes)
            return;
        U32(output, (uint)codes.Length);
        foreach (var code in codes)
            I32(output, code);
    }

    private static void U8(ArrayBufferWriter<byte> output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    private static void U32(ArrayBufferWriter<byte> output, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(output.GetSpan(4), value);
        output.Advance(4);
    }

    private static void I32(ArrayBufferWriter<byte> output, int value) => U32(output, unchecked((uint)value));

    private static void F64(ArrayBufferWriter<byte> output, double value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(8), BitConverter.DoubleToInt64Bits(value));
        output.Advance(8);
    }
}
