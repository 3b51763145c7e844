using Finntelligence.Evidence.Evaluation.Regret;
using Finntelligence.Histories.Simulation.Confounding;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;

namespace Finntelligence.Evidence.Evaluation.Confounding;

/// <summary>One history, what models learn from it, and what their offers truly earn.</summary>
/// <param name="Verdict">Of the acceptance model that learned with weights.</param>
/// <param name="EffectiveShare">Of its rows.</param>
/// <param name="TakeUp">Slopes of take-up.</param>
/// <param name="Default">Slopes of default.</param>
/// <param name="Profits">Mean true profits.</param>
/// <param name="NaiveBook">The naive offers beside what people paid.</param>
/// <param name="Book">The same of offers within the rates of people alike.</param>
internal sealed record ConfoundingTrial(
    PriceVerdict Verdict, double EffectiveShare, TrialSlopes TakeUp, TrialSlopes Default, TrialProfits Profits, BookFigures NaiveBook, BookFigures Book)
{
    private const int Clients = 2000;

    // The engine and the oracle look at hundreds of offers for each.
    private const int ClientsWithOffers = 300;
    private const double Months = 4;

    public static ConfoundingTrial Run(
        ProductDefinition product, ConfoundingStrength strength, int rows, ulong seed, int threads, CancellationToken cancellation)
    {
        using var history = new ConfoundedHistory(strength, rows, Clients, seed, cancellation);
        var clients = history.ClientsOf(product);
        var acceptance = ConfoundedModels.Fit(product, ModelKind.Acceptance, history.Path, seed, threads, cancellation);
        var risk = ConfoundedModels.Fit(product, ModelKind.Risk, history.Path, seed, threads, cancellation);
        var judged = Judge(product, acceptance, threads, cancellation);

        var step = ConfoundedMarket.ChanceOf(strength);
        var takeUp = Slopes(clients, step, acceptance, client => (rate => client.Market.TakeUp(rate)), _ => 1);
        var defaults = Slopes(
            clients, step, risk, client => (rate => client.Market.Default(client.Amount, Months, rate)), client => client.Market.TakeUp(client.Rate));
        var offered = new List<(ConfoundedClient Client, double? Naive, double? Banded)>();
        var profits = Value(product, [.. clients.Take(ClientsWithOffers)], risk, acceptance, judged, offered);
        return new ConfoundingTrial(
            judged.Verdict,
            judged.Weights is { } weights ? weights.EffectiveRows / judged.Rows : 1,
            takeUp with { Orthogonal = judged.Effect?.Slope ?? 0 },
            defaults with { Orthogonal = Judge(product, risk, threads, cancellation).Effect?.Slope ?? 0 },
            profits,
            BookFigures.Of(clients, offered.Where(o => o.Naive is not null).Select(o => (o.Client, o.Naive!.Value))),
            BookFigures.Of(clients, offered.Where(o => o.Banded is not null).Select(o => (o.Client, o.Banded!.Value))));
    }

    private static PriceIdentification Judge(ProductDefinition product, ConfoundedModels models, int threads, CancellationToken cancellation) =>
        RateEffects.Judge(models.Prices, product, models.Rows, models.Weighted.Ensemble, models.Weighted.Calibrator, threads, cancellation);

    // Mean slope over the clients between the rates one chance deviation below and above what each was offered.
    private static TrialSlopes Slopes(
        ConfoundedClient[] clients, double step, ConfoundedModels models, Func<ConfoundedClient, Func<double, double>> truth,
        Func<ConfoundedClient, double> weight)
    {
        double all = 0, truly = 0, naive = 0, weighted = 0, uncorrected = 0;
        foreach (var client in clients)
        {
            double w = weight(client), low = client.Rate - step, high = client.Rate + step;
            var probability = truth(client);
            all += w;
            truly += w * (probability(high) - probability(low)) / (high - low);
            naive += w * (At(models.Naive, client, high) - At(models.Naive, client, low)) / (high - low);
            weighted += w * (At(models.Weighted, client, high) - At(models.Weighted, client, low)) / (high - low);
            uncorrected += w * (At(models.Uncorrected, client, high) - At(models.Uncorrected, client, low)) / (high - low);
        }

        return new TrialSlopes(truly / all, naive / all, uncorrected / all, weighted / all, 0);
    }

    private static double At(LoanModel model, ConfoundedClient client, double rate)
    {
        var row = new float[model.Encoder.Features.Length];
        model.Encoder.Encode(client.Applicant, new OfferVector(client.Amount, Months, rate), row);
        return model.Probability(row);
    }

    private static TrialProfits Value(
        ProductDefinition product, ConfoundedClient[] clients, ConfoundedModels risk, ConfoundedModels acceptance, PriceIdentification judged,
        List<(ConfoundedClient Client, double? Naive, double? Banded)> offered)
    {
        var truth = new TwinTruth(product);
        var naive = new OfferEngine(product, risk.Naive, acceptance.Naive);
        var weighted = new OfferEngine(product, risk.Weighted, acceptance.Weighted);
        var banded = new OfferEngine(product, Served(risk, risk.Prices.Figures), Served(acceptance, judged));
        var explorer = new OfferExplorer(Unguarded(product), risk.Naive, acceptance.Naive);
        double oracle = 0, byNaive = 0, byWeighted = 0, byBanded = 0, usual = 0, outside = 0, offers = 0;
        foreach (var client in clients)
        {
            var request = new OfferRequest(client.Applicant, null, OfferConstraints.None, 0, false);
            oracle += truth.Best(client.Market, explorer.Explore(request).Grid, onlyGreatestRate: false);
            var first = naive.Decide(request).Offer;
            byNaive += Earned(truth, client, first);
            byWeighted += Earned(truth, client, weighted.Decide(request).Offer);
            var decision = banded.Decide(request);
            byBanded += Earned(truth, client, decision.Offer);
            offered.Add((client, (double?)first?.Terms.Rate, (double?)decision.Offer?.Terms.Rate));
            if (first is not null)
            {
                offers++;
                outside += decision.Search.Reach is { } reach && ((double)first.Terms.Rate < reach.Lowest || (double)first.Terms.Rate > reach.Highest) ? 1 : 0;
                var asked = Math.Round((decimal)client.Rate / product.Offer.Rate.Step) * product.Offer.Rate.Step;
                usual += truth.Profit(client.Market, first.Terms with { Rate = asked });
            }
        }

        var count = clients.Length;
        return new TrialProfits(oracle / count, byNaive / count, byWeighted / count, byBanded / count, usual / count, outside / Math.Max(1, offers));
    }

    // As it would be served, so that it stays within what was seen.
    private static LoanModel Served(ConfoundedModels models, PriceIdentification judged) => models.Weighted with
    {
        Manifest = models.Weighted.Manifest with { Identification = judged },
        Band = models.Prices.Band,
        MonthsBand = models.Prices.MonthsBand,
    };

    private static double Earned(TwinTruth truth, ConfoundedClient client, PricedOffer? offer) => offer is null ? 0 : truth.Profit(client.Market, offer.Terms);

    private static ProductDefinition Unguarded(ProductDefinition product) => product with
    {
        Risk = product.Risk with { Support = product.Risk.Support with { MinimumNeighbours = 0 } },
        Acceptance = product.Acceptance with { Support = product.Acceptance.Support with { MinimumNeighbours = 0 } },
    };
}

/// <summary>Slopes of one history.</summary>
/// <param name="Truth">True.</param>
/// <param name="Naive">Of the model of unweighted rows.</param>
/// <param name="Uncorrected">Of the model of weighted rows, trees alone.</param>
/// <param name="Weighted">Of the model of weighted rows.</param>
/// <param name="Orthogonal">Of the orthogonal estimate.</param>
internal sealed record TrialSlopes(double Truth, double Naive, double Uncorrected, double Weighted, double Orthogonal);

/// <summary>Mean true profits of one history's offers.</summary>
/// <param name="Oracle">Of the best offers there are.</param>
/// <param name="Naive">Of the engine with models of unweighted rows.</param>
/// <param name="Weighted">Of the engine with models of weighted rows.</param>
/// <param name="Banded">The same within the rates of people who are alike.</param>
/// <param name="Usual">At the rates that the clients were offered.</param>
/// <param name="NaiveOutside">Share of the naive offers whose rate people who are alike were not offered.</param>
internal sealed record TrialProfits(double Oracle, double Naive, double Weighted, double Banded, double Usual, double NaiveOutside);
