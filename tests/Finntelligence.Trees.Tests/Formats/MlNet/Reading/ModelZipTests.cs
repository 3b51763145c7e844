using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.MlNet.Reading;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading;

public sealed class ModelZipTests
{
    private const string Chain = "TransformerChain/Model.key";

    [Fact]
    public void Read_Refuses_Two_Members_That_Differ_In_The_Slash()
    {
        var model = EditableModel.Tiny();
        model.Members["TransformerChain\\Model.key"] = model.Members[Chain];
        Refusal(model.Zip()).ShouldContain($"'{Chain}' twice");
    }

    [Fact]
    public void Read_Refuses_A_Flipped_Bit_In_A_Leaf()
    {
        var model = EditableModel.Tiny();
        var zip = model.Zip();
        var leaf = BitConverter.GetBytes(2.0);
        var at = zip.AsSpan().LastIndexOf([.. BitConverter.GetBytes(-1.0), .. leaf]);
        zip[at + 3] ^= 1;
        Refusal(zip).ShouldContain("checksum");
    }

    [Theory]
    [InlineData(Limits.DecompressedBytes + 1, "bytes decompressed are more than")]
    [InlineData(444, "checksum")]
    public void Read_Refuses_A_Bomb_Whatever_It_Claims_To_Be(int claimed, string because)
    {
        // Zeros, a thousand to one.
        var model = EditableModel.Tiny();
        model.Members[Chain] = new byte[16 << 20];
        var zip = model.Zip(level: CompressionLevel.Fastest);
        // The decompressed size stands 24 bytes into the directory's entry of the member, whose name is at 46.
        var entry = zip.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(Chain)) - 46;
        BinaryPrimitives.ReadInt32LittleEndian(zip.AsSpan(entry + 24)).ShouldBe(16 << 20);
        BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(entry + 24), claimed);
        Refusal(zip).ShouldSatisfyAllConditions(m => m.ShouldStartWith(Chain), m => m.ShouldContain(because));
    }

    [Fact]
    public void Read_Refuses_Thousands_Of_Members()
    {
        var model = EditableModel.Tiny();
        for (var i = 0; i < Limits.Members; i++)
            model.Members[$"{i}"] = [];
        Refusal(model.Zip()).ShouldContain("members");
    }

    [Fact]
    public void Read_Refuses_More_Bytes_Than_It_Takes()
    {
        using var endless = new Zeros();
        Should.Throw<InvalidModelFileException>(() => MlNetModelReader.Read(endless)).Message.ShouldContain("more than");
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("this is not a zip")]
    public void Read_Refuses_What_Is_No_Zip(string text) =>
        Refusal(Encoding.ASCII.GetBytes(text)).ShouldContain("the zip: it cannot be unpacked");

    private static string Refusal(byte[] zip) =>
        Should.Throw<InvalidModelFileException>(() => MlNetModelReader.Read(zip.AsMemory())).Message;

    private sealed class Zeros : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => 0; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => count;

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
