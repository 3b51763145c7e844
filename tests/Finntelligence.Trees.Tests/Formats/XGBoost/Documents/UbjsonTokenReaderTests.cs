using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.XGBoost.Documents;

namespace Finntelligence.Trees.Tests.Formats.XGBoost.Documents;

public sealed class UbjsonTokenReaderTests
{
    [Fact]
    public void Document_Is_Read_Token_By_Token() =>
        Tokens([.. "{i"u8, 1, .. "a["u8, .. "i"u8, 1, .. "TFZ]U"u8, 1, .. "b[#i"u8, 1, .. "Si"u8, 1, .. "xi"u8, 1, .. "c[$U#i"u8, 2, 7, 8, .. "}"u8]).ShouldBe(
        [
            TokenKind.ObjectStart,
            TokenKind.Name, TokenKind.ArrayStart, TokenKind.Number, TokenKind.True, TokenKind.False, TokenKind.Null, TokenKind.ArrayEnd,
            TokenKind.Name, TokenKind.ArrayStart, TokenKind.String, TokenKind.ArrayEnd,
            TokenKind.Name, TokenKind.ArrayStart, TokenKind.Number, TokenKind.Number, TokenKind.ArrayEnd,
            TokenKind.ObjectEnd, TokenKind.End,
        ]);

    [Theory]
    [InlineData(new byte[] { (byte)'i', 0xFE }, -2L)]
    [InlineData(new byte[] { (byte)'U', 0xFE }, 254L)]
    [InlineData(new byte[] { (byte)'I', 0xFF, 0x00 }, -256L)]
    [InlineData(new byte[] { (byte)'l', 0x80, 0, 0, 0 }, -2147483648L)]
    [InlineData(new byte[] { (byte)'L', 0, 0, 0, 1, 0, 0, 0, 0 }, 4294967296L)]
    [InlineData(new byte[] { (byte)'d', 0x40, 0x40, 0, 0 }, 3L)]
    [InlineData(new byte[] { (byte)'D', 0x40, 0x08, 0, 0, 0, 0, 0, 0 }, 3L)]
    [InlineData(new byte[] { (byte)'d', 0x3F, 0, 0, 0 }, null)]
    [InlineData(new byte[] { (byte)'d', 0x7F, 0xC0, 0, 0 }, null)]
    public void Number_Is_Big_Endian(byte[] bytes, long? value) => Only(bytes).Integer.ShouldBe(value);

    [Fact]
    public void Float_Keeps_Its_Bits()
    {
        Only([(byte)'d', 0x3D, 0x8D, 0xF0, 0xCB]).Single.ShouldBe(BitConverter.Int32BitsToSingle(0x3D8DF0CB));
        Only([(byte)'D', 0x3F, 0xF0, 0, 0, 0x10, 0, 0, 1]).Single.ShouldBe(1.0000001f);
        Only([(byte)'l', 0, 0, 0, 5]).Single.ShouldBe(5f);
    }

    [Theory]
    [InlineData("{$i", "objects with a count or a type are not supported")]
    [InlineData("[$Z#L\0\0\0\u0001\0\0\0\0", "arrays of one type must be of numbers")]
    [InlineData("[$[#L\0\0\0\u0001\0\0\0\0", "arrays of one type must be of numbers")]
    [InlineData("[$di\u0001", "an array with a type needs a count")]
    [InlineData("[#i\u0002T", "the file ends in the middle")]
    [InlineData("[$l#L\u007f\0\0\0\0\0\0\0\0\0\0\0", "the file ends in the middle")]
    [InlineData("SL\0\0\0\0\u007f\0\0\0", "a string of more than")]
    [InlineData("Sd\0\0\0\0", "a length must be a whole number from 0 on")]
    [InlineData("H", "the marker 0x48 is none that XGBoost writes")]
    [InlineData("{SiZ", "the marker 0x53")]
    [InlineData("TT", "something follows the end")]
    public void Broken_Grammar_Is_Refused(string bytes, string message) =>
        Should.Throw<InvalidModelFileException>(() => Tokens([.. bytes.Select(c => (byte)c)])).Message.ShouldContain(message);

    [Fact]
    public void Negative_Length_Is_Refused() =>
        Should.Throw<InvalidModelFileException>(() => Tokens([(byte)'S', (byte)'i', 0xFF])).Message.ShouldContain("from 0 on");

    [Fact]
    public void Endless_Depth_Is_Refused() =>
        Should.Throw<InvalidModelFileException>(() => Tokens([.. Enumerable.Repeat((byte)'[', 65)])).Message.ShouldContain("more than 64 levels");

    private static UbjsonTokenReader Only(byte[] bytes)
    {
        var reader = Reader(bytes);
        reader.Read();
        return reader;
    }

    private static List<TokenKind> Tokens(byte[] bytes)
    {
        var reader = Reader(bytes);
        var tokens = new List<TokenKind>();
        do
        {
            tokens.Add(reader.Read());
        }
        while (tokens[^1] != TokenKind.End);
        return tokens;
    }

    private static UbjsonTokenReader Reader(byte[] bytes) => new(new ByteSource(new MemoryStream(bytes), long.MaxValue));
}
