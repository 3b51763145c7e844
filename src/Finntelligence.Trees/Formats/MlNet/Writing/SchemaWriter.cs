using System.Collections.Immutable;

namespace Finntelligence.Trees.Formats.MlNet.Writing;

/// <summary>Writes schema blobs: the columns a pipeline expects, and those its trainer saw.</summary>
internal static class SchemaWriter
{
    private const string Label = "Label";
    private const byte NotCompressed = 0;
    private const byte Deflate = 1;

    /// <summary>The columns the pipeline expects.</summary>
    public static byte[] Expected(IReadOnlyList<string> sources) => Write([.. Columns(sources)], []);

    /// <summary>The columns the trainer saw.</summary>
    /// <param name="sources">The float columns, in feature order.</param>
    /// <param name="features">Name of the vector that Concatenate makes of them.</param>
    public static byte[] Trained(IReadOnlyList<string> sources, string features)
    {
        return Write([.. Columns(sources), new(features, SchemaLayout.VectorCodec, Vector(SchemaLayout.FloatCodec, sources.Count))], []);
    }

    /// <summary>The columns a trainer saw that was given the features as one vector.</summary>
    /// <param name="columns">Their names.</param>
    /// <param name="width">Number of features.</param>
    public static byte[] Trained(TrainerColumns columns, int width) => Write(
        [
            new(columns.Label, SchemaLayout.BoolCodec, []),
            .. columns.Weight is { } weight ? [new Column(weight, SchemaLayout.FloatCodec, [])] : Array.Empty<Column>(),
            new(columns.Features, SchemaLayout.VectorCodec, Vector(SchemaLayout.FloatCodec, width), HasSlotNames: !columns.SlotNames.IsEmpty),
        ],
        columns.SlotNames);

    private static byte[] Vector(string items, int size) => new ByteSink().Text(items).Leb128(0).Int32(1).Int32(size).ToArray();

    // ML.NET needs no label to score. It is there for people who look, unless a feature has its name.
    private static IEnumerable<Column> Columns(IReadOnlyList<string> sources)
    {
        foreach (var source in sources)
            yield return new(source, SchemaLayout.FloatCodec, []);
        if (!sources.Contains(Label))
            yield return new(Label, SchemaLayout.BoolCodec, []);
    }

    private static byte[] Write(IReadOnlyList<Column> columns, ImmutableArray<string> slotNames)
    {
        const int rowsPerBlock = 1;
        const long noAnnotations = 0;
        var (annotations, listStart) = slotNames.IsEmpty ? (new ByteSink(), noAnnotations) : SlotNames(slotNames);
        var table = new ByteSink();
        foreach (var column in columns)
        {
            table.Text(column.Name).Text(column.Codec).Leb128(column.Parameters.Length).Bytes(column.Parameters)
                .Byte(Deflate).Leb128(rowsPerBlock).Int64(SchemaLayout.HeaderSize).Int64(column.HasSlotNames ? listStart : noAnnotations);
        }

        long tableStart = SchemaLayout.HeaderSize + annotations.Length;
        var blob = new ByteSink()
            .Bytes(SchemaLayout.Magic)
            .Int64((long)SchemaLayout.Version)
            .Int64((long)SchemaLayout.Version)
            .Int64(tableStart)
            .Int64(tableStart + table.Length)
            .Int64(0)
            .Int32(columns.Count);
        return blob.Zeros(SchemaLayout.HeaderSize - blob.Length)
            .Bytes(annotations.ToArray()).Bytes(table.ToArray()).Bytes(SchemaLayout.Tail).ToArray();
    }

    /// <summary>The block of the names, which starts right after the header, and then the list of the column's one annotation.</summary>
    private static (ByteSink Bytes, long ListStart) SlotNames(ImmutableArray<string> names)
    {
        const int vectors = 1;
        const int dense = -1;
        var block = new ByteSink().Int32(vectors).Int32(names.Length).Int32(dense).Int32(0).Int32(names.Length);
        var end = 0;
        foreach (var name in names)
            block.Int32(end += name.Length);
        block.Text(string.Concat(names));

        var parameters = Vector(SchemaLayout.TextCodec, names.Length);
        var bytes = new ByteSink().Bytes(block.ToArray())
            .Leb128(1).Text("SlotNames").Text(SchemaLayout.VectorCodec).Leb128(parameters.Length).Bytes(parameters)
            .Byte(NotCompressed).Int64(SchemaLayout.HeaderSize).Leb128(block.Length);
        return (bytes, SchemaLayout.HeaderSize + block.Length);
    }

    private readonly record struct Column(string Name, string Codec, byte[] Parameters, bool HasSlotNames = false);
}
