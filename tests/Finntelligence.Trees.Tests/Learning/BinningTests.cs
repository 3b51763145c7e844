using Finntelligence.Trees.Learning;
using FsCheck;
using FsCheck.Fluent;

namespace Finntelligence.Trees.Tests.Learning;

public sealed class BinningTests
{
    [Fact]
    public void Few_distinct_values_get_a_bin_each_with_bounds_half_way() =>
        Binning.UpperBounds([1, 1, 1, 2, 4, 4], 255).ShouldBe([1.5f, 3f]);

    [Fact]
    public void A_constant_column_has_one_bin() => Binning.UpperBounds([7, 7, 7], 255).ShouldBeEmpty();

    [Fact]
    public void An_empty_column_has_one_bin() => Binning.UpperBounds([], 255).ShouldBeEmpty();

    [Fact]
    public void Many_distinct_values_share_bins_of_equal_mass()
    {
        float[] sorted = [.. Enumerable.Range(0, 1000).Select(i => (float)i)];
        var bounds = Binning.UpperBounds(sorted, 10);
        bounds.ShouldBe([99.5f, 199.5f, 299.5f, 399.5f, 499.5f, 599.5f, 699.5f, 799.5f, 899.5f]);
    }

    [Fact]
    public void A_heavy_value_does_not_starve_the_others()
    {
        // 900 zeros and 100 distinct values: the zeros take one bin, the rest share the other nine.
        float[] sorted = [.. Enumerable.Repeat(0f, 900), .. Enumerable.Range(1, 100).Select(i => (float)i)];
        var bounds = Binning.UpperBounds(sorted, 10);
        bounds.Length.ShouldBe(9);
        bounds[0].ShouldBe(0.5f);
    }

    [Fact]
    public void Bounds_ascend_and_never_exceed_the_number_of_bins()
    {
        var property = Prop.ForAll(
            ArbMap.Default.ArbFor<float[]>(),
            Gen.Choose(2, 255).ToArbitrary(),
            (values, bins) =>
            {
                float[] sorted = [.. values.Where(v => !float.IsNaN(v)).Order()];
                var bounds = Binning.UpperBounds(sorted, bins);
                var feature = FeatureBins.Numeric(bounds);
                return bounds.Length < bins
                    && bounds.Zip(bounds.Skip(1)).All(p => p.First < p.Second)
                    && sorted.All(v => v <= feature.Threshold(feature.BinOf(v)))
                    && sorted.All(v => feature.BinOf(v) == 0 || v > feature.Threshold(feature.BinOf(v) - 1));
            });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), property);
    }

    [Fact]
    public void Neighbouring_floats_and_extremes_are_told_apart()
    {
        float[] sorted = [float.NegativeInfinity, -1e38f, -float.Epsilon, 0, float.Epsilon, 1, 1.0000001f, 1e38f, float.PositiveInfinity];
        var feature = FeatureBins.Numeric(Binning.UpperBounds(sorted, 255));
        sorted.Select(v => (int)feature.BinOf(v)).ShouldBe(Enumerable.Range(0, sorted.Length));
    }

    [Fact]
    public void Missing_values_have_the_bin_after_the_values() =>
        FeatureBins.Numeric([1f, 2f]).BinOf(float.NaN).ShouldBe((byte)3);

    [Fact]
    public void Rare_and_unseen_codes_share_the_last_bin()
    {
        float[] codes = [3, 3, 3, 9, 9, 70000, 5];
        var rows = new LabeledRows([new("c", FeatureKind.Category)], codes, new float[7]);
        using var team = new WorkerTeam(1, CancellationToken.None);
        var bins = Binning.Choose(rows, 3, team)[0];
        bins.ValueBins.ShouldBe(3);
        bins.BinOf(3).ShouldBe((byte)0);
        bins.BinOf(9).ShouldBe((byte)1);
        foreach (var other in (float[])[5, 70000, 4])
            bins.BinOf(other).ShouldBe((byte)2);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(0.5f)]
    [InlineData(16777216f)]
    [InlineData(float.PositiveInfinity)]
    public void A_value_that_is_no_code_is_refused_by_row_and_name(float value)
    {
        var rows = new LabeledRows([new("branch", FeatureKind.Category)], [0, value], new float[2]);
        using var team = new WorkerTeam(2, CancellationToken.None);
        var error = Should.Throw<ArgumentException>(() => Binning.Choose(rows, 255, team));
        error.Message.ShouldContain("Row 1");
        error.Message.ShouldContain("'branch'");
    }
}
