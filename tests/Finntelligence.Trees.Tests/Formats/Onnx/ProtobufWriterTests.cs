using Finntelligence.Trees.Formats.Onnx;

namespace Finntelligence.Trees.Tests.Formats.Onnx;

public sealed class ProtobufWriterTests
{
    [Fact]
    public void Fields_Have_The_Bytes_Of_The_Encoding_Guide()
    {
        // The examples of the protobuf encoding guide: 150 in field 1, "testing" in field 2, the first as a message in field 3.
        var message = new ProtobufWriter().Int(1, 150);
        message.ToArray().ShouldBe([0x08, 0x96, 0x01]);
        new ProtobufWriter().Text(2, "testing").ToArray().ShouldBe([0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6E, 0x67]);
        new ProtobufWriter().Message(3, message).ToArray().ShouldBe([0x1A, 0x03, 0x08, 0x96, 0x01]);
    }

    [Fact]
    public void Negative_Numbers_Take_Ten_Bytes() => new ProtobufWriter().Int(1, -2).ToArray()
        .ShouldBe([0x08, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]);

    [Fact]
    public void Floats_Are_Little_Endian() => new ProtobufWriter().Float(2, 1).ToArray().ShouldBe([0x15, 0, 0, 0x80, 0x3F]);

    [Fact]
    public void High_Fields_Have_Keys_Of_Two_Bytes() => new ProtobufWriter().Int(20, 7).ToArray().ShouldBe([0xA0, 0x01, 0x07]);
}
