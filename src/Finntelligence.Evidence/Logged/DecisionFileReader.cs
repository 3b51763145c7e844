using System.Globalization;
using System.Text.RegularExpressions;
using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Csv;

namespace Finntelligence.Evidence.Logged;

/// <summary>
/// Reads decisions.csv, the export of the decision log: the product's features under their own names, decidedAt, decision, amount, months,
/// rate, propensity, accepted, defaulted, outcomeAt. A column <c>profit</c> says outright what an offer earned; columns <c>policy:NAME</c>
/// give the probability with which a policy NAME would have offered the same rate. Rows that cannot be used are named and left out.
/// </summary>
internal sealed partial class DecisionFileReader
{
    public const string PolicyPrefix = "policy:";

    private const string Propensity = "propensity";
    private const string Profit = "profit";
    private const int MostLines = 1024;
    private static readonly string[] Needed = ["decidedAt", "decision", "amount", "months", "rate", "accepted"];

    private readonly CsvTable _table;
    private readonly ProductDefinition _own;
    private readonly HashSet<string> _columns;
    private readonly string[] _policies;
    private readonly IReadOnlyList<string> _strata;

    private DecisionFileReader(CsvTable table, ProductDefinition product, IReadOnlyList<string> strata)
    {
        (_table, _strata) = (table, strata);
        _own = OwnNames.Of(product);
        _columns = [.. table.Columns];
        _policies = [.. table.Columns.Where(c => c.StartsWith(PolicyPrefix, StringComparison.Ordinal)).Select(c => c[PolicyPrefix.Length..])];
        table.Require([.. Needed, .. product.Applicant.Select(f => f.Name), .. strata]);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">CSV, or CSV in gzip.</param>
    /// <param name="product">Says what an applicant is.</param>
    /// <param name="strata">Columns within whose combinations the rate was drawn; for logs without propensities.</param>
    /// <param name="cancellation">Checked often.</param>
    /// <param name="isPart">Whether the file is a part of a log, which may hold no offer.</param>
    /// <exception cref="RequestFaultException">The header lacks a column, or no row can be used.</exception>
    public static DecisionFile Read(
        string path, ProductDefinition product, IReadOnlyList<string> strata, CancellationToken cancellation, bool isPart = false)
    {
        try
        {
            using var table = CsvTable.Open(path);
            return new DecisionFileReader(table, product, strata).Read(path, isPart, cancellation);
        }
        catch (InvalidHistoryException fault)
        {
            throw new RequestFaultException(fault.Message, fault, where: path);
        }
    }

    private DecisionFile Read(string path, bool isPart, CancellationToken cancellation)
    {
        var decisions = new List<LoggedDecision>();
        var faults = new List<LogFault>();
        var latest = DateTimeOffset.MinValue;
        int declines = 0;
        for (int row = 0; _table.Read(); row++)
        {
            if (row % MostLines == 0)
                cancellation.ThrowIfCancellationRequested();
            try
            {
                if (Time("decidedAt") is not { } at)
                    throw new InvalidHistoryException($"Line {_table.Line}: decidedAt is empty.");
                latest = Later(latest, Later(at, Time("outcomeAt")));
                if (_table.Text("decision") != "offer")
                    declines++;
                else
                    decisions.Add(Decision(at));
            }
            catch (InvalidHistoryException fault)
            {
                faults.Add(new LogFault(_table.Line, WithoutLine(fault.Message)));
            }
        }

        if (decisions.Count == 0 && !isPart)
        {
            string first = faults.Count > 0 ? $" Line {faults[0].Line}: {faults[0].Message}" : "";
            throw new RequestFaultException($"no row of it is an offer that can be used.{first}", where: path);
        }
        int known = decisions.Count(d => !double.IsNaN(d.Propensity));
        return known > 0 && known < decisions.Count
            ? throw new RequestFaultException($"{decisions.Count - known} of {decisions.Count} offers have no propensity; either all have one or none.", where: path)
            : new DecisionFile([.. decisions], _policies, declines, faults, latest, known > 0);
    }

    private LoggedDecision Decision(DateTimeOffset at)
    {
        var implausible = new Dictionary<string, int>();
        var applicant = ApplicantReader.FromCsv(_own, _table, implausible);
        if (implausible.Count > 0)
            throw Fault(implausible.Keys.First(), "is not among what the product allows");
        double propensity = Optional(Propensity), months = Known("months");
        if (propensity is <= 0 or > 1)
            throw Fault(Propensity, "must be above 0 and at most 1");
        double[] targets = [.. _policies.Select(name => Known(PolicyPrefix + name))];
        if (Array.FindIndex(targets, t => t is < 0 or > 1) is >= 0 and var wrong)
            throw Fault(PolicyPrefix + _policies[wrong], "must be at least 0 and at most 1");
        if (months < 1 || months != Math.Floor(months) || months > 1200)
            throw Fault("months", "must be a whole number from 1");
        return new LoggedDecision
        {
            Applicant = applicant,
            At = at,
            Terms = new OfferTerms((decimal)Known("amount"), (int)months, (decimal)Known("rate")),
            Propensity = propensity,
            Policy = _columns.Contains("policy") ? _table.Text("policy") : "",
            Accepted = Flag("accepted"),
            Defaulted = _columns.Contains("defaulted") ? Flag("defaulted") : null,
            Profit = Optional(Profit),
            Stratum = string.Join('\u001f', _strata.Select(_table.Text)),
            Targets = targets,
        };
    }

    private double Known(string column)
    {
        double value = _table.Number(column);
        return double.IsNaN(value) ? throw Fault(column, "is empty") : Math.Abs(value) < 1e12 ? value : throw Fault(column, "is too great");
    }

    private double Optional(string column) => _columns.Contains(column) ? _table.Number(column) : double.NaN;

    private bool? Flag(string column) => _table.Text(column) switch
    {
        "" => null,
        "1" or "true" => true,
        "0" or "false" => false,
        _ => throw Fault(column, "must be 1, 0 or empty"),
    };

    private DateTimeOffset? Time(string column)
    {
        if (!_columns.Contains(column) || _table.Text(column) is not { Length: > 0 } text)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw Fault(column, "is no time");
    }

    private InvalidHistoryException Fault(string column, string what) => new($"Line {_table.Line}: {column} {what}.");

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other is { } time && time > one ? time : one;

    private static string WithoutLine(string message) => LinePrefix().Replace(message, "");

    [GeneratedRegex("^Line [0-9]+(: |, )")]
    private static partial Regex LinePrefix();
}
