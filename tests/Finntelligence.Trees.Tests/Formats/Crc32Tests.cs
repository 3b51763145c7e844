using Finntelligence.Trees.Formats;

namespace Finntelligence.Trees.Tests.Formats;

public sealed class Crc32Tests
{
    [Fact]
    public void The_check_value_of_the_standard_is_met_in_pieces_too()
    {
        var crc = new Crc32();
        crc.Append("1234"u8);
        crc.Append("56789"u8);
        crc.Value.ShouldBe(0xCBF43926u);
        new Crc32().Value.ShouldBe(0u);
        Crc32.Of("123456789"u8).ShouldBe(0xCBF43926u);
    }
}
