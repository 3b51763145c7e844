using Finntelligence.Lending.Models;

namespace Finntelligence.Lending.Tests.Models;

public sealed class Crc32Tests
{
    [Fact]
    public void Of_Gives_The_Published_Check_Value()
    {
        Crc32.Of("123456789"u8).ShouldBe(0xCBF43926u);
        Crc32.Of([]).ShouldBe(0u);
    }
}
