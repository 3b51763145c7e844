using System.Collections.Immutable;
using Finntelligence.Evidence.Evaluation.Results;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Evaluation.Regret;

/// <summary>
/// Measures on the simulated twin how far the offer engine, with models of a given number of rows, is from the best there is. The oracle
/// knows both probabilities and chooses from the whole grid that the product has for the client.
/// </summary>
public static class RegretRun
{
    /// <summary>Rows of history, ascending, that take about half a minute on two cores.</summary>
    public static readonly ImmutableArray<int> Sizes = [2_000, 5_000, 10_000, 20_000, 50_000];

    /// <summary>Up to a million rows.</summary>
    public static readonly ImmutableArray<int> FullSizes = [2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000];

    private static readonly (bool Monotone, bool Guard)[] Settings = [(true, true), (true, false), (false, true), (false, false)];

    /// <summary>Trains at every size, with and without constraints, and offers with and without the support guard.</summary>
    /// <param name="product">The product that the twin is of.</param>
    /// <param name="sizes">Rows of history, ascending.</param>
    /// <param name="seed">Of the twin and the models.</param>
    /// <param name="threads">0 for one per core; no influence on the result.</param>
    /// <param name="time">Measures how long a training takes.</param>
    /// <param name="progress">Share done, in [0, 1].</param>
    /// <param name="cancellation">Checked often.</param>
    public static RegretResult Run(
        ProductDefinition product, ImmutableArray<int> sizes, ulong seed, int threads, TimeProvider time, IProgress<double> progress,
        CancellationToken cancellation)
    {
        threads = threads > 0 ? threads : Environment.ProcessorCount;
        var truth = new TwinTruth(product);
        var twin = TwinHistory.Draw(product, sizes[^1], seed, new Progress(value => progress.Report(value * 0.1)), cancellation);
        var unguarded = Unguarded(product);
        var points = Settings.ToDictionary(s => s, _ => new List<RegretPoint>());
        (double Oracle, double Card)? best = null;
        double work = 0, allWork = 2.0 * sizes.Sum();
        foreach (int size in sizes)
        {
            foreach (bool monotone in (bool[])[true, false])
            {
                long started = time.GetTimestamp();
                var risk = RegretModels.Fit(product, twin.Risk, size, monotone, seed, threads, cancellation);
                var acceptance = RegretModels.Fit(product, twin.Acceptance, size, monotone, seed, threads, cancellation);
                double seconds = time.GetElapsedTime(started).TotalSeconds;
                best ??= Best(truth, new OfferExplorer(unguarded, risk, acceptance), twin, threads, cancellation);
                foreach (bool guard in (bool[])[true, false])
                {
                    double profit = Offered(truth, new OfferEngine(guard ? product : unguarded, risk, acceptance), twin, threads, cancellation);
                    points[(monotone, guard)].Add(new RegretPoint(size, profit, profit / best.Value.Oracle, Math.Round(seconds, 1)));
                }
                work += size;
                progress.Report(0.1 + (0.9 * work / allWork));
            }
        }
        return new RegretResult(
            twin.Clients.Length, best!.Value.Oracle, best.Value.Card,
            [.. Settings.Select(s => new RegretCurve(s.Monotone, s.Guard, [.. points[s]]))]);
    }

    private static (double Oracle, double Card) Best(
        TwinTruth truth, OfferExplorer explorer, TwinHistory twin, int threads, CancellationToken cancellation)
    {
        var (oracle, card) = (new double[twin.Clients.Length], new double[twin.Clients.Length]);
        Each(twin, threads, cancellation, i =>
        {
            var (applicant, client) = twin.Clients[i];
            var grid = explorer.Explore(Request(applicant)).Grid;
            (oracle[i], card[i]) = (truth.Best(client, grid, onlyGreatestRate: false), truth.Best(client, grid, onlyGreatestRate: true));
        });
        return (oracle.Average(), card.Average());
    }

    private static double Offered(TwinTruth truth, OfferEngine engine, TwinHistory twin, int threads, CancellationToken cancellation)
    {
        var profits = new double[twin.Clients.Length];
        Each(twin, threads, cancellation, i =>
        {
            var (applicant, client) = twin.Clients[i];
            profits[i] = engine.Decide(Request(applicant)).Offer is { } offer ? truth.Profit(client, offer.Terms) : 0;
        });
        return profits.Average();
    }

    private static void Each(TwinHistory twin, int threads, CancellationToken cancellation, Action<int> action) => Parallel.For(
        0, twin.Clients.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, action);

    private static OfferRequest Request(Applicant applicant) => new(applicant, null, OfferConstraints.None, 0, false);

    private static ProductDefinition Unguarded(ProductDefinition product) => product with
    {
        Risk = product.Risk with { Support = product.Risk.Support with { MinimumNeighbours = 0 } },
        Acceptance = product.Acceptance with { Support = product.Acceptance.Support with { MinimumNeighbours = 0 } },
    };

    private sealed class Progress(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
