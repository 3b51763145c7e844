using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.RateCards;
using Finntelligence.Modelling.Versions;
using Finntelligence.RateCards.Tables;

namespace Finntelligence.Evidence.RateCards.Profit;

/// <summary>Asks the pair of models what every customer is worth at every rate: the best amount and term there, as the service would offer it.</summary>
internal static class ModelledProfit
{
    // A position of a rate is one of them in every table.
    private const int MostRates = 1000;

    /// <summary>The table.</summary>
    /// <param name="models">The pair.</param>
    /// <param name="customers">Rows.</param>
    /// <param name="rules">Caps beside those of the product.</param>
    /// <param name="today">The rates in force; null if nobody knows.</param>
    /// <param name="threads">Has no influence on the table.</param>
    /// <param name="progress">Share done.</param>
    /// <param name="cancellation">Checked often.</param>
    /// <exception cref="RequestFaultException">The product has too many rates.</exception>
    public static ProfitTable Table(
        RegisteredModels models, Customers customers, CardRules rules, TodaysCard? today, int threads, IProgress<double> progress, CancellationToken cancellation)
    {
        var explorer = models.Explorer();
        var menu = new RateMenu(models.Product, explorer);
        if (menu.Rates.Length > MostRates)
            throw new RequestFaultException($"The product has {menu.Rates.Length} rates; a card is found among at most {MostRates}: give offer.rate a greater step.");
        var table = new ProfitTable(customers.Requests.Length, menu.Rates, menu.Inputs.Count);
        double share = LossOf(models.Product);
        // What is in force is offered, however thin history is there: to value it at what the service would offer instead would make any other rate look good.
        var unguarded = Unguarded(models.Product);
        var freely = new OfferExplorer(unguarded, models.Risk, models.Acceptance);
        double[]? now = today is null ? null : new double[table.Rows];
        int? capFeature = rules.Caps is { } caps ? models.Product.Applicant.Select(f => f.Name).ToList().IndexOf(caps.Feature) : null;
        int done = 0;
        Parallel.For(
            0, table.Rows, new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount, CancellationToken = cancellation },
            () => (Menu: new RateMenu(models.Product, explorer), Free: new RateMenu(unguarded, freely), Offers: new RateOffer[menu.Rates.Length]),
            (row, _, local) =>
            {
                var request = customers.Requests[row];
                local.Menu.WriteInputs(request, table.InputsOf(row));
                local.Menu.Write(request, local.Offers);
                for (int r = 0; r < local.Offers.Length; r++)
                {
                    var offer = local.Offers[r];
                    int at = (row * local.Offers.Length) + r;
                    (table.Profit[at], table.TakeUp[at], table.Default[at]) = (offer.Profit, offer.Acceptance, offer.Default);
                    table.Loss[at] = (float)(offer.Acceptance * offer.Default * share * offer.Amount);
                }

                int cap = local.Menu.CategoryCap(request.Applicant);
                if (capFeature is { } feature)
                    cap = Math.Min(cap, TodaysCard.LastWithin(menu.Rates, rules.Caps!.Values[(int)request.Applicant.Values[feature]]));
                // Who may have no rate at all is declined by any card.
                table.Caps[row] = cap < 0 ? menu.Rates.Length - 1 : cap;
                if (today is not null)
                {
                    table.Today[row] = TodaysCard.LastWithin(menu.Rates, today.RateOf(request.Applicant, table.InputsOf(row).ToArray()));
                    local.Free.Write(request, local.Offers);
                    now![row] = table.Today[row] < 0 ? 0 : local.Offers[table.Today[row]].Profit;
                }

                if (Interlocked.Increment(ref done) % 1000 == 0)
                    progress.Report((double)done / table.Rows);
                return local;
            },
            _ => { });
        table.ProfitToday = table.Today.All(t => t >= 0) ? now : null;
        return table;
    }

    private static ProductDefinition Unguarded(ProductDefinition product) => product with
    {
        Risk = product.Risk with { Support = product.Risk.Support with { MinimumNeighbours = 0 } },
        Acceptance = product.Acceptance with { Support = product.Acceptance.Support with { MinimumNeighbours = 0 } },
    };

    /// <summary>The share of a defaulted amount that counts as a loss: the product's, or all of it where that is 0, as of a frontier.</summary>
    public static double LossOf(ProductDefinition product) =>
        product.Economics.LossGivenDefault > 0 ? (double)product.Economics.LossGivenDefault : 1;
}
