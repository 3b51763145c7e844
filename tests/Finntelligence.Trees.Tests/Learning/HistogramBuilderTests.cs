using System.Runtime.Intrinsics;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Trees.Tests.Learning;

/// <summary>Both ways of summing against a plain loop.</summary>
public sealed class HistogramBuilderTests
{
    private const int Rows = 30_000;

    private readonly LabeledRows _data = Wide(TestData.Mixed(Rows, 31), 3);
    private readonly BinnedRows _rows;
    private readonly Gradients _gradients;

    public HistogramBuilderTests()
    {
        _rows = BinnedRows.Create(_data, Binning.Choose(_data, 255, 1, CancellationToken.None), 2, CancellationToken.None);
        _gradients = new Gradients(_data, 2, CancellationToken.None);
        _gradients.Update([.. Enumerable.Range(0, Rows).Select(i => (i % 97 - 48) / 10.0)]);
    }

    [Theory]
    [InlineData(1, new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 })]
    [InlineData(1, new[] { 2 })]
    [InlineData(7, new[] { 0, 3, 4, 7, 11, 14 })]
    [InlineData(29_000, new[] { 1, 2, 5, 6, 7, 8, 9, 13 })]
    public void Narrow_and_wide_sums_are_those_of_a_plain_loop(int step, int[] features)
    {
        int[] nodeRows = [.. Enumerable.Range(0, Rows).Where(row => row % step == 0)];
        var expected = new Vector128<int>[_rows.Offsets[^1]];
        foreach (var row in nodeRows)
        {
            foreach (var feature in features)
                expected[_rows.Offsets[feature] + _rows.Columns[feature][row]] += _gradients.Of(row);
        }

        var wide = new Vector128<int>[expected.Length];
        new WideSummation(_rows, _gradients).Add(nodeRows, features, wide);
        wide.ShouldBe(expected);
        var narrow = new Vector128<int>[expected.Length];
        new NarrowSummation(_rows, _gradients).Add(nodeRows, features, narrow);
        narrow.ShouldBe(expected);
    }

    [Fact]
    public void Builds_over_what_was_there_and_subtracts()
    {
        var builder = new HistogramBuilder(_rows, _gradients);
        int[] features = [.. Enumerable.Range(0, _data.Features.Length)];
        int[] left = [.. Enumerable.Range(0, Rows).Where(row => row % 3 == 0)];
        int[] right = [.. Enumerable.Range(0, Rows).Where(row => row % 3 != 0)];
        var (parent, small, large) = (builder.Rent(), builder.Rent(), builder.Rent());
        Array.Fill(parent, Vector128.Create(7));
        builder.Build([.. left, .. right], features, parent);
        builder.Build(left, features, small);
        builder.Build(right, features, large);
        builder.Subtract(parent, small, features);
        parent.ShouldBe(large);
    }

    [Fact]
    public void Rows_hold_the_same_bins_as_columns()
    {
        for (var row = 0; row < Rows; row += 501)
        {
            for (var f = 0; f < _data.Features.Length; f++)
                System.Runtime.CompilerServices.Unsafe.Add(ref _rows.Row(row), f).ShouldBe(_rows.Columns[f][row]);
        }
    }

    /// <summary>The features several times over, so that every width of summing is used.</summary>
    private static LabeledRows Wide(LabeledRows rows, int times) => new(
        [.. Enumerable.Range(0, times).SelectMany(t => rows.Features.Select(f => f with { Name = f.Name + t }))],
        [.. Enumerable.Range(0, rows.Count).SelectMany(i => Enumerable.Range(0, times).SelectMany(_ => rows.Row(i).ToArray()))],
        rows.Labels);
}
