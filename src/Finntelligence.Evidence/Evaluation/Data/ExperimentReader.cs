using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Csv;
using Finntelligence.Modelling.Identification;

namespace Finntelligence.Evidence.Evaluation.Data;

/// <summary>Reads the experiment out of a history. A row without a rate or an outcome, or a loan without its figures, is left out.</summary>
internal static class ExperimentReader
{
    private const int RowsBetweenLooks = 1024;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidHistoryException">A column is absent or a cell is not a number; names it.</exception>
    public static Experiment Read(ProductDefinition product, ExperimentDefinition definition, ByCategory<decimal> card, string path, CancellationToken cancellation)
    {
        using var table = CsvTable.Open(path);
        bool probit = definition.Probit is { } p && table.Columns.Contains(p.Outcome) && table.Columns.Contains(p.Where);
        table.Require([.. product.Applicant.Select(f => f.Source.Column), .. Columns(definition)]);
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
            var taken = table.Number(definition.Taken!);
            var loan = taken > 0
                ? new Loan(
                    table.Number(definition.Amount!), table.Number(definition.Months!), table.Number(definition.Interest!), table.Number(definition.PastDue!))
                : default;
            var rate = table.Number(definition.Rate);
            float category = applicant.Values[classFeature];
            if (double.IsNaN(taken + rate + loan.Amount + loan.Months + loan.Interest + loan.PastDue) || float.IsNaN(category))
                continue;
            double contract = definition.ContractRate is { } column ? table.Number(column) : rate;
            rows.Add(new Row(
                applicant, fileRow, strata.Of(string.Join('\u001f', definition.Strata.Select(table.Text))), (int)category, rate,
                double.IsNaN(contract) ? rate : contract, taken > 0, loan,
                clusters.Of(definition.Cluster is { } cluster ? table.Text(cluster) : fileRow.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                probit ? table.Number(definition.Probit!.Outcome) : double.NaN,
                probit && table.Number(definition.Probit!.Where) == 1));
        }

        return new Experiment
        {
            Applicants = [.. rows.Select(r => r.Applicant)],
            FileRows = [.. rows.Select(r => r.FileRow)],
            Strata = [.. rows.Select(r => r.Stratum)],
            Classes = [.. rows.Select(r => r.Class)],
            Rates = [.. rows.Select(r => r.Rate)],
            ContractRates = [.. rows.Select(r => r.ContractRate)],
            Taken = [.. rows.Select(r => r.Taken)],
            Amounts = [.. rows.Select(r => r.Loan.Amount)],
            Months = [.. rows.Select(r => r.Loan.Months)],
            Interest = [.. rows.Select(r => r.Loan.Interest)],
            PastDue = [.. rows.Select(r => r.Loan.PastDue)],
            Clusters = [.. rows.Select(r => r.Cluster)],
            ProbitOutcome = probit ? [.. rows.Select(r => r.Outcome)] : null,
            ProbitWhere = probit ? [.. rows.Select(r => r.Where && !double.IsNaN(r.Outcome))] : null,
        };
    }

    private static IEnumerable<string> Columns(ExperimentDefinition definition) =>
    [
        .. definition.Strata, definition.Rate, definition.Taken!, definition.Amount!, definition.Months!, definition.Interest!, definition.PastDue!,
        .. new[] { definition.ContractRate, definition.Cluster }.OfType<string>(),
    ];

    private readonly record struct Loan(double Amount, double Months, double Interest, double PastDue);

    private readonly record struct Row(
        Applicant Applicant, int FileRow, int Stratum, int Class, double Rate, double ContractRate, bool Taken, Loan Loan, int Cluster,
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
