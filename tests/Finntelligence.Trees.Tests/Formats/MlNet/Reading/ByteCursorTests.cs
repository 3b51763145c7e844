using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.MlNet.Reading;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading;

public sealed class ByteCursorTests
{
    [Theory]
    [InlineData(new byte[] { 0x00 }, 0)]
    [InlineData(new byte[] { 0x7F }, 127)]
    [InlineData(new byte[] { 0x80, 0x01 }, 128)]
    [InlineData(new byte[] { 0xE5, 0x8E, 0x26 }, 624485)]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0x07 }, int.MaxValue)]
    public void Leb128_Reads_Seven_Bits_A_Byte(byte[] bytes, int value) => new ByteCursor("x", bytes).Leb128().ShouldBe(value);

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0x08 }, "a length of 2415919103")]
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80, 0x00 }, "more than five bytes")]
    [InlineData(new byte[] { 0x80 }, "1 bytes are needed where 0 are left")]
    public void Leb128_Refuses_What_Is_No_Length(byte[] bytes, string because) =>
        Should.Throw<InvalidModelFileException>(() => new ByteCursor("x", bytes).Leb128()).Message.ShouldContain(because);

    [Fact]
    public void Count_Believes_Only_What_The_Rest_Can_Hold()
    {
        byte[] three = [3, 0, 0, 0, .. new byte[24]];
        new ByteCursor("x", three).Count("things", 8).ShouldBe(3);
        Should.Throw<InvalidModelFileException>(() => new ByteCursor("x", three.AsSpan(0, 27)).Count("things", 8))
            .Message.ShouldBe("x: 3 things cannot be in the 23 bytes left (at byte 4 of the 27 read).");
    }
}
