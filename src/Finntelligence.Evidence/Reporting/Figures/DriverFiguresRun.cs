using System.Collections.Immutable;
using Finntelligence.Evidence.Reporting.Reading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Versions;
using Finntelligence.Trees;
using Finntelligence.Trees.Explanation;

namespace Finntelligence.Evidence.Reporting.Figures;

/// <summary>Explains models by exact Shapley values, and shows only how these are distributed.</summary>
internal static class DriverFiguresRun
{
    private const int MostRows = 6000;
    private const int MostApplicants = 2000;
    private const int Bins = 8;

    /// <summary>What moves one model.</summary>
    public static DriverFigures Of(ProductDefinition product, ReportData data, LoanModel model, int threads, CancellationToken cancellation)
    {
        var rows = data.Rows(model.Kind);
        var features = model.Encoder.Features;
        var chosen = Statistics.Evenly(rows.Labels.Length, MostRows);
        var shap = new TreeShap(model.Ensemble);
        var contributions = new double[chosen.Length][];
        Parallel.For(0, chosen.Length, Options(threads, cancellation), i =>
        {
            contributions[i] = new double[features.Length];
            shap.Explain(rows.Values.Row(chosen[i]), contributions[i]);
        });
        return new DriverFigures(
            ModelKinds.NameOf(model.Kind), chosen.Length,
            [
                .. Enumerable.Range(0, features.Length)
                    .Select(j => new FeatureDriver(
                        features[j].Name, contributions.Average(c => Math.Abs(c[j])), Direction(features[j].Monotonicity),
                        Dependence(product, features[j].Name, [.. chosen.Select(i => rows.Values.Row(i)[j])], [.. contributions.Select(c => c[j])])))
                    .OrderByDescending(f => f.Importance),
            ]);
    }

    /// <summary>Take-up against the rate in every class; empty where the acceptance model does not see the rate.</summary>
    public static ImmutableArray<TakeUpCurve> TakeUp(ProductDefinition product, ReportData data, LoanModel acceptance, CancellationToken cancellation)
    {
        var rate = acceptance.Encoder.Features.Select(f => f.Name).ToList().IndexOf("rate");
        if (rate < 0)
            return [];
        var by = product.Applicant.First(f => f.Name == product.StrataFeature);
        return [.. by.Values.Select((name, code) =>
        {
            cancellation.ThrowIfCancellationRequested();
            int[] inside = [.. Enumerable.Range(0, data.Acceptance.Labels.Length).Where(i => data.Acceptance.Strata[i] == code)];
            return inside.Length < Statistics.SmallestCell
                ? new TakeUpCurve(name, [], [])
                : new TakeUpCurve(name, Observed(data.Acceptance, inside), Predicted(data.Acceptance, inside, acceptance, rate));
        })];
    }

    private static ImmutableArray<ObservedShare> Observed(TrainingRows rows, int[] inside)
    {
        var rated = inside.Where(i => !double.IsNaN(rows.Offers[i].Rate)).ToList();
        if (rated.Count == 0)
            return [];
        var width = RateBins.Width(rated.Min(i => rows.Offers[i].Rate), rated.Max(i => rows.Offers[i].Rate));
        return
        [
            .. rated.GroupBy(i => Math.Floor(rows.Offers[i].Rate / width)).Where(g => g.Count() >= Statistics.SmallestCell).OrderBy(g => g.Key).Select(g =>
            {
                var (n, events) = (g.Count(), g.Count(i => rows.Labels[i] == 1));
                var (low, high) = Statistics.Wilson(events, n);
                return new ObservedShare(g.Average(i => rows.Offers[i].Rate), n, (double)events / n, low, high);
            }),
        ];
    }

    private static ImmutableArray<CurvePoint> Predicted(TrainingRows rows, int[] inside, LoanModel model, int rate)
    {
        var width = model.Encoder.Features.Length;
        var chosen = Statistics.Evenly(inside.Length, MostApplicants);
        double[] seen = [.. inside.Select(i => rows.Offers[i].Rate).Where(r => !double.IsNaN(r))];
        var (least, greatest) = (seen.Min(), seen.Max());
        var row = new float[width];
        var points = ImmutableArray.CreateBuilder<CurvePoint>();
        const int Steps = 40;
        for (var step = 0; step <= Steps; step++)
        {
            var at = least + (greatest - least) * step / Steps;
            var sum = 0.0;
            foreach (var k in chosen)
            {
                rows.Values.Row(inside[k]).CopyTo(row);
                row[rate] = (float)at;
                sum += model.Probability(row);
            }

            points.Add(new CurvePoint(at, sum / chosen.Length));
        }

        return points.ToImmutable();
    }

    private static ImmutableArray<DependencePoint> Dependence(ProductDefinition product, string name, float[] values, double[] contributions)
    {
        var bins = ValueBins.Of(values, Bins, product.Applicant.FirstOrDefault(f => f.Name == name)?.Values ?? []);
        var missing = contributions.Where((_, i) => float.IsNaN(values[i])).Order().ToArray();
        var points = bins.Names.Select((bin, b) => (bin, inside: contributions.Where((_, i) => bins.Of(values[i]) == b).Order().ToArray()))
            .Append(("missing", missing))
            .Where(p => p.Item2.Length >= Statistics.SmallestCell);
        return [.. points.Select(p => new DependencePoint(
            p.Item1, p.Item2.Length, Statistics.Quantile(p.Item2, 0.1), Statistics.Quantile(p.Item2, 0.5), Statistics.Quantile(p.Item2, 0.9)))];
    }

    private static string? Direction(Monotonicity direction) => direction switch
    {
        Monotonicity.Increasing => "never falls",
        Monotonicity.Decreasing => "never rises",
        _ => null,
    };

    private static ParallelOptions Options(int threads, CancellationToken cancellation) =>
        new() { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount, CancellationToken = cancellation };
}
