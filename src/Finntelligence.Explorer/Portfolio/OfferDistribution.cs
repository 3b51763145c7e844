using System.Collections.Immutable;

namespace Finntelligence.Explorer.Portfolio;

/// <summary>The offers of a portfolio, counted.</summary>
/// <param name="Rates">By rate, percent per rate period.</param>
/// <param name="Amounts">By amount.</param>
/// <param name="Months">By term.</param>
/// <param name="Profits">By expected profit.</param>
/// <param name="Totals">What they add up to.</param>
public sealed record OfferDistribution(Bars Rates, Bars Amounts, Bars Months, Bars Profits, OfferTotals Totals)
{
    private const int Bins = 30;

    // As many different values are bars of their own.
    private const int Distinct = 60;

    /// <summary>Counts.</summary>
    public static OfferDistribution Of(ImmutableArray<PortfolioRow> rows)
    {
        List<PortfolioRow> offers = [.. rows.Where(r => r.IsOffer)];
        return new OfferDistribution(
            Bars.Of(offers, r => r.Rate, Distinct, Bins),
            Bars.Of(offers, r => r.Amount, Distinct, Bins),
            Bars.Of(offers, r => r.Months, Distinct, Bins),
            Bars.Of(offers, r => r.Profit, most: 0, Bins),
            new OfferTotals(
                offers.Sum(r => r.Profit), offers.Sum(r => r.Acceptance), offers.Sum(r => r.Acceptance * r.Amount),
                offers.Count == 0 ? null : offers.Average(r => r.Rate), offers.Count == 0 ? null : offers.Average(r => r.Amount),
                offers.Count == 0 ? null : offers.Average(r => r.Acceptance), offers.Count == 0 ? null : offers.Average(r => r.Default)));
    }
}

/// <summary>What offers add up to.</summary>
/// <param name="Profit">Expected.</param>
/// <param name="Loans">Expected number.</param>
/// <param name="Capital">Expected to be lent.</param>
/// <param name="MeanRate">Of the offers; null without any, as the others.</param>
/// <param name="MeanAmount">Of the offers.</param>
/// <param name="MeanAcceptance">Of the offers.</param>
/// <param name="MeanDefault">Of the offers, given take-up.</param>
public sealed record OfferTotals(
    double Profit, double Loans, double Capital, double? MeanRate, double? MeanAmount, double? MeanAcceptance, double? MeanDefault);

/// <summary>How often values occur.</summary>
/// <param name="At">The values, or the middles of equal intervals, ascending.</param>
/// <param name="Counts">How often, for each.</param>
/// <param name="Width">Of an interval; 0 where each value stands for itself.</param>
public sealed record Bars(ImmutableArray<double> At, ImmutableArray<int> Counts, double Width)
{
    /// <summary>Counts values one by one where there are few different ones, else in intervals of equal width.</summary>
    /// <param name="rows">Whose.</param>
    /// <param name="of">Which value.</param>
    /// <param name="most">Different values that are counted one by one.</param>
    /// <param name="bins">Intervals, else.</param>
    public static Bars Of(IReadOnlyCollection<PortfolioRow> rows, Func<PortfolioRow, double> of, int most, int bins)
    {
        if (rows.Count == 0)
            return new Bars([], [], 0);
        var counts = new SortedDictionary<double, int>();
        foreach (var row in rows)
        {
            var value = of(row);
            counts[value] = counts.GetValueOrDefault(value) + 1;
        }

        if (counts.Count <= Math.Max(1, most))
            return new Bars([.. counts.Keys], [.. counts.Values], 0);
        var (least, greatest) = (counts.Keys.First(), counts.Keys.Last());
        var width = (greatest - least) / bins;
        var inBin = new int[bins];
        foreach (var (value, count) in counts)
            inBin[Math.Min(bins - 1, (int)((value - least) / width))] += count;
        return new Bars([.. Enumerable.Range(0, bins).Select(i => least + ((i + 0.5) * width))], [.. inBin], width);
    }
}
