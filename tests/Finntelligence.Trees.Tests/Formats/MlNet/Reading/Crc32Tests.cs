using Finntelligence.Trees.Formats.MlNet.Reading;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading;

public sealed class Crc32Tests
{
    [Fact]
    public void Of_Gives_The_Check_Value_Of_The_Standard() => Crc32.Of("123456789"u8).ShouldBe(0xCBF43926);

    [Fact]
    public void Of_Nothing_Is_Zero() => Crc32.Of([]).ShouldBe(0u);
}
