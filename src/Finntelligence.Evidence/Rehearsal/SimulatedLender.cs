using Finntelligence.Evidence.Evaluation.Regret;
using Finntelligence.Evidence.Rehearsed;
using Finntelligence.Experiments.Drawing;
using Finntelligence.Experiments.Guarding;
using Finntelligence.Histories.Simulation;
using Finntelligence.Histories.Simulation.Confounding;
using Finntelligence.Histories.Simulation.Heterogeneous;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Numerics;
using RateOffer = Finntelligence.Experiments.Drawing.RateOffer;

namespace Finntelligence.Evidence.Rehearsal;

/// <summary>
/// A lender in the second twin: serves with the real engine, logs, waits for outcomes, trains anew. Amount and months are the client's: the
/// amount of the last loan and four months; only the rate is the lender's. Two lenders of one seed meet the same people with the same luck.
/// </summary>
/// <param name="product">Whose engine, caps and economics.</param>
/// <param name="settings">How it lives.</param>
/// <param name="seed">Of people and luck.</param>
/// <param name="explores">Whether it draws prices.</param>
internal sealed class SimulatedLender(ProductDefinition product, RehearsalSettings settings, ulong seed, bool explores)
{
    private const int Months = 4;

    private readonly TwinTruth _truth = new(product);
    private readonly CounterRandom _luck = new CounterRandom(seed).Fork(77);

    /// <summary>Lives.</summary>
    public RehearsedLife Live(CancellationToken cancellation)
    {
        var log = new LenderLog(product, [.. Enumerable.Range(0, settings.HistoryRows).Select(OldRow)], settings);
        var given = new GivenUp(settings.Guardrails);
        var months = new RehearsalMonth[settings.Months];
        var realised = new List<(int Month, bool Engine, double Profit)>();
        OfferExplorer? explorer = null;
        for (int month = 1; month <= settings.Months; month++)
        {
            cancellation.ThrowIfCancellationRequested();
            if ((month - 1) % settings.RetrainEvery == 0)
                explorer = Train(log, month, cancellation);
            months[month - 1] = Serve(log, given, realised, explorer!, month);
        }
        return new RehearsedLife(months, [.. Enumerable.Range(1, settings.Months).Select(month => Test(realised, month))], Spread(realised));
    }

    private OfferExplorer Train(LenderLog log, int month, CancellationToken cancellation)
    {
        LoanModel risk = LenderModels.Fit(product, log.Rows(ModelKind.Risk, month), cancellation);
        LoanModel acceptance = LenderModels.Fit(product, log.Rows(ModelKind.Acceptance, month), cancellation);
        return new OfferExplorer(product, risk, acceptance);
    }

    private RehearsalMonth Serve(LenderLog log, GivenUp given, List<(int, bool, double)> realised, OfferExplorer explorer, int month)
    {
        double oracle = 0, card = 0, engine = 0, shown = 0, cost = 0, rates = 0;
        for (int i = 0; i < settings.ApplicantsAMonth; i++)
        {
            long row = settings.HistoryRows + ((long)(month - 1) * settings.ApplicantsAMonth) + i;
            var (applicant, market, amount) = Person(row, month >= settings.DriftMonth && settings.DriftMonth > 0);
            var request = new OfferRequest(applicant, amount, new OfferConstraints { MinimumAmount = amount, MaximumAmount = amount, Months = [Months] }, 0, false);
            var surface = explorer.Explore(request);
            var cardTerms = new OfferTerms(amount, Months, surface.Grid.Rates[^1]);
            double Profit(OfferTerms terms) => _truth.Profit(market, terms);
            var offers = RateOffer.Of(surface);
            // Where history covers no rate for such a person, or none earns anything, the lender falls back on its card.
            var best = OfferLaw.BestOf(offers) is { Profit: > 0 } found ? found : new RateOffer(cardTerms, 0);
            double arm = Luck(row, 0);
            var terms = best.Terms;
            bool isCard = explores && arm < settings.CardShare, draws = explores && arm >= 1 - settings.ExploreShare;
            if (isCard)
                terms = cardTerms;
            else if (draws)
                terms = Draw(given, offers, best, row, month);
            oracle += surface.Grid.Rates.Max(rate => Profit(cardTerms with { Rate = rate }));
            card += Profit(cardTerms);
            engine += Profit(best.Terms);
            shown += Profit(terms);
            cost += draws ? Profit(best.Terms) - Profit(terms) : 0;
            rates += (double)best.Terms.Rate;

            bool taken = Luck(row, 1) < market.TakeUp((double)terms.Rate), bad = taken && Luck(row, 2) < market.Default((double)amount, Months, (double)terms.Rate);
            log.Add(new LenderRow(applicant, terms, taken, bad, month));
            if (isCard || !draws)
                realised.Add((month, !isCard, Realised(terms, taken, bad)));
        }
        double n = settings.ApplicantsAMonth;
        return new RehearsalMonth(oracle / n, card / n, engine / n, shown / n, cost / n, rates / n);
    }

    private OfferTerms Draw(GivenUp given, System.Collections.Immutable.ImmutableArray<RateOffer> offers, RateOffer best, long row, int month) =>
        given.Within(DateTimeOffset.UnixEpoch.AddDays(30.4 * month), left =>
        {
            var drawn = OfferLaw.Of(settings.Exploration, offers, left)?.At(Luck(row, 3)).Offer ?? best;
            return (drawn.Terms, Math.Max(0, best.Profit - drawn.Profit));
        });

    private LenderRow OldRow(int row)
    {
        var (applicant, market, amount) = Person(row, drifted: false);
        decimal asked = (decimal)market.OldRate(ConfoundingStrength.Strong, NormalQuantile.Of(Math.Max(Luck(row, 3), 1e-12)));
        decimal cap = CardRate.Of(product, applicant) ?? product.Offer.Rate.Maximum;
        var terms = new OfferTerms(amount, Months, Math.Min(asked, cap));
        bool taken = Luck(row, 1) < market.TakeUp((double)terms.Rate);
        return new LenderRow(applicant, terms, taken, taken && Luck(row, 2) < market.Default((double)amount, Months, (double)terms.Rate), -settings.OutcomeDelay);
    }

    private (Applicant Applicant, HeterogeneousMarket Market, decimal Amount) Person(long row, bool drifted)
    {
        var (client, mood) = ConfoundedSimulation.Client(seed, row);
        var axis = product.Offer.Amount;
        decimal amount = Math.Clamp(Math.Round(client.LastAmount / axis.Step) * axis.Step, axis.Minimum, axis.Maximum);
        return (ApplicantOf(client), new HeterogeneousMarket(client.Applicant, mood, drifted), amount);
    }

    private Applicant ApplicantOf(SimulatedClient client)
    {
        var market = client.Applicant;
        var known = new Dictionary<string, double?>
        {
            ["riskCategory"] = (int)market.Risk,
            ["monthlyIncome"] = market.MonthlyIncome,
            ["bureauScore"] = market.BureauScore,
            ["applicationScore"] = market.ApplicationScore,
            ["priorLoans"] = market.PriorLoans,
            ["monthsSinceLastLoan"] = market.MonthsSinceLastLoan,
            ["lastLoanAmount"] = market.LastLoanAmount,
            ["lastLoanMonths"] = market.LastLoanMonths,
        };
        return new Applicant([.. product.Applicant.Select(f => (float)(known.GetValueOrDefault(f.Name) ?? double.NaN))]);
    }

    private double Realised(in OfferTerms terms, bool taken, bool bad)
    {
        if (!taken)
            return 0;
        var price = LoanPricing.Price(product.Economics, product.RatePeriod, terms);
        return bad ? -(double)product.Economics.LossGivenDefault * price.Exposure : price.Margin;
    }

    // The two-sample test of what is known at the end of a month, of offers made after the first training on the lender's own log.
    private double Test(List<(int Month, bool Engine, double Profit)> realised, int month)
    {
        double[] engine = Known(true), card = Known(false);
        if (engine.Length < 2 || card.Length < 2)
            return double.NaN;
        return (engine.Average() - card.Average()) / Math.Sqrt((Variance(engine) / engine.Length) + (Variance(card) / card.Length));

        double[] Known(bool isEngine) =>
            [.. realised.Where(r => r.Engine == isEngine && r.Month > settings.RetrainEvery && r.Month + settings.OutcomeDelay <= month).Select(r => r.Profit)];
    }

    private static double Spread(List<(int Month, bool Engine, double Profit)> realised) => Variance([.. realised.Select(r => r.Profit)]);

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Average(v => (v - mean) * (v - mean));
    }

    private double Luck(long row, ulong what) => _luck.Fork(what).Uniform((ulong)row);
}
