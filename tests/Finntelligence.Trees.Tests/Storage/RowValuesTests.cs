using Finntelligence.Trees.Numerics;
using Finntelligence.Trees.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Finntelligence.Trees.Tests.Storage;

public sealed class RowValuesTests
{
    [Fact]
    public void Blocks_of_any_size_in_files_or_memory_are_the_plain_rows()
    {
        var property = Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed =>
        {
            using var folder = new ScratchFolder();
            var random = new CounterRandom((ulong)seed);
            int width = 1 + (int)(5 * random.Uniform(0)), count = (int)(60 * random.Uniform(1)), block = 1 << (int)(9 * random.Uniform(2));
            float[] plain = [.. Enumerable.Range(0, width * count).Select(i => (float)random.Uniform(10 + (ulong)i))];
            using var space = new ScratchSpace((long)(600 * random.Uniform(3)), folder.Path) { BlockBytes = block };
            var rows = Built(plain, width, seed % 3 == 0 ? ScratchSpace.Unbounded : space);

            rows.Count.ShouldBe(count);
            rows.ToArray().ShouldBe(plain);
            rows.Column(width - 1).ShouldBe([.. Enumerable.Range(0, count).Select(i => plain[(i * width) + width - 1])]);
            for (var from = 0; from <= count; from += 7)
            {
                var some = Math.Min(11, count - from);
                rows.Rows(from, some, new float[11 * width]).ToArray().ShouldBe(plain[(from * width)..((from + some) * width)]);
            }

            int[] chosen = [.. Enumerable.Range(0, count).OrderBy(i => random.Bits((ulong)i)).Take(count / 2)], again = [.. Enumerable.Range(0, chosen.Length).Reverse()];
            float[] expected = [.. chosen.SelectMany(i => plain[(i * width)..((i + 1) * width)])];
            rows.Select(chosen).ToArray().ShouldBe(expected);
            rows.View(chosen).ToArray().ShouldBe(expected);
            rows.View(chosen).Select(again).ToArray().ShouldBe(rows.Select([.. again.Select(i => chosen[i])]).ToArray());
            int[] columns = [width - 1, 0];
            rows.View(chosen).Columns(columns).ToArray().ShouldBe([.. chosen.SelectMany(i => columns.Select(j => plain[(i * width) + j]))]);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), property);
    }

    [Fact]
    public void Rows_are_not_read_after_their_space_has_ended()
    {
        using var folder = new ScratchFolder();
        var space = new ScratchSpace(0, folder.Path);
        var rows = Built([1, 2], 1, space);
        rows.Row(1)[0].ShouldBe(2);
        space.Dispose();
        Should.Throw<ObjectDisposedException>(() => rows.Row(1)[0]);
    }

    [Fact]
    public void A_row_that_is_none_is_refused()
    {
        var rows = new RowValues([1, 2, 3, 4], 2);
        Should.Throw<ArgumentOutOfRangeException>(() => rows.Row(2)[0]);
        Should.Throw<ArgumentOutOfRangeException>(() => rows.Row(-1)[0]);
        Should.Throw<ArgumentOutOfRangeException>(() => rows.View([0, 2]));
        Should.Throw<ArgumentException>(() => new RowValues([1, 2, 3], 2)).Message.ShouldContain("3 values");
        Should.Throw<ArgumentException>(() => new RowValuesBuilder(2, ScratchSpace.Unbounded).Add([1])).Message.ShouldContain("1 values");
    }

    [Fact]
    public void Rows_may_have_no_values()
    {
        var rows = new RowValuesBuilder(0, ScratchSpace.Unbounded);
        rows.Add([]);
        rows.Add([]);
        rows.Build().Select([1]).Row(0).Length.ShouldBe(0);
    }

    internal static RowValues Built(float[] plain, int width, ScratchSpace space)
    {
        var builder = new RowValuesBuilder(width, space);
        for (var at = 0; at < plain.Length; at += width)
            builder.Add(plain.AsSpan(at, width));
        return builder.Build();
    }
}
