using System.Text;
using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.XGBoost.Documents;

namespace Finntelligence.Trees.Tests.Formats.XGBoost.Documents;

public sealed class JsonTokenReaderTests
{
    [Fact]
    public void Document_Is_Read_Token_By_Token() =>
        Tokens(" { \"a\" : [ 1 , true,false , null ], \"b\":{} ,\"c\" :\"x\"}\n").ShouldBe(
        [
            TokenKind.ObjectStart,
            TokenKind.Name, TokenKind.ArrayStart, TokenKind.Number, TokenKind.True, TokenKind.False, TokenKind.Null, TokenKind.ArrayEnd,
            TokenKind.Name, TokenKind.ObjectStart, TokenKind.ObjectEnd,
            TokenKind.Name, TokenKind.String,
            TokenKind.ObjectEnd, TokenKind.End,
        ]);

    [Theory]
    [InlineData("5E-1", 0.5f)]
    [InlineData("-0E0", -0f)]
    [InlineData("7", 7f)]
    [InlineData("7.41E-2", 0.0741f)]
    [InlineData("1e-45", float.Epsilon)]
    [InlineData("3.4028235E38", float.MaxValue)]
    [InlineData("1e999", float.PositiveInfinity)]
    [InlineData("NaN", float.NaN)]
    [InlineData("Infinity", float.PositiveInfinity)]
    [InlineData("-Infinity", float.NegativeInfinity)]
    public void Number_Is_The_Nearest_Float32(string text, float value) =>
        BitConverter.SingleToInt32Bits(Only(text).Single).ShouldBe(BitConverter.SingleToInt32Bits(value));

    [Fact]
    public void Number_Is_Rounded_Once()
    {
        // Just above the middle of two float32 values, by less than a double can hold: rounding to double first would lose it.
        Only("1.000000059604644775390625000000001").Single.ShouldBe(MathF.BitIncrement(1f));
    }

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("0E0", 0L)]
    [InlineData("-1", -1L)]
    [InlineData("1.0", 1L)]
    [InlineData("2147483647", 2147483647L)]
    [InlineData("9007199254740993", 9007199254740993L)]
    [InlineData("1.5", null)]
    [InlineData("NaN", null)]
    [InlineData("-Infinity", null)]
    [InlineData("1e300", null)]
    public void Whole_Number_Is_Known_However_It_Is_Written(string text, long? value) => Only(text).Integer.ShouldBe(value);

    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"{\\\"missing\\\": NaN}\"", "{\"missing\": NaN}")]
    [InlineData("\"\\\\\\/\\b\\f\\n\\r\\t\"", "\\/\b\f\n\r\t")]
    [InlineData("\"é\\u00e9\\u20AC\"", "éé€")]
    [InlineData("\"\\ud83d\\ude00\"", "😀")]
    [InlineData("\"\\ud83dx\"", "\ufffdx")]
    [InlineData("\"\\ude00\"", "\ufffd")]
    public void String_Is_Unescaped(string json, string text) => Only(json).Text.ShouldBe(text);

    [Theory]
    [InlineData("{\"a\" 1}", "byte 6: not JSON: ':' should stand here.")]
    [InlineData("{\"a\":1 \"b\":2}", "',' should stand here")]
    [InlineData("{\"a\":1,}", "'\"' should stand here")]
    [InlineData("{a:1}", "'\"' should stand here")]
    [InlineData("[1,]", "a value should stand here")]
    [InlineData("[1 2]", "',' should stand here")]
    [InlineData("[1", "the file ends in the middle")]
    [InlineData("{\"a\":", "the file ends in the middle")]
    [InlineData("\"abc", "the file ends in the middle")]
    [InlineData("[1}", "',' should stand here")]
    [InlineData("01.", "'01.' is no JSON value")]
    [InlineData("+1", "'+1' is no JSON value")]
    [InlineData(".5", "'.5' is no JSON value")]
    [InlineData("1e", "'1e' is no JSON value")]
    [InlineData("nan", "'nan' is no JSON value")]
    [InlineData("-NaN", "'-NaN' is no JSON value")]
    [InlineData("True", "'True' is no JSON value")]
    [InlineData("\"\\x\"", "an unknown escape")]
    [InlineData("\"\\u00g0\"", "four hexadecimal digits")]
    [InlineData("1 2", "something follows the end")]
    public void Broken_Grammar_Is_Refused(string json, string message) =>
        Should.Throw<InvalidModelFileException>(() => Tokens(json)).Message.ShouldContain(message);

    [Fact]
    public void Endless_Pieces_Are_Refused()
    {
        Should.Throw<InvalidModelFileException>(() => Tokens(new string('[', 65))).Message.ShouldContain("more than 64 levels");
        Tokens(new string('[', 64) + new string(']', 64)).Count.ShouldBe(129);
        Should.Throw<InvalidModelFileException>(() => Tokens(new string('1', 129))).Message.ShouldContain("more than 128 characters");
        Should.Throw<InvalidModelFileException>(() => Tokens("\"" + new string('x', (4 << 20) + 1) + "\"")).Message.ShouldContain("a string of more than");
    }

    private static JsonTokenReader Only(string json)
    {
        var reader = Reader(json);
        reader.Read();
        return reader;
    }

    private static List<TokenKind> Tokens(string json)
    {
        var reader = Reader(json);
        var tokens = new List<TokenKind>();
        do
        {
            tokens.Add(reader.Read());
        }
        while (tokens[^1] != TokenKind.End);
        return tokens;
    }

    private static JsonTokenReader Reader(string json) => new(new ByteSource(new MemoryStream(Encoding.UTF8.GetBytes(json)), long.MaxValue));
}
