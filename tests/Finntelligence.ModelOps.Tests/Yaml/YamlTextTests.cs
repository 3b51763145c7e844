using Finntelligence.ModelOps.Yaml;

namespace Finntelligence.ModelOps.Tests.Yaml;

public sealed class YamlTextTests
{
    [Theory]
    [InlineData("train", "train")]
    [InlineData("data/history.csv", "data/history.csv")]
    [InlineData("dotnet run --project src/X -- train", "dotnet run --project src/X -- train")]
    [InlineData("a:b", "a:b")]
    [InlineData("it's", "it's")]
    [InlineData("é", "é")]
    [InlineData("", "''")]
    [InlineData("null", "'null'")]
    [InlineData("No", "'No'")]
    [InlineData("12", "'12'")]
    [InlineData("-1", "'-1'")]
    [InlineData("1e3", "'1e3'")]
    [InlineData("12345678901234567890123456789012", "'12345678901234567890123456789012'")]
    [InlineData("1234e678901234567890123456789012", "'1234e678901234567890123456789012'")]
    [InlineData("0cc175b9c0f1b6a831c399e269772661", "0cc175b9c0f1b6a831c399e269772661")]
    [InlineData("0x1f", "'0x1f'")]
    [InlineData("0b1", "'0b1'")]
    [InlineData("1_000", "'1_000'")]
    [InlineData("2026-03-01", "'2026-03-01'")]
    [InlineData("2026-03-01T10:00:00Z", "'2026-03-01T10:00:00Z'")]
    [InlineData("1:30", "'1:30'")]
    [InlineData(".5", "'.5'")]
    [InlineData("a: b", "'a: b'")]
    [InlineData("a:", "'a:'")]
    [InlineData("a #b", "'a #b'")]
    [InlineData("*a", "'*a'")]
    [InlineData("'a'", "'''a'''")]
    [InlineData(" a", "' a'")]
    [InlineData("a\nb\t\"", "\"a\\nb\\t\\\"\"")]
    [InlineData("\u0007", "\"\\u0007\"")]
    public void Scalar_Quotes_What_A_Reader_Could_Take_For_Something_Else(string text, string expected) => YamlText.Scalar(text).ShouldBe(expected);
}
