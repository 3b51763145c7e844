using System.Globalization;
using Finntelligence.Modelling.Exporting;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Transforms;
using Xunit.Abstractions;

namespace Finntelligence.Modelling.Tests.Exporting;

/// <summary>Models that an ordinary ML.NET program trains and saves.</summary>
public sealed class OnnxConversionTests(ITestOutputHelper output)
{
    private static readonly string[] Inputs = ["income", "loans", "rate"];

    private readonly MLContext _context = new(seed: 1);

    [FastTreeFact]
    public void An_ordinary_pipeline_is_converted_with_all_its_steps()
    {
        var steps = _context.Transforms.ReplaceMissingValues("incomeOr", "income", MissingValueReplacingEstimator.ReplacementMode.Mean)
            .Append(_context.Transforms.IndicateMissingValues("incomeMissing", "income"))
            .Append(_context.Transforms.Conversion.ConvertType("incomeMissingNumber", "incomeMissing"))
            .Append(_context.Transforms.Conversion.ConvertType("loansNumber", "loans"))
            .Append(_context.Transforms.Concatenate("Features", "incomeOr", "incomeMissingNumber", "loansNumber", "rate"))
            .Append(_context.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options { NumberOfTrees = 60, NumberOfThreads = 1 }))
            .Append(_context.BinaryClassification.Calibrators.Platt());
        var model = steps.Fit(View(Applicants(5_000, seed: 1)));
        Applicant[] wild = [.. Applicants(10_000, seed: 2), .. Wild()];
        double[] expected = [.. Column(model.Transform(View(wild)), "Probability")];

        byte[] file = OnnxConversion.Convert(Saved(model), Inputs);

        using var scorer = new OnnxScorer(file);
        scorer.Inputs.Order(StringComparer.Ordinal).ShouldBe(Inputs);
        scorer.Outputs.ShouldBe(["Score.output", "Probability.output"]);
        float[] actual = scorer.Run(
            "Probability.output",
            OnnxScorer.Column("income", [.. wild.Select(a => a.income)]),
            OnnxScorer.Column("loans", [.. wild.Select(a => a.loans)]),
            OnnxScorer.Column("rate", [.. wild.Select(a => a.rate)]));
        double largest = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Largest difference {largest:E2} over {wild.Length} rows"));
        largest.ShouldBeLessThanOrEqualTo(1e-6);
        (actual.Max() - actual.Min()).ShouldBeGreaterThan(0.05f);
        OnnxConversion.Convert(Saved(model), Inputs).AsSpan().SequenceEqual(file).ShouldBeTrue();
    }

    [FastTreeFact]
    public void A_step_that_has_no_form_in_ONNX_is_refused()
    {
        var steps = _context.Transforms.ReplaceMissingValues("incomeOr", "income").Append(_context.Transforms.Concatenate("Features", "incomeOr", "rate"))
            .Append(_context.BinaryClassification.Trainers.Gam(numberOfIterations: 20));

        Should.Throw<OnnxConversionException>(() => OnnxConversion.Convert(Saved(steps.Fit(View(Applicants(500, seed: 1)))), Inputs))
            .Message.ShouldContain("can not be fully converted");
    }

    [Fact]
    public void A_model_without_a_probability_is_refused()
    {
        var steps = _context.Transforms.Concatenate("Features", "rate").Append(_context.BinaryClassification.Trainers.LinearSvm());

        Should.Throw<OnnxConversionException>(() => OnnxConversion.Convert(Saved(steps.Fit(View(Applicants(500, seed: 1)))), Inputs))
            .Message.ShouldBe("it gives no column 'Probability'; a binary classifier with a calibrator does.");
    }

    [Fact]
    public void A_column_that_a_step_needs_and_nobody_sends_is_named()
    {
        var steps = _context.Transforms.Concatenate("Features", "income", "rate");

        Should.Throw<OnnxConversionException>(() => OnnxConversion.Convert(Saved(steps.Fit(View(Applicants(50, seed: 1)))), ["rate"]))
            .Message.ShouldContain("income");
    }

    [Fact]
    public void What_is_no_model_of_ML_NET_is_refused() =>
        Should.Throw<OnnxConversionException>(() => OnnxConversion.Convert(new byte[] { 1, 2, 3 }, Inputs)).Message.ShouldStartWith("ML.NET says: ");

    private byte[] Saved(ITransformer model)
    {
        using var file = new MemoryStream();
        _context.Model.Save(model, View([]).Schema, file);
        return file.ToArray();
    }

    private IDataView View(Applicant[] rows) => _context.Data.LoadFromEnumerable(rows);

    private static IEnumerable<double> Column(IDataView view, string name) => view.GetColumn<float>(name).Select(p => (double)p);

    private static Applicant[] Applicants(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            float income = random.NextSingle() < 0.2 ? float.NaN : 5_000 * random.NextSingle();
            float rate = 3 + (9 * random.NextSingle());
            int loans = random.Next(10);
            return new Applicant(income, loans, rate, random.NextSingle() < (rate / 15) - (loans / 30f) + (float.IsNaN(income) ? 0.1 : 0));
        })];
    }

    private static IEnumerable<Applicant> Wild() =>
        from income in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity, -1, 1e30f }
        from loans in new[] { int.MinValue, -1, 1_000_000, int.MaxValue }
        from rate in new[] { float.PositiveInfinity, float.NegativeInfinity, -1e30f, float.Epsilon, 1e30f }
        select new Applicant(income, loans, rate, false);

#pragma warning disable IDE1006 // Names of columns.
    private sealed record Applicant(float income, int loans, float rate, bool Label);
#pragma warning restore IDE1006
}
