using Finntelligence.Histories.Simulation.Confounding;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
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
/// <param name="Book">The same of offers within the rates and the terms of people alike.</param>
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
        var policies = new ConfoundedPolicies(product, risk, acceptance, judged);
        var offers = clients.Take(ClientsWithOffers).Select(policies.Offer).ToArray();
        return new ConfoundingTrial(
            judged.Verdict,
            judged.Weights is { } weights ? weights.EffectiveRows / judged.Rows : 1,
            takeUp with { Orthogonal = judged.Effect?.Slope ?? 0 },
            defaults with { Orthogonal = Judge(product, risk, threads, cancellation).Effect?.Slope ?? 0 },
            TrialProfits.Of(offers),
            BookFigures.Of(clients, offers.Where(o => o.NaiveRate is not null).Select(o => (o.Client, o.NaiveRate!.Value))),
            BookFigures.Of(clients, offers.Where(o => o.ServedRate is not null).Select(o => (o.Client, o.ServedRate!.Value))));
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
}

/// <summary>Slopes of one history.</summary>
/// <param name="Truth">True.</param>
/// <param name="Naive">Of the model of unweighted rows.</param>
/// <param name="Uncorrected">Of the model of weighted rows, trees alone.</param>
/// <param name="Weighted">Of the model of weighted rows.</param>
/// <param name="Orthogonal">Of the orthogonal estimate.</param>
internal sealed record TrialSlopes(double Truth, double Naive, double Uncorrected, double Weighted, double Orthogonal);
