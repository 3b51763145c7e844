using Finntelligence.Evidence.Rehearsed;
using Finntelligence.Experiments.Planning;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Rehearsal;

/// <summary>Lets many lenders live, each seed once with exploration and once without, and sums them up.</summary>
internal static class RehearsalRun
{
    // Of a one-sided test at 5 %, the half of a two-sided one at 90 % confidence that counts.
    private const double Shown = 1.6448536;

    /// <summary>Does it.</summary>
    /// <param name="product">The product whose clients the twin is of.</param>
    /// <param name="settings">How they live.</param>
    /// <param name="seeds">Lives of each kind, at least 1.</param>
    /// <param name="seed">Of the first.</param>
    /// <param name="threads">No influence on the result.</param>
    /// <param name="progress">Share done.</param>
    /// <param name="cancellation">Checked every month of every life.</param>
    public static RehearsalResult Run(
        ProductDefinition product, RehearsalSettings settings, int seeds, ulong seed, int threads, IProgress<double> progress, CancellationToken cancellation)
    {
        var lives = new RehearsedLife[2 * seeds];
        int done = 0;
        Parallel.For(0, lives.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, i =>
        {
            lives[i] = new SimulatedLender(product, settings, seed + (ulong)(i / 2), explores: i % 2 == 0).Live(cancellation);
            progress.Report((double)Interlocked.Increment(ref done) / lives.Length);
        });
        RehearsedLife[] exploring = [.. lives.Where((_, i) => i % 2 == 0)], others = [.. lives.Where((_, i) => i % 2 == 1)];
        return new RehearsalResult
        {
            Seeds = seeds,
            Settings = settings,
            Currency = product.Currency,
            Months =
            [
                .. Enumerable.Range(0, settings.Months).Select(m => new RehearsedMonth(
                    m + 1, exploring.Average(l => l.Months[m].Oracle), exploring.Average(l => l.Months[m].Card), exploring.Average(l => l.Months[m].Engine),
                    others.Average(l => l.Months[m].Engine), Gain(exploring, m), Gain(others, m))),
            ],
            Lenders = [Lender(true, exploring), Lender(false, others)],
            Test = Test(settings, exploring),
        };
    }

    private static MeanOfSeeds Gain(RehearsedLife[] lives, int month) => MeanOfSeeds.Of([.. lives.Select(l => l.Months[month].Engine - l.Months[month].Card)]);

    private static RehearsedLender Lender(bool explores, RehearsedLife[] lives)
    {
        double[] shown = [.. lives.Select(l => l.Months.Average(m => m.Shown))];
        double[] gains = [.. lives.Select(l => l.Months.Average(m => m.Shown - m.Card))];
        return new RehearsedLender(
            explores, MeanOfSeeds.Of(shown), MeanOfSeeds.Of([.. lives.Select(l => l.Months.Average(m => m.Oracle - m.Shown))]), MeanOfSeeds.Of(gains),
            MeanOfSeeds.Of([.. lives.Select(l => l.Months.Average(m => m.GivenUp))]), gains.Count(g => g > 0) / (double)gains.Length);
    }

    private static RehearsedTest Test(RehearsalSettings settings, RehearsedLife[] exploring)
    {
        int before = settings.DriftMonth > 0 ? settings.DriftMonth - 1 : settings.Months;
        double difference = exploring.Average(l => l.Months.Skip(settings.RetrainEvery).Take(before - settings.RetrainEvery).Average(m => m.Engine - m.Card));
        double variance = exploring.Average(l => l.Spread), engineShare = 1 - settings.CardShare - settings.ExploreShare;
        double offers = Math.Ceiling(new PowerPlan(0.9, 0.8).Offers((variance / engineShare) + (variance / settings.CardShare), difference));
        // Nothing is shown by an engine that is no better; then it would take forever.
        int month = difference > 0
            ? (int)Math.Min(10_000, settings.RetrainEvery + Math.Ceiling(offers / settings.ApplicantsAMonth) + settings.OutcomeDelay)
            : 10_000;
        return new RehearsedTest(
            difference, Math.Sqrt(variance), offers, month, At(exploring, month), At(exploring, settings.Months));

        static double At(RehearsedLife[] lives, int month) =>
            lives.Count(l => l.Tests[Math.Min(month, l.Tests.Length) - 1] > Shown) / (double)lives.Length;
    }
}
