using Finntelligence.Trees.Formats.Native;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Numerics;
using Finntelligence.Trees.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Finntelligence.Trees.Tests.Learning;

/// <summary>Rows that are events in part give what the same rows give that stand twice, bit for bit.</summary>
public sealed class FractionalRowsTests
{
    [Fact]
    public void Trees_and_losses_are_those_of_rows_that_stand_twice()
    {
        var property = Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), Gen.Choose(30, 600).ToArbitrary(), (seed, count) =>
        {
            var (rows, twice) = Both(count, (ulong)seed);
            var (validation, validationTwice) = Both(50 + (seed % 40), (ulong)seed + 1);
            var options = Options(seed) with { EarlyStoppingRounds = seed % 4 == 0 ? 3 : 0 };
            var expected = GradientBooster.Train(twice, options, validationTwice);
            var found = GradientBooster.Train(rows, options, validation);
            Bytes(found).ShouldBe(Bytes(expected));
            found.ValidationLoss.ShouldBe(expected.ValidationLoss);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), property);
    }

    [Fact]
    public void Cross_validation_is_that_of_rows_that_stand_twice()
    {
        var property = Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), Gen.Choose(100, 500).ToArbitrary(), (seed, count) =>
        {
            var (rows, twice) = Both(count, (ulong)seed);
            int[] folds = [.. Enumerable.Range(0, count).Select(i => i * 7 % 3)];
            TreeOptions[] candidates = [Options(seed) with { EarlyStoppingRounds = 4 }, Options(seed) with { NumberOfLeaves = 4, MaximumBinCountPerFeature = 30 }];
            var expected = CrossValidation.Run(twice, [.. folds, .. folds], candidates);
            var found = CrossValidation.Run(rows, folds, candidates);
            for (var c = 0; c < candidates.Length; c++)
            {
                found[c].Options.ShouldBe(expected[c].Options);
                found[c].Loss.ShouldBe(expected[c].Loss);
                found[c].Scores.ShouldBe(expected[c].Scores.Take(found[c].Scores.Length));
            }

            found.ShouldContain(result => result.Scores.Length == count);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), property);
    }

    [Fact]
    public void More_halves_than_bounds_are_chosen_from_make_no_difference()
    {
        var (rows, twice) = Both(150_000, 5);
        var options = new TreeOptions { NumberOfTrees = 4, NumberOfThreads = 3 };
        Bytes(GradientBooster.Train(rows, options)).ShouldBe(Bytes(GradientBooster.Train(twice, options)));
    }

    [Theory]
    [InlineData(-0.01f)]
    [InlineData(1.01f)]
    [InlineData(float.NaN)]
    public void A_share_that_is_none_is_refused_by_row(float share) =>
        Should.Throw<ArgumentException>(() => LabeledRows.OfShares([new("x")], new RowValues([1, 2], 1), [0.5f, share])).Message.ShouldContain("Row 1 ");

    [Fact]
    public void Only_shares_between_0_and_1_have_two_halves() =>
        LabeledRows.OfShares([new("x")], new RowValues([1, 2, 3], 1), [0, 1, 0.5f]).Halves.ShouldBe(4);

    // Shares of exactly 0 and 1 leave out a half.
    private static (LabeledRows Rows, LabeledRows Twice) Both(int count, ulong seed)
    {
        var rows = TestData.Mixed(count, seed);
        var random = new CounterRandom(seed).Fork(99);
        float[] shares = [.. Enumerable.Range(0, count).Select(i => random.Uniform((ulong)i) is var u && u < 0.2 ? rows.Labels[i] : (float)((0.6 * rows.Labels[i]) + (0.4 * u)))];
        return (
            LabeledRows.OfShares(rows.Features, rows.Values, shares),
            new LabeledRows(
                rows.Features, [.. rows.Values.ToArray(), .. rows.Values.ToArray()], [.. Enumerable.Repeat(1f, count), .. Enumerable.Repeat(0f, count)],
                [.. shares, .. shares.Select(share => 1 - share)]));
    }

    private static TreeOptions Options(int seed) => new()
    {
        NumberOfTrees = 12,
        NumberOfLeaves = 2 + (seed % 9),
        MinimumExampleCountPerLeaf = 1 + (seed % 17),
        MaximumBinCountPerFeature = seed % 3 == 0 ? 9 : 255,
        FeatureFraction = seed % 5 == 0 ? 0.5 : 1,
        NumberOfThreads = 1 + (seed % 3),
        Seed = (ulong)seed,
    };

    private static byte[] Bytes(TrainingResult result)
    {
        using var stream = new MemoryStream();
        EnsembleBinary.Write(result.Ensemble, stream);
        return stream.ToArray();
    }
}
