using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Numerics;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Trees.Tests.Learning;

public sealed class RowPartitionTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1000, 2)]
    [InlineData(32_768, 2)]
    [InlineData(100_001, 1)]
    [InlineData(100_001, 3)]
    [InlineData(100_001, 16)]
    public void Keeps_the_order_on_both_sides(int count, int threads)
    {
        var random = new CounterRandom(3);
        byte[] column = [.. Enumerable.Range(0, 2 * count).Select(i => (byte)(random.Bits((ulong)i) % 5))];
        bool[] goesLeft = [true, false, false, true, false];
        int[] rows = [.. Enumerable.Range(0, count).Select(i => 2 * i)];
        int[] expected = [.. rows.Where(r => goesLeft[column[r]]), .. rows.Where(r => !goesLeft[column[r]])];

        using var team = new WorkerTeam(threads, CancellationToken.None);
        new RowPartition(2 * count, team, ScratchSpace.Unbounded).Split(rows, column, goesLeft)
            .ShouldBe(rows.Count(r => goesLeft[column[r]]));
        rows.ShouldBe(expected);
    }
}
