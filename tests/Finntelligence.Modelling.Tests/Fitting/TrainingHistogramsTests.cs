using Finntelligence.Modelling.Fitting;
using Finntelligence.Trees;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Modelling.Tests.Fitting;

public sealed class TrainingHistogramsTests
{
    [Fact]
    public void Few_values_get_a_bin_each()
    {
        var histogram = TrainingHistograms.Histogram("months", [4, 6, 4, 12, float.NaN, 4]);
        histogram.Edges.ShouldBe([4f, 6f]);
        histogram.Counts.ShouldBe([3L, 1, 1]);
        histogram.Missing.ShouldBe(1);
    }

    [Fact]
    public void Many_values_share_bins_of_about_equal_mass()
    {
        var histogram = TrainingHistograms.Histogram("income", [.. Enumerable.Range(0, 1000).Select(i => (float)i)]);
        histogram.Counts.Length.ShouldBe(TrainingHistograms.MaximumBins);
        histogram.Counts.ShouldAllBe(c => c >= 49 && c <= 51);
        histogram.Counts.Sum().ShouldBe(1000);
    }

    [Fact]
    public void A_value_is_in_the_bin_whose_upper_edge_is_the_first_not_below_it()
    {
        float[] values = [.. Enumerable.Range(0, 500).Select(i => (float)(i * i % 977))];
        var histogram = TrainingHistograms.Histogram("x", values);
        for (var bin = 0; bin < histogram.Counts.Length; bin++)
        {
            var low = bin == 0 ? float.NegativeInfinity : histogram.Edges[bin - 1];
            var high = bin == histogram.Edges.Length ? float.PositiveInfinity : histogram.Edges[bin];
            histogram.Counts[bin].ShouldBe(values.Count(v => v > low && v <= high));
        }
    }

    [Fact]
    public void A_column_without_a_value_has_one_empty_bin()
    {
        var histogram = TrainingHistograms.Histogram("x", [float.NaN, float.NaN]);
        (histogram.Edges.Length, histogram.Counts.Single(), histogram.Missing).ShouldBe((0, 0, 2));
    }

    [Fact]
    public void Columns_are_taken_from_rows_in_order()
    {
        var histograms = TrainingHistograms.Of([new FeatureSpec("a"), new FeatureSpec("b")], new RowValues([1, 9, 2, 9, 3, float.NaN], 2), [0.1, 0.2, 0.3]);
        histograms.Features.Select(h => h.Name).ShouldBe(["a", "b"]);
        histograms.Features[0].Edges.ShouldBe([1f, 2f]);
        histograms.Features[1].Missing.ShouldBe(1);
        histograms.Score.Counts.Sum().ShouldBe(3);
    }

    [Fact]
    public void Rows_count_as_many_as_they_stand_for()
    {
        var histogram = TrainingHistograms.Histogram("a", [1, 1, 2, float.NaN], [0.5f, 0.5f, 2, 1]);

        histogram.Counts.ShouldBe([1, 2]);
        histogram.Missing.ShouldBe(1);
    }
}
