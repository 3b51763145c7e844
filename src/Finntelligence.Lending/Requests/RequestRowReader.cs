using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Requests;

/// <summary>
/// Reads requests from the rows of a table: one column for each feature of the applicant, and any of requestedAmount, requestedMonths,
/// minAmount, maxAmount, months (separated by spaces), maxRate and maxInstallment. An empty cell is an absent member. In a history, what was offered then
/// stands for what is asked for, where nothing else does. Safe for any number of threads.
/// </summary>
/// <param name="product">Says what an applicant is and what may be asked.</param>
/// <param name="columns">Which cell is what.</param>
/// <param name="search">Which offers are looked at.</param>
public sealed class RequestRowReader(ProductDefinition product, RequestColumns columns, SearchMode search = SearchMode.Grid)
{
    private const int Absent = -1;

    private readonly RequestAcceptance _acceptance = new(product, defaultAlternatives: 0, search);
    private readonly ImmutableDictionary<string, string> _columnOfPath = ColumnsOfPaths(columns);
    private readonly ImmutableArray<int> _terms = product.Offer.Months.Values;
    private readonly int _minAmount = columns.Position(PredictMembers.MinAmount);
    private readonly int _maxAmount = columns.Position(PredictMembers.MaxAmount);
    private readonly int _months = columns.Position(PredictMembers.Months);
    private readonly int _maxRate = columns.Position(PredictMembers.MaxRate);
    private readonly int _maxInstallment = columns.Position(PredictMembers.MaxInstallment);

    /// <summary>Never throws, whatever the cells hold. Faults name columns.</summary>
    /// <param name="cells">One text per column, without white space around it.</param>
    public LineReading Read(IReadOnlyList<string> cells)
    {
        if (cells.Count != columns.Header.Length)
            return LineReading.Unreadable(string.Create(
                CultureInfo.InvariantCulture, $"The row has {cells.Count} cells, the header {columns.Header.Length}."));
        var faults = new List<Fault>();
        var legible = Legible(cells, faults);
        var request = new PredictRequest
        {
            Applicant = faults.Count == 0 ? legible : null,
            Legible = legible,
            RequestedAmount = Amount(cells, faults),
            RequestedMonths = Term(cells, faults),
            Constraints = Constraints(cells, faults),
        };
        var id = columns.Id >= 0 && cells[columns.Id].Length > 0 ? cells[columns.Id] : null;
        var reading = _acceptance.Finish(request, faults);
        return new LineReading(id, reading.Request, [.. reading.Faults.Select(f => f with { Path = ColumnOf(f.Path) })]);
    }

    // NaN where a cell has a fault.
    private Applicant Legible(IReadOnlyList<string> cells, List<Fault> faults)
    {
        var values = new float[columns.Features.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var cell = columns.Features[i];
            values[i] = cell.Column == Absent ? float.NaN : cell.Value(cells[cell.Column], faults);
        }

        return new Applicant(ImmutableCollectionsMarshal.AsImmutableArray(values));
    }

    private decimal? Amount(IReadOnlyList<string> cells, List<Fault> faults) => columns.Amount switch
    {
        null => null,
        { IsOffered: true } offered => Offered(cells, offered, PredictMembers.RequestedAmount, faults),
        var own => Number(cells, own.Position, PredictMembers.RequestedAmount, faults),
    };

    private int? Term(IReadOnlyList<string> cells, List<Fault> faults)
    {
        if (columns.Months is not { IsOffered: true } column)
            return Whole(cells, columns.Months?.Position ?? Absent, PredictMembers.RequestedMonths, faults);
        // A term that is no longer open cannot be asked for; then nothing is.
        return Offered(cells, column, PredictMembers.RequestedMonths, faults) is { } months && _terms.Any(term => term == months) ? (int)months : null;
    }

    private static decimal? Offered(IReadOnlyList<string> cells, AskedColumn column, string path, List<Fault> faults)
    {
        var text = cells[column.Position];
        if (column.Source.IsMissing(text))
            return null;
        if (column.Source.TryNumber(text, out var number) && number.Exact is { } exact)
            return exact;
        faults.Add(new Fault(path, "Must be a number."));
        return null;
    }

    private PredictConstraints? Constraints(IReadOnlyList<string> cells, List<Fault> faults)
    {
        var constraints = new PredictConstraints
        {
            MinAmount = Number(cells, _minAmount, Constraint(PredictMembers.MinAmount), faults),
            MaxAmount = Number(cells, _maxAmount, Constraint(PredictMembers.MaxAmount), faults),
            Months = Months(cells, faults),
            MaxRate = Number(cells, _maxRate, Constraint(PredictMembers.MaxRate), faults),
            MaxInstallment = Number(cells, _maxInstallment, Constraint(PredictMembers.MaxInstallment), faults),
        };
        return constraints == None ? null : constraints;
    }

    private static PredictConstraints None { get; } = new();

    private static decimal? Number(IReadOnlyList<string> cells, int column, string path, List<Fault> faults)
    {
        if (column == Absent || cells[column].Length == 0)
            return null;
        if (NumberText.TryParse(cells[column], 1, out var number) && number.Exact is { } exact)
            return exact;
        faults.Add(new Fault(path, "Must be a number."));
        return null;
    }

    private static int? Whole(IReadOnlyList<string> cells, int column, string path, List<Fault> faults)
    {
        if (Number(cells, column, path, faults) is not { } number)
            return null;
        if (number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue)
            return (int)number;
        faults.Add(new Fault(path, "Must be a whole number."));
        return null;
    }

    private ImmutableArray<int?>? Months(IReadOnlyList<string> cells, List<Fault> faults)
    {
        if (_months == Absent || cells[_months].Length == 0)
            return null;
        var terms = cells[_months].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var months = new int?[terms.Length];
        for (var i = 0; i < terms.Length; i++)
        {
            if (int.TryParse(terms[i], NumberStyles.None, CultureInfo.InvariantCulture, out var term))
                months[i] = term;
            else
                faults.Add(new Fault(Constraint(PredictMembers.Months), "Must be whole numbers with spaces between them."));
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(months);
    }

    private string ColumnOf(string path)
    {
        // A path into a list of months is in the one cell that holds it.
        var name = path.Split('[')[0];
        return _columnOfPath.GetValueOrDefault(name, name);
    }

    private static ImmutableDictionary<string, string> ColumnsOfPaths(RequestColumns columns) =>
        columns.Features.Where(f => f.Column != Absent).Select(f => KeyValuePair.Create(f.Path, columns.Header[f.Column]))
            .Concat(new[]
            {
                PredictMembers.MinAmount, PredictMembers.MaxAmount, PredictMembers.Months, PredictMembers.MaxRate, PredictMembers.MaxInstallment,
            }.Select(name => KeyValuePair.Create(Constraint(name), name)))
            .Concat(new[] { (PredictMembers.RequestedAmount, columns.Amount), (PredictMembers.RequestedMonths, columns.Months) }
                .Where(asked => asked.Item2 is { IsOffered: true }).Select(asked => KeyValuePair.Create(asked.Item1, columns.Header[asked.Item2!.Position])))
            .ToImmutableDictionary(StringComparer.Ordinal);

    private static string Constraint(string name) => $"{PredictMembers.Constraints}.{name}";
}
