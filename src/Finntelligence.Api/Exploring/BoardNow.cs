using Finntelligence.Api.Pool;
using Finntelligence.Api.Pool.Checks;
using Finntelligence.Api.Seeing;
using Finntelligence.Api.Status;
using Finntelligence.Explorer.Serving;
using Finntelligence.Lending.Confirmation;

namespace Finntelligence.Api.Exploring;

/// <summary>What <c>GET /</c> tells, for the page.</summary>
internal sealed class BoardNow(PredictionEnginePool pool, DecisionChecks checks, ApplicantDrift drift, ServedProduct served) : IServiceBoard
{
    // What `data simulate` writes beside product.json.
    private const string Sample = "simulated.csv.gz";

    private readonly PublicNames _names = new(served);

    public string ModelFolder => served.ModelFolder;

    public string? SampleFile => Path.Combine(Path.GetDirectoryName(served.File)!, Sample) is var path && File.Exists(path) ? path : null;

    public ServiceBoard Now
    {
        get
        {
            var snapshot = pool.Current;
            return new ServiceBoard
            {
                Source = _names.In(pool.Source),
                IsFromCache = pool.IsFromCache,
                Risk = snapshot is null ? null : Of(snapshot.MlNet.Risk),
                Acceptance = snapshot is null ? null : Of(snapshot.MlNet.Acceptance),
                Rescored = new Rescored(checks.OneIn, checks.Counts.Confirmed, checks.Counts.Disagreeing),
                RateCard = snapshot?.RateCard is { } card ? (card.Version, card.Published.Card.Cells.Length) : null,
                Drift = drift.Now is { } now
                    ? new RecentDrift(now.Applicants, now.Window, now.Level, [.. now.Features.Select(f => new RecentFeature(f.Name, f.Model, f.Stability))])
                    : null,
                Refused = pool.LastRefused is { } refused ? new Refusal(refused.At, _names.In(refused.Reason)) : null,
            };
        }
    }

    private static Confirmed Of(ConfirmationResult confirmation) => new(confirmation.IsConfirmed ? confirmation.Rows : 0, confirmation.NotExpressible);
}
