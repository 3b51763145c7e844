using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Yaml;

namespace Finntelligence.ModelOps.Tests.Yaml;

public sealed class YamlValueTests
{
    [Theory]
    [InlineData("0x10", "16")]
    [InlineData("-0xFF", "-255")]
    [InlineData("0o17", "15")]
    [InlineData("017", "17")]
    [InlineData("0b101", "5")]
    [InlineData("1_000", "1000")]
    [InlineData("+7", "7")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("1.0", "1")]
    [InlineData("1e3", "1000")]
    [InlineData("1_0.5_0", "10.5")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5.0")]
    [InlineData("True", "true")]
    [InlineData("~", "null")]
    [InlineData("true", "1")]
    [InlineData(".inf", "+.INF")]
    [InlineData("2026-03-01T01:00:00+01:00", "2026-03-01 00:00:00Z")]
    [InlineData("2026-03-01 00:00:00.5", "2026-3-1T0:00:00.500")]
    public void Two_Forms_Of_One_Value_Are_The_Same(string one, string other) => Same(one, other).ShouldBeTrue();

    [Theory]
    [InlineData("9007199254740992", "9007199254740993")]
    [InlineData("9007199254740993", "9007199254740992.0")]
    [InlineData("1", "'1'")]
    [InlineData("yes", "true")]
    [InlineData("1:30", "90")]
    [InlineData("0o18", "16")]
    [InlineData("1e400", "10")]
    [InlineData(".5e3", "500.0")]
    [InlineData("null", "''")]
    [InlineData("2026-03-01", "2026-03-01T00:00:00")]
    [InlineData("2026-13-01", "2026-12-01")]
    [InlineData("NULL ", "nulL")]
    public void Two_Values_Are_Told_Apart(string one, string other) => Same(one, other).ShouldBeFalse();

    [Theory]
    [InlineData("a: &x 1\n", "a")]
    [InlineData("%YAML 1.1\n---\na: yes\n", "%YAML 1.1")]
    [InlineData("a:\n  <<: {b: 1}\n", "merge key")]
    [InlineData("a: {1: x, 0x1: y}\n", "twice")]
    public void What_Means_Something_Else_To_Other_Readers_Is_Refused_Or_Read(string text, string what)
    {
        if (what == "a")
            YamlReader.Read(text, "file")["a"]!.Text.ShouldBe("1");
        else
            Should.Throw<DataFaultException>(() => YamlReader.Read(text, "file")).Message.ShouldContain(what);
    }

    private static bool Same(string one, string other) => Node(one).HasSameValue(Node(other));

    private static YamlNode Node(string text) => YamlReader.Read("k: " + text, "file")["k"]!;
}
