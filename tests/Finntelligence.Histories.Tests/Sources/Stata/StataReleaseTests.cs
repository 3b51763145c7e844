using Finntelligence.Histories.Sources.Stata;

namespace Finntelligence.Histories.Tests.Sources.Stata;

/// <summary>The releases that Stata's saveold writes are read, so that the advice to use it leads somewhere.</summary>
public sealed class StataReleaseTests
{
    [Theory]
    [InlineData(113)]
    [InlineData(114)]
    [InlineData(115)]
    public void A_file_of_saveold_is_read(byte release)
    {
        StataHeader expected = Read(113);

        StataHeader header = Read(release);

        header.Rows.ShouldBe(expected.Rows);
        header.Variables.ShouldBe(expected.Variables);
        header.Variables.Length.ShouldBe(2);
    }

    private static StataHeader Read(byte release)
    {
        var file = new StataFileBuilder(bigEndian: false) { Release = release };
        file.Variable("x", 255);
        file.Variable("y", 252);
        return StataHeaderReader.Read(new StataInput(new MemoryStream(file.Build())));
    }
}
