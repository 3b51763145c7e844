using Finntelligence.Trees.Numerics;

namespace Finntelligence.Trees.Tests.Numerics;

public sealed class CounterRandomTests
{
    [Fact]
    public void Counter_one_of_seed_zero_is_the_first_number_of_SplitMix64() =>
        // The published first outputs of SplitMix64 with state 0.
        new[] { new CounterRandom(0).Bits(0), new CounterRandom(0).Bits(1), new CounterRandom(0).Bits(2) }
            .ShouldBe([0xE220A8397B1DCDAFUL, 0x6E789E6AA1B965F4UL, 0x06C45D188009454FUL]);

    [Fact]
    public void Uniform_numbers_fill_the_unit_interval_evenly()
    {
        var random = new CounterRandom(42);
        var counts = new int[20];
        for (var i = 0UL; i < 100_000; i++)
            counts[(int)(20 * random.Uniform(i))]++;

        // Chi-square with 19 degrees of freedom: 43.8 is its 99.9 % point.
        counts.Sum(c => (c - 5000.0) * (c - 5000.0) / 5000).ShouldBeLessThan(43.8);
    }

    [Fact]
    public void Forks_are_streams_of_their_own()
    {
        var random = new CounterRandom(7);
        Enumerable.Range(0, 1000).Select(i => random.Fork((ulong)i).Bits(0)).Distinct().Count().ShouldBe(1000);
        random.Fork(1).Bits(0).ShouldNotBe(random.Bits(0));
    }
}
