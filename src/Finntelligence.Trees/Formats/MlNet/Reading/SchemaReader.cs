using System.Collections.Immutable;
using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading;

/// <summary>A column of a schema.</summary>
/// <param name="Codec">How its values are stored, which says its type.</param>
/// <param name="ItemCodec">The same of a vector's items; the codec itself for a scalar.</param>
/// <param name="VectorLength">The number of items of a vector, 0 when it varies; null for a scalar.</param>
/// <param name="SlotNames">What the items of a vector are called; null when they have no names.</param>
internal sealed record SchemaColumn(string Codec, string ItemCodec, int? VectorLength, ImmutableArray<string>? SlotNames)
{
    public ItemKind ItemKind => ItemKinds.OfCodec(ItemCodec);
}

/// <summary>Reads a schema blob: an empty table in ML.NET's binary data-view format.</summary>
internal static class SchemaReader
{
    // Two empty texts, an empty parameter block, compression, rows per block, two positions.
    private const int SmallestColumn = 1 + 1 + 1 + 1 + 1 + 8 + 8;

    /// <summary>The columns by name. Where a name occurs twice the last one counts, as it does in ML.NET.</summary>
    public static IReadOnlyDictionary<string, SchemaColumn> Read(string entry, ReadOnlySpan<byte> bytes)
    {
        var (tableStart, tailStart, count) = ReadHeader(entry, bytes);
        if (tailStart != bytes.Length - SchemaLayout.Tail.Length || !bytes[(int)tailStart..].SequenceEqual(SchemaLayout.Tail))
            throw new InvalidModelFileException(entry, $"the closing magic number is not at {tailStart}, where the header puts it");
        if (tableStart < SchemaLayout.HeaderSize || tableStart > tailStart)
            throw new InvalidModelFileException(entry, $"the column table starts at {tableStart}");

        // Annotations lie between header and table; of them only slot names bear on scoring, as names of the values a caller gives.
        var table = new ByteCursor(entry, bytes[(int)tableStart..(int)tailStart]);
        if (count < 0 || count > table.Remaining / SmallestColumn)
            throw table.Fault($"{count} columns in {table.Remaining} bytes");
        var columns = new Dictionary<string, SchemaColumn>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var name = table.Text();
            columns[name] = ReadColumn(entry, bytes, ref table);
        }

        table.ExpectEnd();
        return columns;
    }

    private static (long TableStart, long TailStart, int Columns) ReadHeader(string entry, ReadOnlySpan<byte> bytes)
    {
        var header = new ByteCursor(entry, bytes);
        header = new ByteCursor(entry, header.Take(SchemaLayout.HeaderSize));
        if (!header.Take(8).SequenceEqual(SchemaLayout.Magic))
            throw header.Fault("this is not an ML.NET schema");
        var (written, needed) = (header.UInt64(), header.UInt64());
        if (written != SchemaLayout.Version || needed != SchemaLayout.Version)
            throw header.Fault($"schema version {written:X16}, needed to read {needed:X16}; this reader knows {SchemaLayout.Version:X16}");
        var (tableStart, tailStart, rows) = (header.Int64(), header.Int64(), header.Int64());
        if (rows != 0)
            throw header.Fault($"a schema with {rows} rows");
        return (tableStart, tailStart, header.Int32());
    }

    private static SchemaColumn ReadColumn(string entry, ReadOnlySpan<byte> bytes, ref ByteCursor table)
    {
        var codec = table.Text();
        var parameters = table.Take(table.Leb128());
        _ = table.Byte();
        _ = table.Leb128();
        _ = table.Int64();
        var annotations = table.Int64();
        if (codec != SchemaLayout.VectorCodec)
            return new SchemaColumn(codec, codec, VectorLength: null, SlotNames: null);
        var (item, length) = ReadVector(entry, parameters);
        return new SchemaColumn(codec, item, length, annotations == 0 ? null : SlotNamesReader.Read(entry, bytes, annotations, length));
    }

    private static (string ItemCodec, int Length) ReadVector(string entry, ReadOnlySpan<byte> parameters)
    {
        var cursor = new ByteCursor($"{entry}, a vector column", parameters);
        var item = cursor.Text();
        _ = cursor.Take(cursor.Leb128());
        var length = 1L;
        foreach (var dimension in cursor.Int32Array("dimensions"))
        {
            length *= dimension;
            if (length is < 0 or > int.MaxValue)
                throw cursor.Fault("a vector of more items than can be");
        }

        cursor.ExpectEnd();
        return (item, (int)length);
    }
}
