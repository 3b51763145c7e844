using Finntelligence.Trees.Formats.MlNet.Reading;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading;

public sealed class FileTextTests
{
    [Theory]
    [InlineData("größe", "größe")]
    [InlineData("a\nINFO fine\u001B[0m", "a.INFO fine.[0m")]
    public void Printable_Hides_Control_Characters(string text, string shown) => FileText.Printable(text).ShouldBe(shown);

    [Fact]
    public void Printable_Is_Short() => FileText.Printable(new string('x', 100_000)).Length.ShouldBe(81);
}
