using Finntelligence.Modelling.Training;

namespace Finntelligence.Modelling.Tests.Training;

public sealed class RowMemoryTests
{
    [Theory]
    [InlineData("1000", 1000L)]
    [InlineData("4GB", 4_000_000_000L)]
    [InlineData(" 1.5 gib ", 1_610_612_736L)]
    [InlineData("0kB", 0L)]
    [InlineData("", null)]
    [InlineData("4 horses", null)]
    [InlineData("-1GB", null)]
    [InlineData("1e3", null)]
    [InlineData("9999999999 TB", null)]
    public void A_size_is_a_number_and_a_unit(string text, long? bytes) => RowMemory.BytesOf(text).ShouldBe(bytes);

    [Fact]
    public void Without_either_all_rows_are_in_memory()
    {
        RowMemory.Of(null, null).ShouldBeNull();
        RowMemory.Of("1MB", null).ShouldBe(new RowMemory(1_000_000, Path.GetTempPath()));
        RowMemory.Of(null, "there")!.Bytes.ShouldBeGreaterThan(1_000_000);
        RowMemory.Open(null).IsBounded.ShouldBeFalse();
    }
}
