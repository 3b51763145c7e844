using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Evidence.Reporting.Reading;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Files;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Csv;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Evidence.RateCards.Profit;

/// <summary>The customers that a card is for. They stay in memory: what leaves is aggregates.</summary>
/// <param name="Requests">What each asks for.</param>
/// <param name="FileRows">Each one's place among the data rows of the history; empty where they came from a file of applicants.</param>
/// <param name="Audit">Their groups by the audit-only columns; codes are by place in <paramref name="Requests"/>.</param>
/// <param name="LeftOut">Rows that lack a required feature, or have faults.</param>
internal sealed record Customers(ImmutableArray<OfferRequest> Requests, int[] FileRows, ImmutableArray<AuditGroups> Audit, int LeftOut)
{
    /// <summary>Everybody in a history, each asking for what the product lets stand for the amount, else for what was offered then.</summary>
    /// <exception cref="RequestFaultException">Nothing stands for it.</exception>
    public static Customers OfHistory(Workspace workspace, ProductDefinition product, TrainingHistory history, CancellationToken cancellation)
    {
        var asked = ReportData.AmountColumn(product);
        if (asked is null && product.Offer.Amount.DefaultFeature is null)
        {
            throw new RequestFaultException(
                "The history does not say what its customers asked for or were offered, and the product declares no offer.amount.defaultFeature that stands for it: name a file of applicants with --in.");
        }

        var settings = ReportSettings.Load(Path.Combine(workspace.DataFolder(product.Name), ReportSettings.FileName), product.Audit);
        using var table = CsvTable.Open(history.Path);
        table.Require([.. product.Applicant.Select(f => f.Source.Column), .. asked is null ? Array.Empty<string>() : [asked.Column]]);
        string[] audited = [.. product.Audit.Where(c => table.Columns.Contains(c))];
        var texts = audited.ToDictionary(c => c, _ => new List<string>(), StringComparer.Ordinal);
        var requests = ImmutableArray.CreateBuilder<OfferRequest>();
        var rows = new List<int>();
        var implausible = new Dictionary<string, int>(StringComparer.Ordinal);
        int leftOut = 0;
        for (int row = 0; table.Read(); row++)
        {
            if (row % 1024 == 0)
                cancellation.ThrowIfCancellationRequested();
            var applicant = ApplicantReader.FromCsv(product, table, implausible);
            double amount = asked is null ? double.NaN : table.Number(asked);
            if (product.Applicant.Where((f, i) => f.Required && float.IsNaN(applicant.Values[i])).Any() || (asked is not null && !(amount is > 0 and < 1e15)))
            {
                leftOut++;
                continue;
            }

            requests.Add(new OfferRequest(applicant, asked is null ? null : (decimal)amount, OfferConstraints.None, 0, false));
            rows.Add(row);
            foreach (var (column, cells) in texts)
                cells.Add(table.Text(column));
        }

        if (requests.Count == 0)
            throw new RequestFaultException($"{history.Path} has no row with every required feature{(asked is null ? "" : " and an amount")}.");
        return new Customers(
            requests.ToImmutable(), [.. rows],
            [.. audited.Select(c => AuditGroups.Of(settings.Groups.FirstOrDefault(g => g.Column == c) ?? new AuditGrouping(c, c), texts[c]))], leftOut);
    }

    /// <summary>The applicants of a file or stream.</summary>
    /// <exception cref="RequestFaultException">None of them can be read.</exception>
    public static Customers OfRecords(RecordSource source, IReporter reporter, CancellationToken cancellation)
    {
        const int MostTold = 5;
        var requests = ImmutableArray.CreateBuilder<OfferRequest>();
        var faults = new List<string>();
        int leftOut = 0;
        while (source.Reader.Next() is { } block)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var record in block.Records)
            {
                var reading = source.Parser.Parse(record);
                if (reading.Request is { } request)
                {
                    requests.Add(request with { Alternatives = 0, Explain = false, Schedule = false, Disclosure = false, Search = SearchMode.Grid });
                    continue;
                }

                leftOut++;
                if (faults.Count < MostTold)
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"line {record.Line}: {string.Join(" ", reading.Faults.Select(f => $"{f.Path}: {f.Message}"))}"));
            }
        }

        foreach (string fault in faults)
            reporter.Warning(fault);
        if (leftOut > faults.Count)
            reporter.Warning($"{Foundation.Output.Figures.Count(leftOut - faults.Count)} more lines with faults are left out.");
        if (requests.Count == 0)
            throw new RequestFaultException("There is no applicant without a fault.");
        return new Customers(requests.ToImmutable(), [], [], leftOut);
    }
}
