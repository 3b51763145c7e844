using Finntelligence.Evidence.Evaluation.Regret;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Evaluation.Confounding;

/// <summary>
/// The engines that one history makes, and what their offers truly earn. Two of them stay within what was seen: within the rates that people alike were offered,
/// and, as the service does, within their terms too; apart, so that either's price can be told.
/// </summary>
internal sealed class ConfoundedPolicies
{
    private readonly decimal _rateStep;
    private readonly TwinTruth _truth;
    private readonly OfferExplorer _explorer;
    private readonly OfferEngine _naive;
    private readonly OfferEngine _weighted;
    private readonly OfferEngine _withinRates;
    private readonly OfferEngine _served;

    /// <summary>Makes the engines.</summary>
    /// <param name="product">Of both kinds of model.</param>
    /// <param name="risk">Its models.</param>
    /// <param name="acceptance">Its models.</param>
    /// <param name="judged">How the acceptance model's rates were set.</param>
    public ConfoundedPolicies(ProductDefinition product, ConfoundedModels risk, ConfoundedModels acceptance, PriceIdentification judged)
    {
        var (servedRisk, servedAcceptance) = (Served(risk, risk.Prices.Figures), Served(acceptance, judged));
        _rateStep = product.Offer.Rate.Step;
        _truth = new TwinTruth(product);
        _explorer = new OfferExplorer(Unguarded(product), risk.Naive, acceptance.Naive);
        _naive = new OfferEngine(product, risk.Naive, acceptance.Naive);
        _weighted = new OfferEngine(product, risk.Weighted, acceptance.Weighted);
        _withinRates = new OfferEngine(product, servedRisk with { MonthsBand = null }, servedAcceptance with { MonthsBand = null });
        _served = new OfferEngine(product, servedRisk, servedAcceptance);
    }

    /// <summary>What each of them offers one client, and what that earns.</summary>
    public ClientOffers Offer(ConfoundedClient client)
    {
        var request = new OfferRequest(client.Applicant, null, OfferConstraints.None, 0, false);
        var grid = _explorer.Explore(request).Grid;
        var served = _served.Decide(request);
        var terms = served.Search.MonthsReach is { } months ? grid with { Months = [.. grid.Months.Where(m => m >= months.Lowest && m <= months.Highest)] } : grid;
        var naive = _naive.Decide(request).Offer;
        var usual = naive is null ? 0 : Earned(client, naive.Terms with { Rate = Math.Round((decimal)client.Rate / _rateStep) * _rateStep });
        return new ClientOffers(
            client, (double?)naive?.Terms.Rate, (double?)served.Offer?.Terms.Rate, IsOutside(naive, served.Search.Reach),
            new ClientProfits(
                _truth.Best(client.Market, grid, onlyGreatestRate: false), _truth.Best(client.Market, terms, onlyGreatestRate: false),
                Earned(client, naive?.Terms), Earned(client, _weighted.Decide(request).Offer?.Terms), Earned(client, _withinRates.Decide(request).Offer?.Terms),
                Earned(client, served.Offer?.Terms), usual));
    }

    private static bool IsOutside(PricedOffer? offer, RateReach? reach) =>
        offer is not null && reach is { } of && ((double)offer.Terms.Rate < of.Lowest || (double)offer.Terms.Rate > of.Highest);

    private double Earned(ConfoundedClient client, OfferTerms? terms) => terms is { } made ? _truth.Profit(client.Market, made) : 0;

    private static LoanModel Served(ConfoundedModels models, PriceIdentification judged) => models.Weighted with
    {
        Manifest = models.Weighted.Manifest with { Identification = judged },
        Band = models.Prices.Band,
        MonthsBand = models.Prices.MonthsBand,
    };

    private static ProductDefinition Unguarded(ProductDefinition product) => product with
    {
        Risk = product.Risk with { Support = product.Risk.Support with { MinimumNeighbours = 0 } },
        Acceptance = product.Acceptance with { Support = product.Acceptance.Support with { MinimumNeighbours = 0 } },
    };
}

/// <summary>What one client is offered.</summary>
/// <param name="Client">Who.</param>
/// <param name="NaiveRate">The naive engine's; null for a decline.</param>
/// <param name="ServedRate">Of the engine within the rates and terms of people alike; null for a decline.</param>
/// <param name="NaiveOutside">Whether people alike were not offered the naive rate.</param>
/// <param name="Profits">True expected profits.</param>
internal sealed record ClientOffers(ConfoundedClient Client, double? NaiveRate, double? ServedRate, bool NaiveOutside, ClientProfits Profits);

/// <summary>True expected profits of one client, in the product's currency; as in <see cref="PolicyShares"/>.</summary>
internal sealed record ClientProfits(
    double Oracle, double OracleWithinTerms, double Naive, double Weighted, double WithinRates, double Banded, double Usual);
