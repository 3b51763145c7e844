using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Tests.Products.Json;

public sealed class JsonPathsTests
{
    [Theory]
    [InlineData("", "name", "name")]
    [InlineData("applicant[2]", "range", "applicant[2].range")]
    [InlineData("a", "b.c", "a['b.c']")]
    [InlineData("a", "it's", "a['it\\'s']")]
    [InlineData("a", "", "a['']")]
    [InlineData("", "2nd", "['2nd']")]
    public void Member_Quotes_what_is_no_identifier(string path, string name, string expected) =>
        JsonPaths.Member(path, name).ShouldBe(expected);

    [Fact]
    public void Member_Cuts_a_very_long_name() => JsonPaths.Member("a", new string('x', 100_000)).Length.ShouldBeLessThan(100);

    [Fact]
    public void Element_Counts_from_zero() => JsonPaths.Element("range", 0).ShouldBe("range[0]");
}
