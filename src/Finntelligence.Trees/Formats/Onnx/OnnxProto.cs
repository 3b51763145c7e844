namespace Finntelligence.Trees.Formats.Onnx;

/// <summary>
/// The messages of onnx.proto that a tree ensemble needs, with their field numbers. Repeated numbers are written one by one,
/// as other writers do; readers take both forms.
/// </summary>
internal static class OnnxProto
{
    private const int FloatTensor = 1;
    private const int Int64Tensor = 7;

    public static ProtobufWriter Model(
        int irVersion,
        string producer,
        string producerVersion,
        ProtobufWriter graph,
        IEnumerable<(string Domain, int Version)> operatorSets)
    {
        var model = new ProtobufWriter().Int(1, irVersion).Text(2, producer);
        if (producerVersion.Length > 0)
            model.Text(3, producerVersion);
        model.Message(7, graph);
        foreach (var (domain, version) in operatorSets)
            model.Message(8, new ProtobufWriter().Text(1, domain).Int(2, version));
        return model;
    }

    /// <summary>Adds a free text to a model, under a name.</summary>
    public static void AddMetadata(ProtobufWriter model, string key, string value) =>
        model.Message(14, new ProtobufWriter().Text(1, key).Text(2, value));

    /// <summary>A graph's nodes must be in an order in which inputs come before their use.</summary>
    public static ProtobufWriter Graph(
        string name,
        IEnumerable<ProtobufWriter> nodes,
        IEnumerable<ProtobufWriter> initializers,
        IEnumerable<ProtobufWriter> inputs,
        IEnumerable<ProtobufWriter> outputs)
    {
        var graph = new ProtobufWriter();
        foreach (var node in nodes)
            graph.Message(1, node);
        graph.Text(2, name);
        foreach (var initializer in initializers)
            graph.Message(5, initializer);
        foreach (var input in inputs)
            graph.Message(11, input);
        foreach (var output in outputs)
            graph.Message(12, output);
        return graph;
    }

    public static ProtobufWriter Node(
        string type, string domain, string[] inputs, string[] outputs, params IEnumerable<ProtobufWriter> attributes)
    {
        var node = new ProtobufWriter();
        foreach (var input in inputs)
            node.Text(1, input);
        foreach (var output in outputs)
            node.Text(2, output);
        node.Text(3, "n_" + type).Text(4, type);
        foreach (var attribute in attributes)
            node.Message(5, attribute);
        return domain.Length == 0 ? node : node.Text(7, domain);
    }

    public static ProtobufWriter Int(string name, long value) => new ProtobufWriter().Text(1, name).Int(3, value).Int(20, 2);

    public static ProtobufWriter Text(string name, string value) => new ProtobufWriter().Text(1, name).Text(4, value).Int(20, 3);

    public static ProtobufWriter Floats(string name, IEnumerable<float> values)
    {
        var attribute = new ProtobufWriter().Text(1, name);
        foreach (var value in values)
            attribute.Float(7, value);
        return attribute.Int(20, 6);
    }

    public static ProtobufWriter Ints(string name, IEnumerable<int> values)
    {
        var attribute = new ProtobufWriter().Text(1, name);
        foreach (var value in values)
            attribute.Int(8, value);
        return attribute.Int(20, 7);
    }

    public static ProtobufWriter Texts(string name, IEnumerable<string> values)
    {
        var attribute = new ProtobufWriter().Text(1, name);
        foreach (var value in values)
            attribute.Text(9, value);
        return attribute.Int(20, 8);
    }

    /// <summary>A constant vector of <c>int64</c>.</summary>
    public static ProtobufWriter Int64Vector(string name, params ReadOnlySpan<long> values)
    {
        var tensor = new ProtobufWriter().Int(1, values.Length).Int(2, Int64Tensor);
        foreach (var value in values)
            tensor.Int(7, value);
        return tensor.Text(8, name);
    }

    /// <summary>An input or output: a float32 matrix with any number of rows.</summary>
    public static ProtobufWriter RowsOf(string name, int columns)
    {
        var shape = new ProtobufWriter()
            .Message(1, new ProtobufWriter().Text(2, "N"))
            .Message(1, new ProtobufWriter().Int(1, columns));
        var tensor = new ProtobufWriter().Int(1, FloatTensor).Message(2, shape);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }
}
