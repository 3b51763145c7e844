using System.Collections.Immutable;
using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>A number, or a vector of them, written with its type before it.</summary>
/// <param name="Kind">The type of the items.</param>
/// <param name="Numbers">One for a scalar.</param>
internal readonly record struct TypedValue(ItemKind Kind, ImmutableArray<double> Numbers)
{
    /// <summary>The number for a slot.</summary>
    public double At(int slot) => Numbers[Numbers.Length == 1 ? 0 : slot];

    public static TypedValue Read(ref ByteCursor body)
    {
        var codec = body.Text();
        var parameters = new ByteCursor("a value's type", body.Take(body.Leb128()));
        if (codec != SchemaLayout.VectorCodec)
        {
            parameters.ExpectEnd();
            return new TypedValue(ItemKinds.OfCodec(codec), [NumberOf(ref body, codec)]);
        }

        var item = parameters.Text();
        _ = parameters.Take(parameters.Leb128());
        return new TypedValue(ItemKinds.OfCodec(item), Vector(ref body, item));
    }

    /// <summary>One number as its codec stores it.</summary>
    public static double NumberOf(ref ByteCursor body, string codec) => ItemKinds.OfCodec(codec) switch
    {
        ItemKind.Single => body.Single(),
        ItemKind.Double => body.Double(),
        ItemKind.SByte => (sbyte)body.Byte(),
        ItemKind.Byte => body.Byte(),
        ItemKind.Int16 => (short)(body.Byte() | (body.Byte() << 8)),
        ItemKind.UInt16 => (ushort)(body.Byte() | (body.Byte() << 8)),
        ItemKind.Int32 => body.Int32(),
        ItemKind.UInt32 => body.UInt32(),
        ItemKind.Int64 => body.Int64(),
        ItemKind.UInt64 => body.UInt64(),
        _ => throw body.Fault($"a value of the type '{FileText.Printable(codec)}'; numbers are supported"),
    };

    // One vector: its length, −1 for dense or the number of items stored, their positions, the items.
    private static ImmutableArray<double> Vector(ref ByteCursor body, string item)
    {
        var (vectors, length, stored) = (body.Int32(), body.Int32(), body.Int32());
        if (vectors != 1 || length is < 1 or > Limits.Features || stored < -1 || stored > length)
            throw body.Fault($"{vectors} vectors of {length} items, {stored} of them stored");
        var positions = body.Int32Array("positions");
        var count = stored < 0 ? length : stored;
        if (positions.Length != (stored < 0 ? 0 : stored) || count > body.Remaining)
            throw body.Fault($"{positions.Length} positions for {count} items");
        var numbers = new double[length];
        for (var i = 0; i < count; i++)
        {
            var at = stored < 0 ? i : positions[i];
            if ((uint)at >= (uint)length)
                throw body.Fault($"position {at} of {length}");
            numbers[at] = NumberOf(ref body, item);
        }

        return [.. numbers];
    }
}
