using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Evidence.Reporting.Reading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Reporting.Figures;

/// <summary>Describes what the engine offers, as the product stands and under other costs.</summary>
internal static class PolicyFiguresRun
{
    private const int SensitivityPeople = 3000;

    private static readonly ImmutableArray<decimal> Funds = [0.5m, 1m, 2m, 3m];
    private static readonly ImmutableArray<decimal> Losses = [0m, 0.25m, 0.5m, 0.75m, 1m];

    public static PolicyFigures Of(
        ProductDefinition product, LoanModel risk, LoanModel acceptance, ReportData data, EngineOffers offers, int threads,
        IProgress<double> progress, CancellationToken cancellation)
    {
        var applicants = data.Applicants;
        var by = product.Applicant.Select((f, j) => (f, j)).First(p => p.f.Name == product.StrataFeature);
        var caps = product.Policy.RateCaps is { } declared && declared.Feature == by.f.Name ? declared : null;
        var most = MostBelowCard(offers, applicants, by.j, caps);
        var classes = by.f.Values.Select((name, code) => Class(
            most, name, caps is null ? null : (double)caps.Values[code],
            [.. Enumerable.Range(0, offers.Rows.Length).Where(k => (int)applicants[offers.Rows[k]].Values[by.j] == code).Select(k => offers.Best[k])]));
        return new PolicyFigures(
            offers.Rows.Length, offers.LeftOut, offers.Best.Count(o => o is not null), [.. classes.OfType<ClassOffers>()],
            Sensitivity(product, risk, acceptance, data, threads, progress, cancellation), Math.Min(SensitivityPeople, offers.Rows.Length))
        {
            AmountsOfHistory = !data.Asked.IsEmpty,
        };
    }

    private static ClassOffers? Class(int bins, string name, double? card, PricedOffer?[] decisions)
    {
        PricedOffer[] made = [.. decisions.OfType<PricedOffer>()];
        if (made.Length < Statistics.SmallestCell)
            return null;
        double Mean(Func<PricedOffer, double> figure) => made.Average(figure);
        return new ClassOffers(
            name, decisions.Length, made.Length, card, Mean(o => (double)o.Terms.Rate),
            card is { } cap ? Mean(o => (double)o.Terms.Rate >= cap ? 1 : 0) : double.NaN,
            Mean(o => (double)o.Terms.Amount), Mean(o => o.ProbabilityOfAcceptance), Mean(o => o.ProbabilityOfDefault), Mean(o => o.ExpectedProfit),
            card is { } top ? BelowCard(made, top, bins) : [],
            [.. made.GroupBy(o => o.Terms.Months).OrderBy(g => g.Key).Select(g => Share(g.Key.ToString(CultureInfo.InvariantCulture), g.Count(), made.Length))]);
    }

    private static ImmutableArray<NamedShare> BelowCard(PricedOffer[] made, double card, int bins) =>
        [
            Share("card", made.Count(o => (double)o.Terms.Rate >= card), made.Length),
            .. Enumerable.Range(0, bins).Select(b => Share(
                $"−{b + 1}", made.Count(o => card - (double)o.Terms.Rate > b + 1e-9 && card - (double)o.Terms.Rate <= b + 1 + 1e-9), made.Length)),
        ];

    // The same bins for every class, so that the classes can be compared.
    private static int MostBelowCard(EngineOffers offers, ImmutableArray<Applicant> applicants, int by, ByCategory<decimal>? caps)
    {
        var most = caps is null ? 0 : offers.Rows.Select((row, k) => offers.Best[k] is { } offer
            ? caps.Values[(int)applicants[row].Values[by]] - offer.Terms.Rate
            : 0).DefaultIfEmpty().Max();
        return (int)Math.Ceiling(Math.Max(most, 0));
    }

    private static NamedShare Share(string name, int count, int all) =>
        new(name, count is > 0 and < Statistics.SmallestCell ? null : (double)count / all);

    private static ImmutableArray<SensitivityCell> Sensitivity(
        ProductDefinition product, LoanModel risk, LoanModel acceptance, ReportData data, int threads, IProgress<double> progress,
        CancellationToken cancellation)
    {
        var declared = product.Economics;
        decimal[] funds = [.. Funds.Append(declared.CostOfFunds).Distinct().Order()];
        decimal[] losses = [.. Losses.Append(declared.LossGivenDefault).Distinct().Order()];
        EngineOffers At(decimal fund, decimal loss) => EngineOffers.Of(
            product with { Economics = declared with { CostOfFunds = fund, LossGivenDefault = loss } },
            risk, acceptance, data, SensitivityPeople, threads, null, cancellation);
        var asDeclared = At(declared.CostOfFunds, declared.LossGivenDefault);
        var cells = ImmutableArray.CreateBuilder<SensitivityCell>();
        foreach (var fund in funds)
        {
            foreach (var loss in losses)
            {
                cells.Add(Cell((double)fund, (double)loss, At(fund, loss), asDeclared));
                progress.Report((double)cells.Count / (funds.Length * losses.Length));
            }
        }

        return cells.ToImmutable();
    }

    private static SensitivityCell Cell(double fund, double loss, EngineOffers offers, EngineOffers declared)
    {
        PricedOffer[] made = [.. offers.Best.OfType<PricedOffer>()];
        double Mean(Func<PricedOffer, double> figure) => made.Length < Statistics.SmallestCell ? double.NaN : made.Average(figure);
        return new SensitivityCell(
            fund, loss, (double)made.Length / offers.Rows.Length, Mean(o => (double)o.Terms.Rate), Mean(o => (double)o.Terms.Amount),
            Mean(o => o.ProbabilityOfDefault), made.Sum(o => o.ExpectedProfit) / offers.Rows.Length,
            (double)offers.Best.Where((o, k) => o?.Terms == declared.Best[k]?.Terms).Count() / offers.Rows.Length);
    }
}
