using Finntelligence.Api.Pool.Engines;
using Finntelligence.Lending.Confirmation;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;

namespace Finntelligence.Api.Pool.Checks;

/// <summary>
/// Scores sampled decisions again by ML.NET's engines, off the path of requests. What the log says of a disagreement is versions and
/// bits, and nothing about the applicant.
/// </summary>
internal sealed partial class DecisionChecker(DecisionChecks checks, ILogger<DecisionChecker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var decision in checks.Waiting.ReadAllAsync(stoppingToken))
            {
                var agrees = Agrees(decision);
                if (!decision.IsRehearsal)
                    checks.Count(agrees);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A service that stops before it listens, as on a busy port, would log this as a failure.
        }
    }

    internal bool Agrees(in SampledDecision decision)
    {
        var (snapshot, offer) = (decision.Snapshot, decision.Offer);
        // Both are always asked: a disagreement of one must not hide that of the other.
        return Agrees(decision, PredictionEnginePoolBuilder.Risk, snapshot.Risk, snapshot.MlNet.Risk, offer?.ProbabilityOfDefault)
            & Agrees(decision, PredictionEnginePoolBuilder.Acceptance, snapshot.Acceptance, snapshot.MlNet.Acceptance, offer?.ProbabilityOfAcceptance);
    }

    private bool Agrees(in SampledDecision decision, string name, ServedModel served, ConfirmationResult confirmation, double? answered)
    {
        if (!confirmation.IsConfirmed)
            return true;
        try
        {
            var model = served.Model;
            var row = new float[model.Encoder.Features.Length];
            model.Encoder.Encode(decision.Applicant, OfferVector.Of(decision.Offer?.Terms ?? Least(decision.Snapshot.Product.Offer)), row);
            var score = (float)model.Ensemble.Score(row);
            var probability = (float)(answered ?? model.Probability(row));
            var theirs = decision.Snapshot.MlNet.Engines.Predict(name, new EncodedRow { Values = row });
            if (FloatBits.Same(score, theirs.Score) && FloatBits.Same(probability, theirs.Probability))
                return true;
            LogDisagreement(
                decision.DecisionId, name, served.Version, model.Sha256, ReferenceModel.Version, FloatBits.Text(score), FloatBits.Text(theirs.Score), FloatBits.Text(probability), FloatBits.Text(theirs.Probability));
        }
        // A check that fails must not end those after it.
        catch (Exception fault)
        {
            LogFailed(decision.DecisionId, name, served.Version, fault.GetType().Name);
        }

        return false;
    }

    // What nobody was offered is checked where every product has an offer.
    private static OfferTerms Least(OfferSpace offer) => new(offer.Amount.Minimum, offer.Months.Values[0], offer.Rate.Minimum);

    [LoggerMessage(LogLevel.Error,
        "Decision {DecisionId}: the {Kind} model {Version} ({Sha256}) and ML.NET {MlNetVersion} disagree: score {Score}, ML.NET's {MlNetScore}; probability {Probability}, ML.NET's {MlNetProbability}")]
    private partial void LogDisagreement(
        Guid decisionId, string kind, string version, string sha256, string mlNetVersion, string score, string mlNetScore, string probability, string mlNetProbability);

    [LoggerMessage(LogLevel.Error, "Decision {DecisionId}: ML.NET's engine of the {Kind} model {Version} failed: {Fault}")]
    private partial void LogFailed(Guid decisionId, string kind, string version, string fault);
}
