using System.Text;
using Google.Protobuf;

namespace Finntelligence.Modelling.Exporting;

/// <summary>Writes a graph of ONNX (onnx.proto), whose message types the converter keeps to itself.</summary>
/// <param name="name">Of the graph.</param>
internal sealed class OnnxGraph(string name)
{
    /// <summary>Domain of the operators on trees.</summary>
    public const string Trees = "ai.onnx.ml";

    // Every runtime since 2022 reads these.
    private const int IrVersion = 8;
    private const int Operators = 15;
    private const int TreeOperators = 3;
    private const int Float32 = 1;

    private readonly List<byte[]> _nodes = [];
    private readonly List<byte[]> _constants = [];
    private readonly List<byte[]> _inputs = [];
    private readonly List<byte[]> _outputs = [];

    /// <summary>A column of numbers that goes in, of any number of rows.</summary>
    public void Input(string column) => _inputs.Add(Column(column));

    /// <summary>A column of numbers that comes out.</summary>
    public void Output(string column) => _outputs.Add(Column(column));

    /// <summary>A number.</summary>
    public void Constant(string constant, float value) => _constants.Add(Message(tensor =>
    {
        Integer(tensor, 1, 1);
        Integer(tensor, 2, Float32);
        Text(tensor, 8, constant);
        Bytes(tensor, 9, BitConverter.IsLittleEndian ? BitConverter.GetBytes(value) : [.. BitConverter.GetBytes(value).Reverse()]);
    }));

    /// <summary>An operator. Those before it have made what it takes.</summary>
    /// <param name="type">Its name.</param>
    /// <param name="domain">Its domain; empty for ONNX's own.</param>
    /// <param name="takes">What it takes.</param>
    /// <param name="makes">What it makes.</param>
    /// <param name="attributes">Its attributes.</param>
    public void Node(string type, string domain, IEnumerable<string> takes, string makes, params OnnxAttribute[] attributes) => _nodes.Add(Message(node =>
    {
        foreach (var input in takes)
            Text(node, 1, input);
        Text(node, 2, makes);
        Text(node, 3, type);
        Text(node, 4, type);
        foreach (var attribute in attributes)
            Bytes(node, 5, attribute.Bytes);
        if (domain.Length > 0)
            Text(node, 7, domain);
    }));

    /// <summary>The whole file.</summary>
    public byte[] ToModel(string producer) => Message(model =>
    {
        Integer(model, 1, IrVersion);
        Text(model, 2, producer);
        Bytes(model, 7, Message(graph =>
        {
            Each(graph, 1, _nodes);
            Text(graph, 2, name);
            Each(graph, 5, _constants);
            Each(graph, 11, _inputs);
            Each(graph, 12, _outputs);
        }));
        Bytes(model, 8, Domain("", Operators));
        Bytes(model, 8, Domain(Trees, TreeOperators));
    });

    internal static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
            write(output);
        return bytes.ToArray();
    }

    internal static void Integer(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    internal static void Text(CodedOutputStream output, int field, string text) => Bytes(output, field, Encoding.UTF8.GetBytes(text));

    internal static void Bytes(CodedOutputStream output, int field, byte[] bytes)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(bytes));
    }

    private static void Each(CodedOutputStream output, int field, List<byte[]> messages)
    {
        foreach (var message in messages)
            Bytes(output, field, message);
    }

    private static byte[] Domain(string domain, int version) => Message(output =>
    {
        Text(output, 1, domain);
        Integer(output, 2, version);
    });

    // ValueInfoProto ▸ TypeProto ▸ tensor_type ▸ shape.
    private static byte[] Column(string column) => Message(info =>
    {
        Text(info, 1, column);
        Bytes(info, 2, Message(type => Bytes(type, 1, Message(tensor =>
        {
            Integer(tensor, 1, Float32);
            Bytes(tensor, 2, Message(shape =>
            {
                Bytes(shape, 1, Message(rows => Text(rows, 2, "N")));
                Bytes(shape, 1, Message(columns => Integer(columns, 1, 1)));
            }));
        }))));
    });
}

/// <summary>An attribute of an operator.</summary>
/// <param name="Bytes">An AttributeProto.</param>
internal readonly record struct OnnxAttribute(byte[] Bytes)
{
    private const int OfInteger = 2;
    private const int OfText = 3;
    private const int OfFloats = 6;
    private const int OfIntegers = 7;
    private const int OfTexts = 8;

    public static OnnxAttribute Of(string name, long value) => Make(name, OfInteger, output => OnnxGraph.Integer(output, 3, value));

    public static OnnxAttribute Of(string name, string value) => Make(name, OfText, output => OnnxGraph.Text(output, 4, value));

    public static OnnxAttribute Of(string name, IEnumerable<float> values) => Make(name, OfFloats, output => OnnxGraph.Bytes(output, 7, OnnxGraph.Message(packed =>
    {
        foreach (var value in values)
            packed.WriteFloat(value);
    })));

    public static OnnxAttribute Of(string name, IEnumerable<long> values) => Make(name, OfIntegers, output => OnnxGraph.Bytes(output, 8, OnnxGraph.Message(packed =>
    {
        foreach (var value in values)
            packed.WriteInt64(value);
    })));

    public static OnnxAttribute Of(string name, IEnumerable<string> values) => Make(name, OfTexts, output =>
    {
        foreach (var value in values)
            OnnxGraph.Text(output, 9, value);
    });

    private static OnnxAttribute Make(string name, int type, Action<CodedOutputStream> value) => new(OnnxGraph.Message(output =>
    {
        OnnxGraph.Text(output, 1, name);
        value(output);
        OnnxGraph.Integer(output, 20, type);
    }));
}
