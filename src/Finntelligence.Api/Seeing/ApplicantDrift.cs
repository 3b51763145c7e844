using System.Collections.Immutable;
using Finntelligence.Api.Pool;
using Finntelligence.Lending.Drift;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Api.Seeing;

/// <summary>Compares the applicants of late with those that the models in service learned from, feature by feature.</summary>
internal sealed class ApplicantDrift(RecentApplicants recent, PredictionEnginePool pool)
{
    /// <summary>How it is now; null without models or without a window.</summary>
    public DriftNow? Now => recent.Window > 0 && pool.Current is { } snapshot ? Of(snapshot) : null;

    private DriftNow Of(ModelSnapshot snapshot)
    {
        var product = snapshot.Product;
        var width = product.Applicant.Length;
        var values = recent.Of(product);
        var features = ImmutableArray.CreateBuilder<DriftingFeature>();
        for (var i = 0; i < width; i++)
        {
            if (Training(snapshot, product.Applicant[i].Name) is not var (model, histogram))
                continue;
            var feature = i;
            var current = StabilityIndex.Count(histogram, Enumerable.Range(0, values.Length / width).Select(row => values[(row * width) + feature]));
            features.Add(new DriftingFeature(histogram.Name, model, DriftJudgement.OfFeature(product.Monitoring, histogram, current)));
        }

        return new DriftNow(values.Length / width, recent.Window, features.ToImmutable());
    }

    // Take-up was learned from everybody who was offered a loan, default only from those who took one.
    private static (string Model, Histogram Training)? Training(ModelSnapshot snapshot, string feature) =>
        Of(snapshot.Acceptance.Model, feature) is { } offered ? (PredictionEnginePoolBuilder.Acceptance, offered)
        : Of(snapshot.Risk.Model, feature) is { } taken ? (PredictionEnginePoolBuilder.Risk, taken)
        : null;

    private static Histogram? Of(LoanModel model, string feature) => model.Histograms.Features.FirstOrDefault(h => h.Name == feature);
}

/// <summary>The applicants of late beside the training.</summary>
/// <param name="Applicants">How many there are.</param>
/// <param name="Window">How many there can be.</param>
/// <param name="Features">Those that a model sees, in the product's order.</param>
internal sealed record DriftNow(int Applicants, int Window, ImmutableArray<DriftingFeature> Features)
{
    /// <summary>The worst of all features.</summary>
    public DriftLevel Level => Features.Select(f => f.Stability.Level).DefaultIfEmpty(DriftLevel.NotJudged).Max();
}

/// <summary>One feature.</summary>
/// <param name="Name">By the product.</param>
/// <param name="Model">"acceptance", or "risk" where that one alone sees it: whose training it is compared with.</param>
/// <param name="Stability">What came of it.</param>
internal sealed record DriftingFeature(string Name, string Model, FeatureStability Stability);
