using System.Collections.Immutable;
using System.Text;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.LightGbm;

namespace Finntelligence.Trees.Tests.Formats.LightGbm;

/// <summary>What LightGBM's own library, and our reader, make of a file that we wrote.</summary>
public sealed class LightGbmWriterTests
{
    private const int Codes = 9;

    private static readonly PlattCalibrator Platt = new(-1.25, 0.375);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public void LightGBM_gives_our_probabilities_missing_values_and_categories_included(int seed, bool categories)
    {
        var random = new Random(seed);
        var ensemble = Named(RandomModels.Make(random, 4, 30, 12, categories: categories));
        float[][] rows = Rows(random, ensemble, 4000, categories);

        double[] probabilities = LightGbmLibrary.Predict(Write(ensemble), rows);

        for (var i = 0; i < rows.Length; i++)
            probabilities[i].ShouldBe(Probability(ensemble.Score(rows[i])), 1e-12, $"row {i}: {string.Join(' ', rows[i])}");
        // Rows that all scored the same would prove nothing.
        (probabilities.Max() - probabilities.Min()).ShouldBeGreaterThan(0.2);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Our_reader_reads_what_was_written(int seed, bool categories)
    {
        var random = new Random(seed);
        var ensemble = Named(RandomModels.Make(random, 4, 20, 12, categories: categories));

        var read = LightGbmReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(Write(ensemble))));

        read.Ensemble.Features.Select(f => (f.Name, f.Kind)).ShouldBe(ensemble.Features.Select(f => (f.Name, f.Kind)));
        foreach (var row in Rows(random, ensemble, 500, categories))
            (1 / (1 + Math.Exp(-read.Ensemble.Score(row)))).ShouldBe(Probability(ensemble.Score(row)), 1e-12);
    }

    [Fact]
    public void A_model_of_one_leaf_and_one_of_no_tree_are_written()
    {
        var none = new TreeEnsemble([new FeatureSpec("a", FeatureKind.Numeric)], 0.5, []);
        var leaf = new TreeEnsemble(none.Features, 0.25, [new DecisionTree([], [new Leaf(0.25, 3)])]);

        foreach (var ensemble in new[] { none, leaf })
            LightGbmLibrary.Predict(Write(ensemble), [[1f], [float.NaN]]).ShouldAllBe(p => Math.Abs(p - Probability(0.5)) < 1e-12);
    }

    [Fact]
    public void The_same_model_gives_the_same_text()
    {
        var ensemble = Named(RandomModels.Make(new Random(8), 4, 20, 12, categories: true));
        Write(ensemble).ShouldBe(Write(ensemble));
    }

    [Fact]
    public void What_it_cannot_carry_is_said()
    {
        var ensemble = RandomModels.Make(new Random(3), 2, 9, 9);

        Why(ensemble, Platt).ShouldBe("'feature 0' cannot be the name of a feature");
        Why(Named(ensemble), new IsotonicCalibrator([0], [0.5])).ShouldContain("its calibrator is isotonic");
        Why(Named(ensemble), new PlattCalibrator(0, 1)).ShouldContain("says the same of every score");
        Should.Throw<ArgumentException>(() => LightGbmWriter.Write(ensemble, Platt, [0, 0])).Message.ShouldContain("'feature 0'");
    }

    private static string Why(TreeEnsemble ensemble, ICalibrator calibrator)
    {
        LightGbmWriter.CanExpress(ensemble, calibrator, out var why).ShouldBeFalse();
        return why!;
    }

    private static double Probability(double score) => 1 / (1 + Math.Exp((Platt.A * score) + Platt.B));

    private static string Write(TreeEnsemble ensemble) => LightGbmWriter.Write(ensemble, Platt, [.. ensemble.Features.Select(_ => Codes)]);

    private static TreeEnsemble Named(TreeEnsemble ensemble) =>
        new([.. ensemble.Features.Select((f, i) => f with { Name = $"f{i}" })], ensemble.BaseScore, ensemble.Trees);

    // Categories are codes, or missing: what is neither no request can bring. LightGBM takes what lies within 1e-35 of 0 for 0 before it asks a tree.
    private static float[][] Rows(Random random, TreeEnsemble ensemble, int count, bool categories)
    {
        var rows = RandomModels.Rows(random, ensemble, count);
        foreach (var row in rows)
        {
            for (var f = 0; f < row.Length; f++)
                row[f] = Math.Abs(row[f]) <= 1e-35f ? 0 : row[f];
            if (categories)
                row[0] = random.Next(5) == 0 ? float.NaN : random.Next(Codes);
        }

        return rows;
    }
}
