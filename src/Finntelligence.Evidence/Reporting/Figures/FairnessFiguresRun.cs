using System.Collections.Immutable;
using Finntelligence.Evidence.Reporting.Reading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Evidence.Reporting.Figures;

/// <summary>
/// Compares the engine's offers between groups it does not know of. Equal risk means: the same class and the same fifth of the
/// probability of default at one and the same offer (the largest amount asked by default, the shortest months, the class's card rate).
/// </summary>
internal sealed class FairnessFiguresRun
{
    private const int Replicates = 500;
    private const int Fifths = 5;

    private readonly EngineOffers _offers;
    private readonly double[] _rates;
    private readonly bool[] _belowCard;
    private readonly int[] _strata;
    private readonly int _strataCount;
    private readonly bool _hasCard;

    public FairnessFiguresRun(ProductDefinition product, LoanModel risk, ReportData data, EngineOffers offers)
    {
        var applicants = data.Applicants;
        _offers = offers;
        _rates = [.. offers.Best.Select(o => o is null ? double.NaN : (double)o.Terms.Rate)];
        var by = product.Applicant.Select((f, j) => (f, j)).First(p => p.f.Name == product.StrataFeature);
        int[] classes = [.. offers.Rows.Select(row => (int)applicants[row].Values[by.j])];
        _hasCard = product.Policy.RateCaps is { } caps && caps.Feature == by.f.Name;
        double Card(int code) => _hasCard ? (double)product.Policy.RateCaps!.Values[code] : (double)product.Offer.Rate.Maximum;
        _belowCard = [.. _rates.Select((r, k) => r < Card(classes[k]))];
        double[] risks = [.. offers.Rows.Select((row, k) => Risk(product, risk, data, row, Card(classes[k])))];
        _strata = new int[classes.Length];
        _strataCount = by.f.Values.Length * Fifths;
        for (var code = 0; code < by.f.Values.Length; code++)
        {
            double[] ascending = [.. risks.Where((_, k) => classes[k] == code).Order()];
            double[] bounds = [.. Enumerable.Range(1, Fifths - 1).Select(q => Statistics.Quantile(ascending, (double)q / Fifths))];
            for (var k = 0; k < classes.Length; k++)
            {
                if (classes[k] == code)
                    _strata[k] = code * Fifths + bounds.Count(b => risks[k] > b);
            }
        }
    }

    /// <summary>Every column; the same replicates serve all of them.</summary>
    public ImmutableArray<FairnessFigures> Of(ImmutableArray<AuditGroups> audit, ulong seed, IProgress<double> progress, CancellationToken cancellation)
    {
        int[][] codes = [.. audit.Select(a => _offers.Rows.Select(row => a.Codes[row]).ToArray())];
        var whole = audit.Select((a, i) => Sums(a, codes[i], null)).ToArray();
        var shown = whole.Select(sums => Enumerable.Range(0, sums.Length).Where(g => sums[g].People >= Statistics.SmallestCell).ToArray()).ToArray();
        var reference = whole.Select(sums => sums.Length == 0 ? -1 : Enumerable.Range(0, sums.Length).MaxBy(g => sums[g].People)).ToArray();
        var point = audit.Select((_, i) => Figures(whole[i], shown[i], reference[i])).ToArray();
        var replicates = new GroupPoint[Replicates][][];
        var random = new CounterRandom(seed).Fork(0xFA12);
        var done = 0;
        Parallel.For(0, Replicates, new ParallelOptions { CancellationToken = cancellation }, r =>
        {
            var stream = random.Fork((ulong)r);
            var draws = new int[_offers.Rows.Length];
            for (var k = 0; k < draws.Length; k++)
                draws[k] = Statistics.Draws(stream, k);
            replicates[r] = [.. audit.Select((a, i) => Figures(Sums(a, codes[i], draws), shown[i], reference[i]))];
            progress.Report((double)Interlocked.Increment(ref done) / Replicates);
        });
        return [.. audit.Select((a, i) => new FairnessFigures(
            a.Column, a.Title, codes[i].Length == 0 ? 0 : (double)codes[i].Count(c => c < 0) / codes[i].Length,
            reference[i] < 0 ? "" : a.Names[reference[i]],
            [
                .. shown[i].Select((g, place) => new GroupFigures(
                    a.Names[g], (int)whole[i][g].People, point[i][place].OfferRate, Interval(i, place, p => p.OfferRatio),
                    point[i][place].MeanRate, point[i][place].BelowCard, Interval(i, place, p => p.BelowCardRatio), Interval(i, place, p => p.PriceGap))),
            ],
            whole[i].Count(s => s.People > 0) - shown[i].Length))];

        Interval Interval(int column, int place, Func<GroupPoint, double> figure)
        {
            double[] drawn = [.. replicates.Select(r => figure(r[column][place])).Where(double.IsFinite).Order()];
            return new Interval(figure(point[column][place]), Statistics.Quantile(drawn, 0.05), Statistics.Quantile(drawn, 0.95));
        }
    }

    private GroupSums[] Sums(AuditGroups audit, int[] codes, int[]? draws)
    {
        var sums = new GroupSums[audit.Names.Length];
        for (var g = 0; g < sums.Length; g++)
            sums[g] = new GroupSums(_strataCount);
        for (var k = 0; k < codes.Length; k++)
        {
            var weight = draws is null ? 1 : draws[k];
            if (codes[k] < 0 || weight == 0)
                continue;
            var sum = sums[codes[k]];
            sum.People += weight;
            if (double.IsNaN(_rates[k]))
                continue;
            sum.Offers += weight;
            sum.Rates += weight * _rates[k];
            sum.Below += _belowCard[k] ? weight : 0;
            sum.StratumOffers[_strata[k]] += weight;
            sum.StratumRates[_strata[k]] += weight * _rates[k];
        }

        return sums;
    }

    private GroupPoint[] Figures(GroupSums[] sums, int[] shown, int reference)
    {
        if (shown.Length == 0)
            return [];
        var bestOffers = shown.Max(g => sums[g].People > 0 ? sums[g].Offers / sums[g].People : 0);
        var bestBelow = shown.Max(g => sums[g].Offers > 0 ? sums[g].Below / sums[g].Offers : 0);
        return [.. shown.Select(g =>
        {
            var sum = sums[g];
            var offerRate = sum.Offers / sum.People;
            var below = _hasCard ? sum.Below / sum.Offers : double.NaN;
            return new GroupPoint(
                offerRate, offerRate / bestOffers, sum.Rates / sum.Offers, below, bestBelow > 0 ? below / bestBelow : double.NaN,
                PriceGap(sum, sums[reference]));
        })];
    }

    // Weighted by the group's own people, over strata in which both have somebody.
    private static double PriceGap(GroupSums group, GroupSums reference)
    {
        double gap = 0, weight = 0;
        for (var s = 0; s < group.StratumOffers.Length; s++)
        {
            if (group.StratumOffers[s] == 0 || reference.StratumOffers[s] == 0)
                continue;
            gap += group.StratumRates[s] - group.StratumOffers[s] * (reference.StratumRates[s] / reference.StratumOffers[s]);
            weight += group.StratumOffers[s];
        }

        return weight > 0 ? gap / weight : double.NaN;
    }

    private static double Risk(ProductDefinition product, LoanModel risk, ReportData data, int person, double rate)
    {
        var applicant = data.Applicants[person];
        var amount = !data.Asked.IsEmpty ? (double)(data.Asked[person] ?? product.Offer.Amount.Minimum)
            : product.Offer.Amount.DefaultFeature is { } name
            ? applicant.Values[product.Applicant.Select(f => f.Name).ToList().IndexOf(name)]
            : (double)product.Offer.Amount.Minimum;
        var row = new float[risk.Encoder.Features.Length];
        risk.Encoder.Encode(applicant, new OfferVector(amount, product.Offer.Months.Values[0], rate), row);
        return risk.Probability(row);
    }

    private readonly record struct GroupPoint(
        double OfferRate, double OfferRatio, double MeanRate, double BelowCard, double BelowCardRatio, double PriceGap);

    private sealed class GroupSums(int strata)
    {
        public double People { get; set; }

        public double Offers { get; set; }

        public double Rates { get; set; }

        public double Below { get; set; }

        public double[] StratumOffers { get; } = new double[strata];

        public double[] StratumRates { get; } = new double[strata];
    }
}
