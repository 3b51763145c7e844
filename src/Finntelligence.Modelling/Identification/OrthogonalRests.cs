using Finntelligence.Lending.Products;
using Finntelligence.Trees;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Modelling.Identification;

/// <summary>
/// What is left of rate and outcome when both are predicted out of fold from the applicant: the parts that double machine learning (Chernozhukov
/// and others 2018) regresses on each other. An error in either prediction then does first-order harm to neither.
/// </summary>
/// <param name="Rows">Positions among the model's rows; the other arrays go along.</param>
/// <param name="Rate">Rate less its mean, given the applicant or, in a declared design, the stratum; percent per period.</param>
/// <param name="Outcome">Label less its probability given the applicant.</param>
/// <param name="Regressors">Number of features of the applicant.</param>
public sealed record OrthogonalRests(int[] Rows, double[] Rate, double[] Outcome, int Regressors)
{
    internal static OrthogonalRests Of(
        ApplicantRows applicants, TrainingRows rows, double[] rate, int[] folds, bool refined, ulong seed, int threads, CancellationToken cancellation)
    {
        var labeled = new LabeledRows(
            [.. applicants.Features.Select(f => f with { Monotonicity = Monotonicity.None })], applicants.Values,
            [.. applicants.Known.Select(i => rows.Labels[i])]);
        TreeOptions[] candidates =
        [
            new() { NumberOfLeaves = 4, MinimumExampleCountPerLeaf = 50, LearningRate = 0.1, NumberOfTrees = 400, EarlyStoppingRounds = 25, L2Regularization = 5, Seed = seed },
        ];
        var scores = CrossValidation.Run(labeled, folds, candidates, threads, null, cancellation)[0].Scores;
        double[] labels = [.. applicants.Known.Select(i => (double)rows.Labels[i])], means = [.. scores.Select(score => 1 / (1 + PortableMath.Exp(-score)))];
        if (refined)
        {
            means = RefinedMean.Of(
                applicants, labels, folds, means,
                targets => CrossFittedMean.Fit(applicants.Features, applicants.Values, targets, folds, seed, threads, cancellation).OutOfFold,
                Cores.Of(threads, cancellation));
        }

        double[] outcome = [.. labels.Select((label, i) => label - means[i])];
        return new OrthogonalRests(applicants.Known, rate, outcome, applicants.Features.Length);
    }
}
