using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Csv;
using Finntelligence.Modelling.Identification;

namespace Finntelligence.Evidence.Evaluation.Data;

/// <summary>Reads the experiment out of a history. A row without a rate or an outcome, or a loan without its figures, is left out.</summary>
internal static class ExperimentReader
{
    private const int RowsBetweenLooks = 1024;

    /// <summary>Reads a file.</summary>
    /// <exception cref="Foundation.Faults.DataFaultException">The history does not say what offers came to; names what is lacking.</exception>
    /// <exception cref="InvalidHistoryException">A column is absent or a cell is not a number; names it.</exception>
    public static Experiment Read(ProductDefinition product, ExperimentDefinition definition, ByCategory<decimal> card, string path, CancellationToken cancellation)
    {
        var record = new LoanRecord(product, definition);
        using var table = CsvTable.Open(path);
        var rateColumn = RateColumn(product, definition.Rate);
        var contractColumn = definition.ContractRate is { } contractRate ? RateColumn(product, contractRate) : null;
        bool probit = definition.Probit is { } p && table.Columns.Contains(p.Outcome) && table.Columns.Contains(p.Where);
        table.Require([.. product.Applicant.Select(f => f.Source.Column), .. Columns(definition), .. rateColumn.Columns, .. contractColumn?.Columns ?? [], .. record.Columns]);
        int classFeature = product.Applicant.Select(f => f.Name).ToList().IndexOf(card.Feature);
        var rows = new List<Row>();
        var implausible = new Dictionary<string, int>(StringComparer.Ordinal);
        var strata = new Codes();
        var clusters = new Codes();
        for (int fileRow = 0; table.Read(); fileRow++)
        {
            if (fileRow % RowsBetweenLooks == 0)
                cancellation.ThrowIfCancellationRequested();
            var applicant = ApplicantReader.FromCsv(product, table, implausible);
            var rate = table.Number(rateColumn);
            float category = applicant.Values[classFeature];
            if (record.Taken(table) is not { } taken || double.IsNaN(rate) || float.IsNaN(category))
                continue;
            double contract = contractColumn is not null ? table.Number(contractColumn) : rate;
            var loan = taken ? record.Of(table, applicant, double.IsNaN(contract) ? rate : contract) : default;
            if (!loan.IsKnown)
                continue;
            rows.Add(new Row(
                applicant, fileRow, strata.Of(string.Join('\u001f', definition.Strata.Select(table.Text))), (int)category, rate,
                double.IsNaN(contract) ? rate : contract, taken, loan, Asked(product, table),
                clusters.Of(definition.Cluster is { } cluster ? table.Text(cluster) : fileRow.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                probit ? table.Number(definition.Probit!.Outcome) : double.NaN,
                probit && table.Number(definition.Probit!.Where) == 1));
        }

        return new Experiment
        {
            Applicants = [.. rows.Select(r => r.Applicant)],
            FileRows = [.. rows.Select(r => r.FileRow)],
            Folds = HistoryFolds.Of(product, path, cancellation),
            Strata = [.. rows.Select(r => r.Stratum)],
            Classes = [.. rows.Select(r => r.Class)],
            Rates = [.. rows.Select(r => r.Rate)],
            ContractRates = [.. rows.Select(r => r.ContractRate)],
            Taken = [.. rows.Select(r => r.Taken)],
            Amounts = [.. rows.Select(r => r.Loan.Amount)],
            Months = [.. rows.Select(r => r.Loan.Months)],
            Interest = [.. rows.Select(r => r.Loan.Interest)],
            PastDue = [.. rows.Select(r => r.Loan.PastDue)],
            Earned = record.Way == Earnings.Recorded ? null : [.. rows.Select(r => r.Loan.Earned)],
            Asked = [.. rows.Select(r => r.Asked)],
            Clusters = [.. rows.Select(r => r.Cluster)],
            ProbitOutcome = probit ? [.. rows.Select(r => r.Outcome)] : null,
            ProbitWhere = probit ? [.. rows.Select(r => r.Where && !double.IsNaN(r.Outcome))] : null,
        };
    }

    private static IEnumerable<string> Columns(ExperimentDefinition definition) =>
    [
        .. definition.Strata, .. new[] { definition.Cluster }.OfType<string>(),
    ];

    // In the unit, and over the reference, that product.json says where it names the same column.
    private static SourceColumn RateColumn(ProductDefinition product, string name) =>
        new[] { product.Acceptance, product.Risk }.Select(m => m.OfferColumns.GetValueOrDefault(OfferVariable.Rate)).FirstOrDefault(c => c?.Column == name)
            ?? SourceColumn.Plain(name);

    // What was offered, where the product lets nothing stand for what was asked for.
    private static OfferVector Asked(ProductDefinition product, CsvTable table)
    {
        return product.Offer.Amount.DefaultFeature is not null
            ? new OfferVector(double.NaN, double.NaN, double.NaN)
            : new OfferVector(Number(OfferVariable.Amount), Number(OfferVariable.Months), double.NaN);

        double Number(OfferVariable variable) =>
            (product.Acceptance.OfferColumns.GetValueOrDefault(variable) ?? product.Risk.OfferColumns.GetValueOrDefault(variable)) is { } column
                && table.Columns.Contains(column.Column) ? table.Number(column) : double.NaN;
    }

    private readonly record struct Row(
        Applicant Applicant, int FileRow, int Stratum, int Class, double Rate, double ContractRate, bool Taken, LoanFigures Loan, OfferVector Asked, int Cluster,
        double Outcome, bool Where);

    private sealed class Codes
    {
        private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);

        public int Of(string text)
        {
            if (!_codes.TryGetValue(text, out int code))
                _codes.Add(text, code = _codes.Count);
            return code;
        }
    }
}
