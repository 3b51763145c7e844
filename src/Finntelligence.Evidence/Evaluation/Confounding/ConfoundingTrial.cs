using Finntelligence.Evidence.Evaluation.Regret;
using Finntelligence.Histories.Simulation.Confounding;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Modelling.Identification;

namespace Finntelligence.Evidence.Evaluation.Confounding;

/// <summary>One history, what models learn from it, and what their offers truly earn.</summary>
/// <param name="Verdict">Of the acceptance model that learned with weights.</param>
/// <param name="EffectiveShare">Of its rows.</param>
/// <param name="TakeUp">Slopes of take-up.</param>
/// <param name="Default">Slopes of default.</param>
/// <param name="Oracle">Mean true profit of the best offers there are.</param>
/// <param name="Naive">Of the engine with models of unweighted rows.</param>
/// <param name="Weighted">Of the engine with models of weighted rows.</param>
/// <param name="Banded">The same within the rates of people who are alike.</param>
/// <param name="Usual">At the rates that the clients were offered.</param>
/// <param name="NaiveOutside">Share of the naive offers whose rate people who are alike were not offered.</param>
internal sealed record ConfoundingTrial(
    PriceVerdict Verdict, double EffectiveShare, TrialSlopes TakeUp, TrialSlopes Default, double Oracle, double Naive, double Weighted, double Banded,
    double Usual, double NaiveOutside)
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
        var acceptance = Pair.Fit(product, ModelKind.Acceptance, history, rows, seed, threads, cancellation);
        var risk = Pair.Fit(product, ModelKind.Risk, history, rows, seed, threads, cancellation);
        var judged = RateEffects.Judge(
            acceptance.Prices, product, acceptance.Rows, acceptance.Weighted.Ensemble, acceptance.Weighted.Calibrator, threads, cancellation);

        var step = ConfoundedMarket.ChanceOf(strength);
        var takeUp = Slopes(clients, step, acceptance, client => (rate => client.Market.TakeUp(rate)), _ => 1);
        var defaults = Slopes(
            clients, step, risk, client => (rate => client.Market.Default(client.Amount, Months, rate)), client => client.Market.TakeUp(client.Rate));
        return Value(product, clients.Take(ClientsWithOffers).ToArray(), risk, acceptance) with
        {
            Verdict = judged.Verdict,
            EffectiveShare = judged.Weights is { } weights ? weights.EffectiveRows / judged.Rows : 1,
            TakeUp = takeUp with { Orthogonal = judged.Effect?.Slope ?? 0 },
            Default = defaults with
            {
                Orthogonal = RateEffects.Judge(risk.Prices, product, risk.Rows, risk.Weighted.Ensemble, risk.Weighted.Calibrator, threads, cancellation).Effect?.Slope ?? 0,
            },
        };
    }

    // Mean slope over the clients between the rates one chance deviation below and above what each was offered.
    private static TrialSlopes Slopes(
        ConfoundedClient[] clients, double step, Pair models, Func<ConfoundedClient, Func<double, double>> truth, Func<ConfoundedClient, double> weight)
    {
        double all = 0, truly = 0, naive = 0, weighted = 0;
        foreach (var client in clients)
        {
            double w = weight(client), low = client.Rate - step, high = client.Rate + step;
            var probability = truth(client);
            all += w;
            truly += w * (probability(high) - probability(low)) / (high - low);
            naive += w * (At(models.Naive, client, high) - At(models.Naive, client, low)) / (high - low);
            weighted += w * (At(models.Weighted, client, high) - At(models.Weighted, client, low)) / (high - low);
        }

        return new TrialSlopes(truly / all, naive / all, weighted / all, 0);
    }

    private static double At(LoanModel model, ConfoundedClient client, double rate)
    {
        var row = new float[model.Encoder.Features.Length];
        model.Encoder.Encode(client.Applicant, new OfferVector(client.Amount, Months, rate), row);
        return model.Probability(row);
    }

    private static ConfoundingTrial Value(ProductDefinition product, ConfoundedClient[] clients, Pair risk, Pair acceptance)
    {
        var truth = new TwinTruth(product);
        var naive = new OfferEngine(product, risk.Naive, acceptance.Naive);
        var weighted = new OfferEngine(product, risk.Weighted, acceptance.Weighted);
        var banded = new OfferEngine(product, risk.Weighted with { Band = risk.Prices.Band }, acceptance.Weighted with { Band = acceptance.Prices.Band });
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
            if (first is not null)
            {
                offers++;
                outside += decision.Search.Reach is { } reach && ((double)first.Terms.Rate < reach.Lowest || (double)first.Terms.Rate > reach.Highest) ? 1 : 0;
                var asked = Math.Round((decimal)client.Rate / product.Offer.Rate.Step) * product.Offer.Rate.Step;
                usual += truth.Profit(client.Market, first.Terms with { Rate = asked });
            }
        }

        var count = clients.Length;
        return new ConfoundingTrial(
            default, 0, default!, default!, oracle / count, byNaive / count, byWeighted / count, byBanded / count, usual / count, outside / Math.Max(1, offers));
    }

    private static double Earned(TwinTruth truth, ConfoundedClient client, PricedOffer? offer) => offer is null ? 0 : truth.Profit(client.Market, offer.Terms);

    private static ProductDefinition Unguarded(ProductDefinition product) => product with
    {
        Risk = product.Risk with { Support = product.Risk.Support with { MinimumNeighbours = 0 } },
        Acceptance = product.Acceptance with { Support = product.Acceptance.Support with { MinimumNeighbours = 0 } },
    };

    /// <summary>Both models of one kind.</summary>
    private sealed record Pair(TrainingRows Rows, PriceHistory Prices, LoanModel Naive, LoanModel Weighted)
    {
        public static Pair Fit(
            ProductDefinition product, ModelKind kind, ConfoundedHistory history, int count, ulong seed, int threads, CancellationToken cancellation)
        {
            var rows = History.Read(product, kind, history.Path, cancellation);
            int[] folds = [.. rows.FileRows.Select(row => row % ModelFitter.Folds)];
            var prices = new IdentificationRun(product, design: null, history.Path, seed, threads).Of(rows, folds, cancellation)!;
            var naive = RegretModels.Fit(product, rows, count, monotone: true, seed, threads, cancellation);
            var weighted = prices.Weights is { } weights
                ? RegretModels.Fit(product, rows, count, monotone: true, seed, threads, cancellation, weights)
                : naive;
            return new Pair(rows, prices, naive, weighted);
        }
    }
}

/// <summary>Slopes of one history.</summary>
/// <param name="Truth">True.</param>
/// <param name="Naive">Of the model of unweighted rows.</param>
/// <param name="Weighted">Of the model of weighted rows.</param>
/// <param name="Orthogonal">Of the orthogonal estimate.</param>
internal sealed record TrialSlopes(double Truth, double Naive, double Weighted, double Orthogonal);
