namespace Finntelligence.Trees.Formats.MlNet.Writing;

/// <summary>Writes the two schema blobs: the named float columns, a label, and for the trainer's view the features vector.</summary>
internal static class SchemaWriter
{
    private const string Label = "Label";

    /// <summary>The columns the pipeline expects.</summary>
    public static byte[] Expected(IReadOnlyList<string> sources) => Write(Columns(sources));

    /// <summary>The columns the trainer saw.</summary>
    /// <param name="sources">The float columns, in feature order.</param>
    /// <param name="features">Name of the vector that Concatenate makes of them.</param>
    public static byte[] Trained(IReadOnlyList<string> sources, string features)
    {
        var parameters = new ByteSink().Text(SchemaLayout.FloatCodec).Leb128(0).Int32(1).Int32(sources.Count);
        return Write([.. Columns(sources), (features, SchemaLayout.VectorCodec, parameters.ToArray())]);
    }

    // ML.NET needs no label to score. It is there for people who look, unless a feature has its name.
    private static IEnumerable<(string Name, string Codec, byte[] Parameters)> Columns(IReadOnlyList<string> sources)
    {
        foreach (var source in sources)
            yield return (source, SchemaLayout.FloatCodec, []);
        if (!sources.Contains(Label))
            yield return (Label, SchemaLayout.BoolCodec, []);
    }

    private static byte[] Write(IEnumerable<(string Name, string Codec, byte[] Parameters)> columns)
    {
        const byte deflate = 1;
        const int rowsPerBlock = 1;
        const long noAnnotations = 0;
        var count = 0;
        var table = new ByteSink();
        foreach (var (name, codec, parameters) in columns)
        {
            table.Text(name).Text(codec).Leb128(parameters.Length).Bytes(parameters)
                .Byte(deflate).Leb128(rowsPerBlock).Int64(SchemaLayout.HeaderSize).Int64(noAnnotations);
            count++;
        }

        var blob = new ByteSink()
            .Bytes(SchemaLayout.Magic)
            .Int64((long)SchemaLayout.Version)
            .Int64((long)SchemaLayout.Version)
            .Int64(SchemaLayout.HeaderSize)
            .Int64(SchemaLayout.HeaderSize + table.Length)
            .Int64(0)
            .Int32(count);
        return blob.Zeros(SchemaLayout.HeaderSize - blob.Length).Bytes(table.ToArray()).Bytes(SchemaLayout.Tail).ToArray();
    }
}
