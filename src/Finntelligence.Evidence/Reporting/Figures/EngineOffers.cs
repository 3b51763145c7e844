using System.Collections.Immutable;
using Finntelligence.Evidence.Reporting.Reading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Reporting.Figures;

/// <summary>The engine's decisions about the people of a history; they stay in memory.</summary>
/// <param name="Rows">File rows decided about: those with every required feature.</param>
/// <param name="Best">Each one's offer; null for a decline.</param>
/// <param name="LeftOut">File rows that lack a required feature, or the amount that was asked for.</param>
internal sealed record EngineOffers(int[] Rows, PricedOffer?[] Best, int LeftOut)
{
    /// <summary>Decides about all of them, or evenly spaced ones.</summary>
    public static EngineOffers Of(
        ProductDefinition product, LoanModel risk, LoanModel acceptance, ReportData data, int most, int threads, IProgress<double>? progress,
        CancellationToken cancellation)
    {
        var (applicants, asked) = (data.Applicants, data.Asked);
        int[] required = [.. Enumerable.Range(0, product.Applicant.Length).Where(j => product.Applicant[j].Required)];
        int[] complete = [.. Enumerable.Range(0, applicants.Length).Where(i => required.All(j => !float.IsNaN(applicants[i].Values[j])) && (asked.IsEmpty || asked[i] is not null))];
        int[] rows = [.. Statistics.Evenly(complete.Length, most).Select(k => complete[k])];
        var engine = new OfferEngine(product, risk, acceptance);
        var best = new PricedOffer?[rows.Length];
        var done = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, rows.Length, parallel, k =>
        {
            best[k] = engine.Decide(new OfferRequest(applicants[rows[k]], asked.IsEmpty ? null : asked[rows[k]], OfferConstraints.None, 0, false)).Offer;
            if (Interlocked.Increment(ref done) % 1000 == 0)
                progress?.Report((double)done / rows.Length);
        });
        return new EngineOffers(rows, best, applicants.Length - complete.Length);
    }
}
