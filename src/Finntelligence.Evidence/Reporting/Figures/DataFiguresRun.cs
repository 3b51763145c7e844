using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Evidence.Reporting.Reading;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Reporting.Figures;

/// <summary>Describes the history.</summary>
internal static class DataFiguresRun
{
    private const int Bins = 12;

    public static DataFigures Of(ProductDefinition product, ReportSettings settings, ReportData data) => new()
    {
        File = data.History.Name,
        Sha256 = data.History.Sha256,
        Description = data.History.Description,
        Rows = data.RowsInFile,
        Labels =
        [
            .. Learned(product, ModelKind.Acceptance, () => Label("acceptance", product.Acceptance, data.Acceptance)),
            .. Learned(product, ModelKind.Risk, () => Label("risk", product.Risk, data.Risk)),
        ],
        Features = [.. Features(product, data)],
        PeriodName = settings.PeriodName,
        Periods = [.. data.PeriodNames.Select((name, p) => Period(name, p, data))],
        ByRate =
        [
            .. Learned(product, ModelKind.Acceptance, () => ByRate(product, data.Acceptance, "take-up")),
            .. Learned(product, ModelKind.Risk, () => ByRate(product, data.Risk, "default")),
        ],
    };

    // Nothing of the history goes into a declared probability.
    private static IEnumerable<T> Learned<T>(ProductDefinition product, ModelKind kind, Func<T> figures) =>
        product.Model(kind).Declared is null ? [figures()] : [];

    private static LabelFigures Label(string model, ModelDefinition definition, TrainingRows rows)
    {
        var label = definition.Label;
        var name = label.DividedBy is null ? label.Column : $"{label.Column} ÷ {label.DividedBy}";
        string[] filters = [.. definition.Filters.Select(f => $"{f.Column} {f.Test.WhenNot}")];
        var happened = label.Event?.When ?? string.Create(CultureInfo.InvariantCulture, $"above {label.Above}");
        return new LabelFigures(
            model, $"{name} {happened}", rows.Labels.Length, rows.Labels.Count(l => l == 1),
            rows.RowsLeftOut, string.Join(" or ", filters.Append($"{name} is not known")));
    }

    private static IEnumerable<FeatureFigures> Features(ProductDefinition product, ReportData data)
    {
        // The applicant as everybody in the file shows it, the offer as the model that sees more of it.
        foreach (var (kind, rows) in new[] { (ModelKind.Acceptance, data.Acceptance), (ModelKind.Risk, data.Risk) })
        {
            if (product.Model(kind).Declared is not null)
                continue;
            var names = product.Model(kind).Inputs;
            for (var j = 0; j < names.Length; j++)
            {
                if (kind == ModelKind.Risk && product.Acceptance.Declared is null && product.Acceptance.Inputs.Contains(names[j]))
                    continue;
                var feature = product.Applicant.FirstOrDefault(f => f.Name == names[j]);
                var values = rows.Values.Column(j);
                yield return Feature(product, names[j], feature, values, rows);
            }
        }
    }

    private static FeatureFigures Feature(ProductDefinition product, string name, ApplicantFeature? feature, float[] values, TrainingRows rows)
    {
        double[] known = [.. values.Where(v => !float.IsNaN(v)).Select(v => (double)v).Order()];
        var bins = ValueBins.OfEqualWidth(values, Bins, feature?.Values ?? []);
        var counts = new int[bins.Names.Length];
        foreach (var value in values.Where(v => !float.IsNaN(v)))
            counts[bins.Of(value)]++;
        var isCategory = feature?.Kind is ApplicantFeatureKind.Category or ApplicantFeatureKind.Boolean;
        return new FeatureFigures(
            name, feature?.Unit ?? Unit(product, name), feature?.Description ?? "Of the offer.", values.Length,
            1 - (double)known.Length / Math.Max(1, values.Length), rows.Implausible.GetValueOrDefault(name),
            isCategory ? double.NaN : Statistics.Quantile(known, 0.05), isCategory ? double.NaN : Statistics.Quantile(known, 0.5),
            isCategory ? double.NaN : Statistics.Quantile(known, 0.95), bins.Names, [.. counts.Select(c => (double)c / Math.Max(1, known.Length))]);
    }

    private static string Unit(ProductDefinition product, string name) => name switch
    {
        "amount" => product.Currency,
        "months" => "months",
        "rate" => $"% a {product.RatePeriod.ToString().ToLowerInvariant()}",
        _ => "",
    };

    private static PeriodFigures Period(string name, int period, ReportData data)
    {
        int[] offers = [.. Enumerable.Range(0, data.Acceptance.Labels.Length).Where(i => data.Periods[data.Acceptance.FileRows[i]] == period)];
        int[] loans = [.. Enumerable.Range(0, data.Risk.Labels.Length).Where(i => data.Periods[data.Risk.FileRows[i]] == period)];
        return new PeriodFigures(
            name, offers.Length, offers.Length == 0 ? double.NaN : offers.Average(i => (double)data.Acceptance.Labels[i]), loans.Length,
            loans.Length < Statistics.SmallestCell ? null : loans.Average(i => (double)data.Risk.Labels[i]));
    }

    private static RateTable ByRate(ProductDefinition product, TrainingRows rows, string name)
    {
        var by = product.Applicant.First(f => f.Name == product.StrataFeature);
        double[] known = [.. rows.Offers.Select(o => o.Rate).Where(r => !double.IsNaN(r))];
        if (known.Length == 0)
            return new RateTable(name, by.Values, [], []);
        var width = RateBins.Width(known.Min(), known.Max());
        var (first, last) = ((int)Math.Floor(known.Min() / width), (int)Math.Floor(known.Max() / width));
        var counts = new (int Rows, int Events)[by.Values.Length, last - first + 1];
        for (var i = 0; i < rows.Labels.Length; i++)
        {
            if (rows.Strata[i] < 0 || double.IsNaN(rows.Offers[i].Rate))
                continue;
            ref var cell = ref counts[rows.Strata[i], (int)Math.Floor(rows.Offers[i].Rate / width) - first];
            cell = (cell.Rows + 1, cell.Events + (rows.Labels[i] == 1 ? 1 : 0));
        }

        var cells = ImmutableArray.CreateBuilder<RateCell>();
        for (var c = 0; c < by.Values.Length; c++)
        {
            for (var r = 0; r <= last - first; r++)
            {
                var (n, events) = counts[c, r];
                var (low, high) = Statistics.Wilson(events, n);
                cells.Add(n < Statistics.SmallestCell
                    ? new RateCell(c, r, n == 0 ? 0 : null, null, null, null)
                    : new RateCell(c, r, n, (double)events / n, low, high));
            }
        }

        return new RateTable(
            name, by.Values,
            [.. Enumerable.Range(first, last - first + 1).Select(k => string.Create(CultureInfo.InvariantCulture, $"{k * width:0.##} to < {(k + 1) * width:0.##}"))],
            cells.ToImmutable());
    }
}
