using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Histories.Files;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Csv;
using Finntelligence.Modelling.Identification;

namespace Finntelligence.Evidence.Reporting.Reading;

/// <summary>A history as a report needs it. Rows stay in here: what leaves a report's calculations are aggregates.</summary>
internal sealed record ReportData
{
    /// <summary>The file.</summary>
    public required TrainingHistory History { get; init; }

    /// <summary>What the acceptance model learns from.</summary>
    public required TrainingRows Acceptance { get; init; }

    /// <summary>What the risk model learns from.</summary>
    public required TrainingRows Risk { get; init; }

    /// <summary>Everybody in the file, by file row.</summary>
    public required ImmutableArray<Applicant> Applicants { get; init; }

    /// <summary>Each file row's period; −1 where it is missing. Empty without a column of periods.</summary>
    public required int[] Periods { get; init; }

    /// <summary>Names of the periods, in order.</summary>
    public required ImmutableArray<string> PeriodNames { get; init; }

    /// <summary>The audit-only columns. They go to the fairness figures and nowhere else.</summary>
    public required ImmutableArray<AuditGroups> Audit { get; init; }

    /// <summary>What is declared to have moved rates and nothing else; null for nothing.</summary>
    public PricingDefinition? Pricing { get; init; }

    /// <summary>Rows of one model.</summary>
    public TrainingRows Rows(ModelKind kind) => kind == ModelKind.Risk ? Risk : Acceptance;

    /// <summary>Reads a history.</summary>
    /// <exception cref="InvalidHistoryException">A column is absent or a cell cannot be read.</exception>
    public static ReportData Read(ProductDefinition product, ReportSettings settings, TrainingHistory history, CancellationToken cancellation)
    {
        var acceptance = Lending.Products.History.Read(product, ModelKind.Acceptance, history.Path, cancellation);
        var risk = Lending.Products.History.Read(product, ModelKind.Risk, history.Path, cancellation);
        var applicants = ImmutableArray.CreateBuilder<Applicant>(acceptance.RowsInFile);
        var periods = new List<string>();
        var audit = product.Audit.ToDictionary(c => c, _ => new List<string>(), StringComparer.Ordinal);
        using var table = CsvTable.Open(history.Path);
        table.Require([.. product.Audit, .. settings.Period is { } p ? [p] : Array.Empty<string>()]);
        var implausible = new Dictionary<string, int>();
        while (table.Read())
        {
            applicants.Add(ApplicantReader.FromCsv(product, table, implausible));
            if (settings.Period is { } period)
                periods.Add(table.Text(period));
            foreach (var (column, texts) in audit)
                texts.Add(table.Text(column));
        }

        string[] names = [.. periods.Where(t => t.Length > 0).Distinct(StringComparer.Ordinal)
            .OrderBy(t => double.TryParse(t, CultureInfo.InvariantCulture, out var n) ? n : double.PositiveInfinity).ThenBy(t => t, StringComparer.Ordinal)];
        return new ReportData
        {
            History = history,
            Acceptance = acceptance,
            Risk = risk,
            Applicants = applicants.ToImmutable(),
            Periods = [.. periods.Select(t => Array.IndexOf(names, t))],
            PeriodNames = [.. names.Select(n => $"{settings.PeriodName} {n}")],
            Audit =
            [
                .. product.Audit.Select(column => AuditGroups.Of(
                    settings.Groups.FirstOrDefault(g => g.Column == column) ?? new AuditGrouping(column, column), audit[column])),
            ],
        };
    }
}
