using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Trees;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Modelling.Tests.Fitting;

public sealed class RateCorrectionTests
{
    private const int Rows = 40_000;
    private const double Effect = -0.2;
    private static readonly PlattCalibrator LogOdds = new(-1, 0);
    private static readonly ProductDefinition Product = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));

    private static readonly ProductDefinition Free =
        Product with { Offer = Product.Offer with { Rate = Product.Offer.Rate with { Monotone = new Directions(Monotonicity.None, Monotonicity.None) } } };

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.8)]
    public void What_a_model_lacks_of_the_effect_is_found_on_whatever_scale_its_scores_are(double learned)
    {
        var (rates, scores, labels) = Draw(1, learned);

        foreach (var scale in (double[])[1, 0.25])
        {
            var correction = Fit(rates, [.. scores.Select(s => scale * s)], labels).ShouldNotBeNull();

            correction.PerPoint.ShouldBe((1 - learned) * Effect, 0.03);
            (correction.Of(9, 7.5) - correction.Of(6, 7.5)).ShouldBe(3 * correction.PerPoint * scale, 0.1 * scale);
        }
    }

    [Fact]
    public void Prices_that_follow_the_applicant_do_not_mislead_and_the_level_of_people_alike_is_put_right_too()
    {
        var random = new Random(2);
        double[] means = [.. Enumerable.Range(0, Rows).Select(_ => 7.5 + (3 * (random.NextDouble() - 0.5)))];
        double[] rates = [.. means.Select(mean => Math.Round(4 * (mean + random.NextDouble() - 0.5)) / 4)];
        // Whom they follow is more willing, and the model has not noticed.
        double[] truth = [.. rates.Select((rate, i) => -0.5 + (0.6 * (means[i] - 7.5)) + (Effect * (rate - 7.5)))];
        float[] labels = [.. truth.Select(t => random.NextDouble() < 1 / (1 + Math.Exp(-t)) ? 1f : 0)];
        double[] scores = [.. labels.Select(_ => -0.5)];

        RateCorrection Correction(double[] held) => RateCorrection.Fit(Free, ModelKind.Acceptance, rates, scores, LogOdds, labels, Prices(held)).ShouldNotBeNull();
        var correction = Correction(means);
        correction.PerPoint.ShouldBe(Effect, 0.06);
        Correction([.. means.Select(_ => 7.5)]).PerPoint.ShouldBeGreaterThan(0.2);
        for (var i = 0; i < 200; i++)
            correction.Sigmoid.Probability((float)(scores[i] + correction.Of(rates[i], means[i]))).ShouldBe((float)(1 / (1 + Math.Exp(-truth[i]))), 0.05f);
    }

    [Fact]
    public void A_declared_instrument_is_not_misled_by_a_cause_that_nobody_sees()
    {
        var random = new Random(7);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double[] moods = [.. Enumerable.Range(0, Rows).Select(_ => Normal())], instrument = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(2) - 0.5)];
        double[] rates = [.. moods.Select((mood, i) => Math.Clamp(Math.Round(4 * (7.5 + mood + (2 * instrument[i]))) / 4, 3.25, 11.75))];
        float[] labels = [.. moods.Select((mood, i) => random.NextDouble() < 1 / (1 + Math.Exp(0.5 - (0.5 * mood) - (Effect * (rates[i] - 7.5)))) ? 1f : 0)];
        // Scores that know next to nothing of the applicant.
        double[] scores = [.. labels.Select(label => -0.5 + (0.02 * (label - 0.4)) + (0.2 * Normal()))];

        double PerPoint(double[]? by) =>
            RateCorrection.Fit(Free, ModelKind.Acceptance, rates, scores, LogOdds, labels, Prices() with { Instrument = by }).ShouldNotBeNull().PerPoint;
        PerPoint(null).ShouldBeGreaterThan(Effect + 0.1);
        PerPoint(instrument).ShouldBe(Effect, 0.05);
    }

    [Fact]
    public void It_never_goes_against_what_the_product_promises()
    {
        // The model has thrice the effect: taking of it back would let acceptance rise somewhere.
        var (rates, scores, labels) = Draw(3, 3);
        Fit(rates, scores, labels).ShouldNotBeNull().PerPoint.ShouldBe(0);

        var free = RateCorrection.Fit(Free, ModelKind.Acceptance, rates, scores, LogOdds, labels, Prices()).ShouldNotBeNull();
        free.PerPoint.ShouldBeGreaterThan(0.02);
        // Together with what the calibrator leaves of the scores' own effect it is the true one.
        ((-free.Sigmoid.A * 3 * Effect) + free.PerPoint).ShouldBe(Effect, 0.03);
    }

    [Fact]
    public void Default_is_left_to_the_trees_where_few_takers_do_not_tell_the_direction_of_its_effect_and_take_up_is_not()
    {
        // Rates that do nothing, in a history that is short enough for chance to look like something; half of the time in the promised direction.
        var (kept, corrected) = (0, 0);
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            double[] rates = [.. Enumerable.Range(0, 600).Select(_ => 3.25 + (0.25 * random.Next(35)))];
            float[] labels = [.. rates.Select(_ => random.NextDouble() < 0.15 ? 1f : 0)];
            double PerPoint(ModelKind kind, float[] of) => RateCorrection.Fit(
                Product, kind, rates, [.. rates.Select(_ => -1.7)], LogOdds, of, new RowPrices([.. rates.Select(_ => 1f)], [.. rates.Select(_ => 7.5)], null)).ShouldNotBeNull().PerPoint;
            kept += PerPoint(ModelKind.Risk, labels) > 0 ? 1 : 0;
            // The promise for take-up is the other direction.
            corrected += PerPoint(ModelKind.Acceptance, [.. labels.Select(l => 1 - l)]) < 0 ? 1 : 0;
        }

        kept.ShouldBeLessThanOrEqualTo(5);
        corrected.ShouldBeInRange(20, 40);
    }

    [Fact]
    public void Default_is_corrected_where_the_whole_effect_is_clear_though_the_correction_alone_is_not()
    {
        var corrections = Enumerable.Range(0, 20).Select(seed =>
        {
            var random = new Random(seed);
            double[] rates = [.. Enumerable.Range(0, 8000).Select(_ => 3.25 + (0.25 * random.Next(35)))];
            double[] own = [.. rates.Select(_ => -2 + (3 * (random.NextDouble() - 0.5)))];
            float[] labels = [.. rates.Select((rate, i) => random.NextDouble() < 1 / (1 + Math.Exp(-own[i] - (0.1 * (rate - 7.5)))) ? 1f : 0)];
            var prices = new RowPrices([.. rates.Select(_ => 1f)], [.. rates.Select(_ => 7.5)], null);
            // Seven tenths of the effect; what is left is some two standard errors.
            return RateCorrection.Fit(Product, ModelKind.Risk, rates, [.. rates.Select((rate, i) => own[i] + (0.07 * (rate - 7.5)))], LogOdds, labels, prices).ShouldNotBeNull().PerPoint;
        }).ToArray();

        corrections.Count(c => c > 0).ShouldBeGreaterThanOrEqualTo(17);
        corrections.Average().ShouldBe(0.03, 0.01);
    }

    [Fact]
    public void Where_there_is_nothing_to_tell_it_by_there_is_none()
    {
        var (rates, scores, labels) = Draw(4, 0);

        Fit([.. rates.Select(_ => 7.5)], scores, labels).ShouldBeNull();
        Fit([.. rates.Select(_ => double.NaN)], scores, labels).ShouldBeNull();
        Fit(rates, scores, [.. labels.Select(_ => 1f)]).ShouldBeNull();
    }

    [Fact]
    public void Scores_that_tell_nothing_still_carry_it()
    {
        var (rates, _, labels) = Draw(5, 0);
        Fit(rates, new double[Rows], labels).ShouldNotBeNull().PerPoint.ShouldBe(Effect, 0.03);
    }

    [Fact]
    public void As_trees_it_adds_the_same_to_every_row_and_keeps_the_direction()
    {
        var (rates, scores, labels) = Draw(5, 0.2);
        rates[0] = double.NaN;
        var correction = Fit(rates, scores, labels)!;
        var features = new FeatureEncoder(Product, ModelKind.Acceptance).Features;
        var bare = new TreeEnsemble(features, -1, []);
        var rows = new LabeledRows(features, new float[Rows * features.Length], labels, Ones());

        var ensemble = correction.Add(bare, rows, RateBand.InputsOf(new FeatureEncoder(Product, ModelKind.Acceptance)), rates, Prices(), 2, default);

        ensemble.Trees.ShouldAllBe(tree => tree.Leaves.Length <= 8);
        foreach (var tree in ensemble.Trees)
        {
            tree.Leaves.Sum(leaf => leaf.Cover).ShouldBe(Rows, 1e-6);
            tree.Nodes[0].Cover.ShouldBe(Rows, 1e-6);
        }

        var input = Product.Acceptance.Inputs.IndexOf("rate");
        var row = new float[features.Length];
        var last = double.PositiveInfinity;
        for (var rate = 2.5; rate < 13; rate += 0.05)
        {
            row[input] = (float)rate;
            var added = ensemble.Score(row) - bare.Score(row);
            added.ShouldBe(correction.Of(row[input], 7.5), 1e-8);
            added.ShouldBeLessThanOrEqualTo(last);
            last = added;
        }

        row[input] = float.NaN;
        (ensemble.Score(row) - bare.Score(row)).ShouldBe(correction.Of(double.NaN, 7.5), 1e-8);
    }

    [Fact]
    public void The_level_of_people_alike_becomes_trees_over_the_applicant_alone()
    {
        var random = new Random(6);
        var encoder = new FeatureEncoder(Product, ModelKind.Acceptance);
        var (width, own) = (encoder.Features.Length, RateBand.InputsOf(encoder));
        var values = new float[Rows * width];
        var level = new double[Rows];
        for (var i = 0; i < Rows; i++)
        {
            for (var j = 0; j < width; j++)
                values[(i * width) + j] = (float)random.NextDouble();
            level[i] = 0.3 - values[(i * width) + own[0]];
        }

        var (start, trees) = LevelTrees.Of(new LabeledRows(encoder.Features, values, [.. level.Select((_, i) => (float)(i % 2))]), own, level, 4, 2, default);

        var ensemble = new TreeEnsemble(encoder.Features, start, trees);
        var misses = Enumerable.Range(0, 2000).Average(i => Math.Abs(ensemble.Score(values.AsSpan(i * width, width)) - (4 * level[i])));
        misses.ShouldBeLessThan(0.15);
        trees.SelectMany(tree => tree.Nodes).ShouldAllBe(node => own.Contains(node.Feature));
    }

    [Fact]
    public void Beyond_the_rates_of_history_it_goes_no_farther()
    {
        var (rates, scores, labels) = Draw(6, 0, least: 6, greatest: 8);
        var correction = Fit(rates, scores, labels)!;

        correction.Of(11, 7.5).ShouldBe(correction.Of(8.25, 7.5));
        correction.Of(3.5, 7.5).ShouldBe(correction.Of(5.75, 7.5));
    }

    private static RateCorrection? Fit(double[] rates, double[] scores, float[] labels) =>
        RateCorrection.Fit(Product, ModelKind.Acceptance, rates, scores, LogOdds, labels, Prices());

    // Drawn at random, unless people differ in their means.
    private static RowPrices Prices(double[]? means = null) => new(Ones(), means ?? [.. Enumerable.Repeat(7.5, Rows)], null);

    private static float[] Ones() => [.. Enumerable.Repeat(1f, Rows)];

    // Scores know the applicant, and a part of the effect.
    private static (double[] Rates, double[] Scores, float[] Labels) Draw(int seed, double learned, double least = 3.25, double greatest = 11.75)
    {
        var random = new Random(seed);
        double[] rates = [.. Enumerable.Range(0, Rows).Select(_ => Math.Round((least + (random.NextDouble() * (greatest - least))) * 4) / 4)];
        double[] own = [.. rates.Select(_ => -0.5 + (1.5 * (random.NextDouble() - 0.5)))];
        float[] labels = [.. rates.Select((rate, i) => random.NextDouble() < 1 / (1 + Math.Exp(-(own[i] + (Effect * (rate - 7.5))))) ? 1f : 0)];
        return (rates, [.. own.Select((score, i) => score + (learned * Effect * (rates[i] - 7.5)))], labels);
    }
}
