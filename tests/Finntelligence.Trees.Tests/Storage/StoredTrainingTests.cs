using Finntelligence.Trees.Formats.Native;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Storage;
using FsCheck;
using FsCheck.Fluent;
using TestData = Finntelligence.Trees.Tests.Learning.TestData;

namespace Finntelligence.Trees.Tests.Storage;

/// <summary>Rows beyond memory give the trees of rows in memory, byte for byte.</summary>
public sealed class StoredTrainingTests : IDisposable
{
    private static readonly TreeOptions Small = new() { NumberOfTrees = 12, NumberOfLeaves = 8, MinimumExampleCountPerLeaf = 5 };

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_rows_options_and_bound_give_the_same_bytes()
    {
        var property = Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), Gen.Choose(40, 700).ToArbitrary(), (seed, count) =>
        {
            var rows = TestData.Mixed(count, (ulong)seed, weighted: seed % 2 == 0, first: (Monotonicity)(seed % 3 - 1));
            if (seed % 7 == 0)
                rows = new LabeledRows(rows.Features, rows.Values, rows.Labels, [.. Enumerable.Range(0, count).Select(i => i % 3)]);
            var options = Small with
            {
                Seed = (ulong)seed,
                BaggingExampleFraction = seed % 3 == 0 ? 0.6 : 1,
                FeatureFraction = seed % 5 == 0 ? 0.5 : 1,
                MaximumBinCountPerFeature = seed % 4 == 0 ? 7 : 255,
                EarlyStoppingRounds = seed % 11 == 0 ? 3 : 0,
                NumberOfThreads = 1 + (seed % 3),
            };
            if (rows.Labels.Distinct().Count() < 2)
                return;
            using var space = Space(seed % 13 == 0 ? 40_000 : seed % 2 == 0 ? 5_000 : 0, blockBytes: 1 << (seed % 11));
            var stored = Stored(rows, space);
            var validation = TestData.Mixed(60, (ulong)seed + 1, first: (Monotonicity)(seed % 3 - 1));
            var expected = GradientBooster.Train(rows, options, validation);
            var found = GradientBooster.Train(stored, options, Stored(validation, space));
            Bytes(found).ShouldBe(Bytes(expected));
            found.ValidationLoss.ShouldBe(expected.ValidationLoss);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), property);
        _folder.Files.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Any_number_of_threads_gives_the_same_bytes(bool weighted)
    {
        var rows = TestData.Mixed(60_000, 11, weighted: weighted);
        var options = Small with { BaggingExampleFraction = 0.8, FeatureFraction = 0.7 };
        var expected = Bytes(GradientBooster.Train(rows, options with { NumberOfThreads = 1 }));
        using var space = Space(500_000, blockBytes: 1000);
        var stored = Stored(rows, space);
        foreach (var threads in (int[])[1, 2, 5])
            Bytes(GradientBooster.Train(stored, options with { NumberOfThreads = threads })).ShouldBe(expected);
    }

    [Fact]
    public void Cross_validation_finds_the_same()
    {
        var rows = TestData.Mixed(900, 31, weighted: true);
        int[] folds = [.. Enumerable.Range(0, rows.Count).Select(i => i % 3)];
        TreeOptions[] candidates = [Small, Small with { NumberOfLeaves = 3, BaggingExampleFraction = 0.5 }];
        using var space = Space(0, blockBytes: 256);
        var expected = CrossValidation.Run(rows, folds, candidates, threads: 1);
        var held = space.InFiles;
        var found = CrossValidation.Run(Stored(rows, space), folds, candidates, threads: 5);
        foreach (var (a, b) in expected.Zip(found))
        {
            b.Options.ShouldBe(a.Options);
            b.Loss.ShouldBe(a.Loss);
            b.Scores.ShouldBe(a.Scores);
        }

        held.ShouldBe(0);
    }

    [Fact]
    public void A_training_gives_back_all_that_it_took()
    {
        var rows = TestData.Mixed(3_000, 5);
        using var space = Space(20_000, blockBytes: 512);
        var stored = Stored(rows, space);
        var before = (space.InMemory, space.InFiles);
        GradientBooster.Train(stored, Small);
        (space.InMemory, space.InFiles).ShouldBe(before);
    }

    [Fact]
    public void A_cancelled_training_gives_back_all_that_it_took()
    {
        using var space = Space(20_000, blockBytes: 512);
        var stored = Stored(TestData.Mixed(3_000, 5), space);
        var before = (space.InMemory, space.InFiles);
        using var source = new CancellationTokenSource();
        var atRound = new Rounds(round =>
        {
            space.InFiles.ShouldBeGreaterThan(before.InFiles);
            if (round == 3)
                source.Cancel();
        });
        Should.Throw<OperationCanceledException>(() => GradientBooster.Train(stored, Small with { NumberOfThreads = 3 }, progress: atRound, cancellationToken: source.Token));
        (space.InMemory, space.InFiles).ShouldBe(before);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9_000)]
    [InlineData(19_000)]
    [InlineData(40_000)]
    public void A_training_whose_scratch_folder_goes_ends_with_a_clear_fault_and_gives_back_all_that_it_took(long memory)
    {
        using var space = Space(memory, blockBytes: 512);
        var stored = Stored(TestData.Mixed(3_000, 5, weighted: true), space);
        var before = (space.InMemory, space.InFiles);
        _folder.Dispose();
        Should.Throw<ScratchException>(() => GradientBooster.Train(stored, Small)).Message.ShouldStartWith($"The scratch folder {_folder.Path} cannot take ");
        (space.InMemory, space.InFiles).ShouldBe(before);
    }

    private ScratchSpace Space(long memory, int blockBytes) => new(memory, _folder.Path) { BlockBytes = blockBytes };

    private static LabeledRows Stored(LabeledRows rows, ScratchSpace space) => new(
        rows.Features, RowValuesTests.Built(rows.Values.ToArray(), rows.Features.Length, space), rows.Labels, rows.Weights);

    private static byte[] Bytes(TrainingResult result)
    {
        using var stream = new MemoryStream();
        EnsembleBinary.Write(result.Ensemble, stream);
        return stream.ToArray();
    }

    private sealed class Rounds(Action<int> told) : IProgress<int>
    {
        public void Report(int value) => told(value);
    }
}
