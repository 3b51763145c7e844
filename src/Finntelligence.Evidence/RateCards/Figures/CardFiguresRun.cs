using System.Collections.Immutable;
using Finntelligence.Evidence.RateCards.Profit;
using Finntelligence.Evidence.Reporting.Figures;
using Finntelligence.Evidence.Reporting.Reading;
using Finntelligence.Lending.RateCards;
using Finntelligence.RateCards.Search;
using Finntelligence.RateCards.Selection;
using Finntelligence.RateCards.Tables;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Evidence.RateCards.Figures;

/// <summary>Computes what a committee is shown.</summary>
/// <param name="card">The card.</param>
/// <param name="words">Say what it asks.</param>
/// <param name="table">The customers with the profits that the card was found by.</param>
/// <param name="modelled">The same customers with the models' profits.</param>
internal sealed class CardFiguresRun(SegmentCard card, CardWords words, ProfitTable table, ProfitTable modelled)
{
    private const double Z90 = 1.6448536;
    private const int Replicates = 500;

    private readonly int[] _rates = CardValue.RatesOf(card.Root, table);
    private readonly bool _knowsToday = table.Today.All(t => t >= 0);
    private readonly double[] _today = table.Today.All(t => t >= 0) ? table.EarnedToday() : [];

    /// <summary>Every cell, and everybody.</summary>
    public (ImmutableArray<CellFigures> Cells, CellFigures Total) Cells()
    {
        var rows = card.Cells.ToDictionary(c => c.Name, _ => new List<int>(), StringComparer.Ordinal);
        for (int row = 0; row < table.Rows; row++)
            rows[card.CellOf(table.InputsOf(row)).Name].Add(row);
        return (
            [.. card.Paths().Select(p => Cell(p.Cell.Name, words.Of(p.Path), rows[p.Cell.Name]))],
            Cell("all", "everybody", [.. Enumerable.Range(0, table.Rows)]));
    }

    /// <summary>On the folds that cards were not found on.</summary>
    /// <param name="heldOut">Each customer's rate there.</param>
    /// <param name="single">The same of the best single rate, for where nobody knows the rates in force.</param>
    public HeldOutFigures HeldOut(int[] heldOut, int[] single)
    {
        double[] earned = Earned(table, heldOut), today = _knowsToday ? _today : Earned(table, single);
        return new HeldOutFigures(Mean(earned, null), Mean(today, null), Mean(earned, today));
    }

    /// <summary>By today's rate, and everybody.</summary>
    public ImmutableArray<MovedFigures> Moved() => !_knowsToday ? [] :
    [
        .. Enumerable.Range(0, table.Rows).GroupBy(row => table.Today[row]).OrderBy(g => g.Key)
            .Where(g => g.Count() >= Statistics.SmallestCell)
            .Select(g => Moved(FormattableString.Invariant($"now {table.Rates[g.Key]} %"), [.. g])),
        Moved("everybody", [.. Enumerable.Range(0, table.Rows)]),
    ];

    /// <summary>By the groups that no card may ask for.</summary>
    /// <param name="audit">Codes by row of the table.</param>
    /// <param name="cancellation">Checked between columns.</param>
    public ImmutableArray<AuditFigures> Audit(ImmutableArray<AuditGroups> audit, CancellationToken cancellation) =>
        [.. audit.Select(groups => Audit(groups, cancellation))];

    /// <summary>Pricing one by one, by the models.</summary>
    public OneByOneFigures OneByOne()
    {
        double best = 0, own = 0, rate = 0;
        int same = 0, offered = 0, count = table.Rates.Length;
        for (int row = 0; row < table.Rows; row++)
        {
            var profits = modelled.ProfitOf(row);
            int at = 0;
            for (int r = 1; r < count; r++)
                at = profits[r] > profits[at] ? r : at;
            best += profits[at];
            own += profits[_rates[row]];
            if (profits[at] > 0)
                (offered, rate) = (offered + 1, rate + (double)table.Rates[at]);
            same += at == _rates[row] || profits[at] == profits[_rates[row]] ? 1 : 0;
        }

        int thin = !_knowsToday || modelled.ProfitToday is not { } today ? 0
            : Enumerable.Range(0, table.Rows).Count(row => today[row] > modelled.ProfitOf(row)[modelled.Today[row]] + 1e-9);
        return new OneByOneFigures(best / table.Rows, own / table.Rows, rate / Math.Max(1, offered), (double)same / table.Rows, (double)thin / table.Rows);
    }

    private CellFigures Cell(string name, string who, IReadOnlyList<int> rows)
    {
        int count = table.Rates.Length;
        double Mean(float[] figures, Func<int, int> rate) => rows.Average(row => (double)figures[(row * count) + rate(row)]);
        double takeUp = Mean(table.TakeUp, row => _rates[row]);
        double defaults = rows.Sum(row => (double)table.TakeUp[(row * count) + _rates[row]] * table.Default[(row * count) + _rates[row]]);
        double taken = rows.Sum(row => (double)table.TakeUp[(row * count) + _rates[row]]);
        double[] earned = [.. rows.Select(row => table.Profit[(row * count) + _rates[row]])];
        double[] today = _knowsToday ? [.. rows.Select(row => _today[row])] : [];
        return new CellFigures(
            name, who, rows.Count, (double)rows.Count / table.Rows, rows.Average(row => (double)table.Rates[_rates[row]]),
            _knowsToday ? rows.Average(row => (double)table.Rates[table.Today[row]]) : double.NaN,
            takeUp, _knowsToday ? Mean(table.TakeUp, row => table.Today[row]) : double.NaN, taken > 0 ? defaults / taken : double.NaN,
            Mean(table.Loss, row => _rates[row]), CardFiguresRun.Mean(earned, null),
            _knowsToday ? CardFiguresRun.Mean(today, null) : None, _knowsToday ? CardFiguresRun.Mean(earned, today) : None);
    }

    private MovedFigures Moved(string group, int[] rows)
    {
        double[] changes = [.. rows.Select(row => (double)(table.Rates[_rates[row]] - table.Rates[table.Today[row]]))];
        return new MovedFigures(
            group, rows.Length, Share(changes, c => c < 0), Share(changes, c => c == 0), Share(changes, c => c > 0), changes.Average(),
            -Math.Min(0, changes.Min()), Math.Max(0, changes.Max()));
    }

    private AuditFigures Audit(AuditGroups groups, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        double middle = Statistics.Quantile([.. _rates.Order().Select(r => (double)table.Rates[r])], 0.5);
        double middleToday = _knowsToday ? Statistics.Quantile([.. table.Today.Order().Select(r => (double)table.Rates[r])], 0.5) : double.NaN;
        bool[] favourable = [.. _rates.Select((rate, row) => IsFavourable(row, rate, middle))];
        bool[] before = _knowsToday ? [.. table.Today.Select((rate, row) => IsFavourable(row, rate, middleToday))] : new bool[table.Rows];
        var people = new int[groups.Names.Length];
        foreach (int code in groups.Codes.Where(c => c >= 0))
            people[code]++;
        int[] shown = [.. Enumerable.Range(0, people.Length).Where(g => people[g] >= Statistics.SmallestCell)];
        double[] ratios = Ratios(groups.Codes, favourable, shown, null), ratiosToday = Ratios(groups.Codes, before, shown, null);
        var random = new CounterRandom(1).Fork(0xCA4D);
        var drawn = new double[Replicates][];
        Parallel.For(0, Replicates, new ParallelOptions { CancellationToken = cancellation }, r => drawn[r] = Ratios(groups.Codes, favourable, shown, random.Fork((ulong)r)));
        return new AuditFigures(
            groups.Column, groups.Title, middle,
            [.. shown.Select((g, place) => Group(groups, g, favourable, ratios[place], [.. drawn.Select(d => d[place])], ratiosToday[place]))],
            people.Count(p => p > 0) - shown.Length);
    }

    private AuditGroupFigures Group(AuditGroups groups, int g, bool[] favourable, double ratio, double[] drawn, double today)
    {
        int[] rows = [.. Enumerable.Range(0, table.Rows).Where(row => groups.Codes[row] == g)];
        double[] ascending = [.. drawn.Where(double.IsFinite).Order()];
        return new AuditGroupFigures(
            groups.Names[g], rows.Length, rows.Average(row => (double)table.Rates[_rates[row]]),
            _knowsToday ? rows.Average(row => (double)table.Rates[table.Today[row]]) : double.NaN, rows.Average(row => favourable[row] ? 1.0 : 0),
            new Interval(ratio, Statistics.Quantile(ascending, 0.05), Statistics.Quantile(ascending, 0.95)), _knowsToday ? today : double.NaN,
            _knowsToday ? rows.Average(row => _rates[row] > table.Today[row] ? 1.0 : 0) : double.NaN);
    }

    // An offer that the models would decline is none.
    private bool IsFavourable(int row, int rate, double middle) => modelled.ProfitOf(row)[rate] > 0 && (double)table.Rates[rate] <= middle;

    private static double[] Ratios(int[] codes, bool[] favourable, int[] shown, CounterRandom? random)
    {
        var (sums, counts) = (new double[shown.Length], new double[shown.Length]);
        var place = new Dictionary<int, int>();
        for (int i = 0; i < shown.Length; i++)
            place[shown[i]] = i;
        for (int row = 0; row < codes.Length; row++)
        {
            if (!place.TryGetValue(codes[row], out int at))
                continue;
            int times = random is { } stream ? Statistics.Draws(stream, row) : 1;
            counts[at] += times;
            sums[at] += favourable[row] ? times : 0;
        }

        double[] shares = [.. sums.Zip(counts, (sum, count) => count > 0 ? sum / count : double.NaN)];
        double greatest = shares.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();
        return [.. shares.Select(share => greatest > 0 ? share / greatest : double.NaN)];
    }

    private static double[] Earned(ProfitTable table, int[] rates) =>
        [.. rates.Select((rate, row) => table.Profit[(row * table.Rates.Length) + rate])];

    private static Interval Mean(double[] values, double[]? less)
    {
        var (mean, error) = CellSelection.MeanOf(values, less);
        return new Interval(mean, mean - (Z90 * error), mean + (Z90 * error));
    }

    private static Interval None => new(double.NaN, double.NaN, double.NaN);

    private static double Share(double[] values, Func<double, bool> counts) => (double)values.Count(counts) / values.Length;
}
