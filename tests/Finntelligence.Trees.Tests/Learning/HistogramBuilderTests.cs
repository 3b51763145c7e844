using System.Runtime.Intrinsics;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Trees.Tests.Learning;

/// <summary>Every way of summing against a plain loop.</summary>
public sealed class HistogramBuilderTests : IDisposable
{
    // So many that narrow sums are used, and so unlike that some features have bins too large for them.
    private const int Rows = 80_000;

    private static readonly LabeledRows Data = Wide(TestData.Mixed(Rows, 31, missing: 0.005), 3);

    private readonly WorkerTeam _team = new(2, CancellationToken.None);

    private readonly BinnedRows _rows;
    private readonly Gradients _gradients;

    public HistogramBuilderTests()
    {
        _rows = BinnedRows.Create(Data, Binning.Choose(Data, 255, _team), _team);
        _gradients = new Gradients(Data, _team);
        _gradients.Update((double[])[.. Enumerable.Range(0, Rows).Select(i => (i % 97 - 48) / 10.0)]);
        var narrow = _gradients.Narrow.ShouldNotBeNull();
        _rows.BinsAbove(narrow.Rows).ShouldContain(bins => bins.Length > 0);
        _rows.BinsAbove(narrow.Rows).ShouldContain(bins => bins.Length == 0);
    }

    public void Dispose()
    {
        _gradients.Dispose();
        _rows.Dispose();
        _team.Dispose();
    }

    [Theory]
    [InlineData(1, new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 })]
    [InlineData(1, new[] { 2 })]
    [InlineData(7, new[] { 0, 3, 4, 7, 11, 14 })]
    [InlineData(70_000, new[] { 1, 2, 5, 6, 7, 8, 9, 13 })]
    public void Narrow_and_wide_sums_are_those_of_a_plain_loop(int step, int[] features)
    {
        int[] nodeRows = [.. Enumerable.Range(0, Rows).Where(row => row % step == 0)];
        var expected = Plain(nodeRows, features, _gradients);
        var wide = new Vector128<int>[expected.Length];
        new WideSummation(_rows, _gradients).Add(nodeRows, features, wide);
        wide.ShouldBe(expected);
        var narrow = new Vector128<int>[expected.Length];
        new NarrowSummation(_rows, _gradients).Add(nodeRows, features, narrow);
        narrow.ShouldBe(expected);
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(1, 2, true)]
    [InlineData(7, 3, false)]
    [InlineData(7, 1, true)]
    [InlineData(16, 1, false)]
    [InlineData(16, 10, false)]
    public void Builds_over_what_was_there_however_the_work_is_cut(int members, int step, bool weighted)
    {
        var data = weighted ? new LabeledRows(Data.Features, Data.Values, Data.Labels, [.. Enumerable.Range(0, Rows).Select(i => 1 + (i % 3))]) : Data;
        using var team = new WorkerTeam(members, CancellationToken.None);
        using var gradients = new Gradients(data, team);
        gradients.Update((double[])[.. Enumerable.Range(0, Rows).Select(i => (i % 97 - 48) / 10.0)]);
        int[] nodeRows = [.. Enumerable.Range(0, Rows).Where(row => row % step == 0)];
        int[] features = [0, 3, 4, 7, 8, 9, 10, 11, 12, 13];
        var builder = new HistogramBuilder(_rows, gradients, team);
        for (var round = 0; round < 2; round++)
        {
            var histogram = builder.Rent();
            foreach (var feature in features)
                Array.Fill(histogram, Vector128.Create(7), _rows.Offsets[feature], _rows.Bins[feature].BinCount);
            var finished = new int[features.Length];
            builder.Build(nodeRows, features, histogram, i => Interlocked.Increment(ref finished[i]));
            finished.ShouldAllBe(times => times == 1);
            histogram.ShouldBe(Plain(nodeRows, features, gradients));
        }
    }

    [Fact]
    public void A_sibling_is_the_parent_less_the_other()
    {
        var builder = new HistogramBuilder(_rows, _gradients, _team);
        int[] features = [.. Enumerable.Range(0, Data.Features.Length)];
        var (parent, small, large) = (builder.Rent(), builder.Rent(), builder.Rent());
        builder.Build(Enumerable.Range(0, Rows).ToArray(), features, parent, _ => { });
        builder.Build(Enumerable.Range(0, Rows).Where(row => row % 3 == 0).ToArray(), features, small, _ => { });
        builder.Build(Enumerable.Range(0, Rows).Where(row => row % 3 != 0).ToArray(), features, large, _ => { });
        foreach (var feature in features)
            builder.Subtract(parent, small, feature);
        parent.ShouldBe(large);
    }

    [Fact]
    public void Rows_hold_the_same_bins_as_columns()
    {
        for (var row = 0; row < Rows; row += 501)
        {
            for (var f = 0; f < Data.Features.Length; f++)
                System.Runtime.CompilerServices.Unsafe.Add(ref _rows.Row(row), f).ShouldBe(_rows.Column(f).Span[row]);
        }
    }

    private Vector128<int>[] Plain(int[] nodeRows, int[] features, Gradients gradients)
    {
        var sums = new Vector128<int>[_rows.Offsets[^1]];
        foreach (var row in nodeRows)
        {
            foreach (var feature in features)
                sums[_rows.Offsets[feature] + _rows.Column(feature).Span[row]] += gradients.Of(row);
        }

        return sums;
    }

    /// <summary>The features several times over, so that every width of summing is used.</summary>
    private static LabeledRows Wide(LabeledRows rows, int times) => new(
        [.. Enumerable.Range(0, times).SelectMany(t => rows.Features.Select(f => f with { Name = f.Name + t }))],
        [.. Enumerable.Range(0, rows.Count).SelectMany(i => Enumerable.Range(0, times).SelectMany(_ => rows.Row(i).ToArray()))],
        rows.Labels);
}
