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

    /// <summary>Data rows in the file.</summary>
    public int RowsInFile => Applicants.Length;

    /// <summary>What the acceptance model learns from; no rows where it is declared.</summary>
    public required TrainingRows Acceptance { get; init; }

    /// <summary>What the risk model learns from; no rows where it is declared.</summary>
    public required TrainingRows Risk { get; init; }

    /// <summary>Which row of the file is in which fold.</summary>
    public HistoryFolds Folds { get; init; } = HistoryFolds.ByRow;

    /// <summary>Everybody in the file, by file row.</summary>
    public required ImmutableArray<Applicant> Applicants { get; init; }

    /// <summary>
    /// What everybody was offered, as the amount that is asked for where the product declares none to stand for it; null where it is missing. Empty
    /// where the product declares one.
    /// </summary>
    public required ImmutableArray<decimal?> Asked { get; init; }

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
        var applicants = ImmutableArray.CreateBuilder<Applicant>();
        var periods = new List<string>();
        var audit = product.Audit.ToDictionary(c => c, _ => new List<string>(), StringComparer.Ordinal);
        var amount = AmountColumn(product);
        var asked = ImmutableArray.CreateBuilder<decimal?>();
        using var table = CsvTable.Open(history.Path);
        table.Require(
            [.. product.Audit, .. settings.Period is { } p ? [p] : Array.Empty<string>(), .. amount is null ? Array.Empty<string>() : [amount.Column]]);
        var implausible = new Dictionary<string, int>();
        while (table.Read())
        {
            applicants.Add(ApplicantReader.FromCsv(product, table, implausible));
            if (amount is not null)
                asked.Add(table.Number(amount) is var number and > 0 and < 1e15 ? (decimal)number : null);
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
            Folds = HistoryFolds.Of(product, history.Path, cancellation),
            Acceptance = RowsOf(ModelKind.Acceptance),
            Risk = RowsOf(ModelKind.Risk),
            Applicants = applicants.ToImmutable(),
            Asked = asked.ToImmutable(),
            Periods = [.. periods.Select(t => Array.IndexOf(names, t))],
            PeriodNames = [.. names.Select(n => $"{settings.PeriodName} {n}")],
            Audit =
            [
                .. product.Audit.Select(column => AuditGroups.Of(
                    settings.Groups.FirstOrDefault(g => g.Column == column) ?? new AuditGrouping(column, column), audit[column])),
            ],
        };

        TrainingRows RowsOf(ModelKind kind) => product.Model(kind).Declared is null
            ? Lending.Products.History.Read(product, kind, history.Path, cancellation)
            : TrainingRows.None(kind, applicants.Count);
    }

    /// <summary>What stands for the requested amount in a history: what was offered, where the product declares no default.</summary>
    internal static SourceColumn? AmountColumn(ProductDefinition product) => product.Offer.Amount.DefaultFeature is not null ? null
        : product.Acceptance.OfferColumns.GetValueOrDefault(OfferVariable.Amount) ?? product.Risk.OfferColumns.GetValueOrDefault(OfferVariable.Amount);
}
