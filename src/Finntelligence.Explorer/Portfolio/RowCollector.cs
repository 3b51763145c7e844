using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Records;
using Finntelligence.Portfolios.Scoring;

namespace Finntelligence.Explorer.Portfolio;

/// <summary>Keeps of every scored line what a table shows, and of the faults the first ones.</summary>
/// <param name="header">Names of the columns; empty for lines of JSON.</param>
/// <param name="limits">Bound it.</param>
internal sealed class RowCollector(ImmutableArray<string> header, PortfolioLimits limits)
{
    // Of a cell that is shown as wrong.
    private const int LongestCell = 80;

    private readonly List<PortfolioRow> _rows = [];
    private readonly List<PortfolioFault> _faults = [];
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);
    private long _offset;
    private long _lines;

    /// <summary>Lines with a decision.</summary>
    public IReadOnlyList<PortfolioRow> Rows => _rows;

    /// <summary>The first faults.</summary>
    public IReadOnlyList<PortfolioFault> Faults => _faults;

    /// <summary>Faults there were in all.</summary>
    public long FaultCount { get; private set; }

    /// <summary>Takes lines, in order.</summary>
    /// <param name="lines">With their decisions.</param>
    /// <param name="written">Bytes of the decisions up to the last of these lines.</param>
    /// <exception cref="DataFaultException">There are more than may be.</exception>
    public void Add(IReadOnlyList<ScoredLine> lines, long written)
    {
        _lines += lines.Count;
        if (_lines > limits.Rows)
            throw new DataFaultException(
                $"The portfolio has more than {limits.Rows} rows.", remedy: "The console's `score` takes any number of them.");
        _offset = written - lines.Sum(l => (long)l.Bytes);
        foreach (var line in lines)
        {
            if (line.Decision is null)
                AddFaults(line);
            else
                AddRow(line);
        }
    }

    private void AddRow(in ScoredLine line)
    {
        var decision = line.Decision!;
        var row = new PortfolioRow
        {
            Line = line.Record.Line,
            Id = IdOf(line),
            IsOffer = decision.Offer is not null,
            Reasons = Shared(string.Join(' ', decision.Reasons.Select(r => r.Code))),
            Offset = _offset,
            Bytes = line.Bytes,
        };
        _offset += line.Bytes;
        _rows.Add(decision.Offer is not { } offer ? row : row with
        {
            Amount = (double)offer.Terms.Amount,
            Months = offer.Terms.Months,
            Rate = (double)offer.Terms.Rate,
            Installment = (double)offer.Repayments.Installment,
            Acceptance = offer.ProbabilityOfAcceptance,
            Default = offer.ProbabilityOfDefault,
            Profit = offer.ExpectedProfit,
        });
    }

    private void AddFaults(in ScoredLine line)
    {
        FaultCount += line.Reading.Faults.Length;
        if (_faults.Count >= limits.ShownFaults)
            return;
        List<string> cells = [];
        if (line.Record.Fault is not null || header.IsEmpty || !CsvRow.TrySplit(line.Record.Bytes.Span, cells))
            cells.Clear();
        var number = line.Record.Line;
        var id = IdOf(line);
        foreach (var fault in line.Reading.Faults.Take(limits.ShownFaults - _faults.Count))
            _faults.Add(new PortfolioFault(number, id, fault.Path, CellOf(cells, fault.Path), fault.Message));
    }

    // An id of JSON is written as it came, in quotes.
    private string? IdOf(in ScoredLine line) => header.IsEmpty ? line.Reading.Id?.Trim('"') : line.Reading.Id;

    private string? CellOf(List<string> cells, string column) =>
        header.IndexOf(column) is >= 0 and var at && at < cells.Count
            ? cells[at].Length <= LongestCell ? cells[at] : cells[at][..LongestCell] + "…"
            : null;

    // A few reasons have many rows.
    private string Shared(string text)
    {
        if (!_reasons.TryGetValue(text, out var kept))
            _reasons.Add(text, kept = text);
        return kept;
    }
}
