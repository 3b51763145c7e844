using System.Collections.Immutable;
using Finntelligence.Modelling.Identification;
using Finntelligence.Trees;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Modelling.Tests.Identification;

public sealed class RefinedMeanTests
{
    private const int Rows = 4000;
    private static readonly int[] Folds = [.. Enumerable.Range(0, Rows).Select(i => i % 5)];

    [Fact]
    public void A_price_that_follows_a_smooth_score_is_predicted_nearly_as_well_as_it_can_be()
    {
        var random = new Random(1);
        var (values, targets, noise) = Draw(random, (income, score) => (0.8 * Math.Log(1 + income)) + (0.03 * score), noise: 0.2);
        var applicants = Applicants(values);
        var trees = Trees(applicants, targets);

        var refined = RefinedMean.Of(applicants, targets, Folds, trees, t => Trees(applicants, t), Cores.Of(2, default));

        // The noise, whose variance is no fit's doing; trees leave some of the score in the rest, this hardly any.
        var least = noise.Average(n => n * n);
        (Error(targets, trees) - least).ShouldBeGreaterThan(5 * (Error(targets, refined) - least));
        (Error(targets, refined) - least).ShouldBeLessThan(0.03 * least);
    }

    [Fact]
    public void A_price_that_follows_a_card_is_predicted_by_trees()
    {
        var random = new Random(2);
        var (values, targets, _) = Draw(random, (income, score) => income > 3000 && score > 40 ? 5 : score > 70 ? 8 : 11, noise: 0.2);
        var applicants = Applicants(values);
        var trees = Trees(applicants, targets);

        var refined = RefinedMean.Of(applicants, targets, Folds, trees, t => Trees(applicants, t), Cores.Of(2, default));

        Error(targets, refined).ShouldBeLessThanOrEqualTo(Error(targets, trees));
        Error(targets, refined).ShouldBeLessThan(0.3);
    }

    [Fact]
    public void A_row_does_not_see_itself()
    {
        var random = new Random(3);
        var (values, targets, _) = Draw(random, (_, _) => 0, noise: 1);
        var applicants = Applicants(values);

        var refined = RefinedMean.Of(applicants, targets, Folds, Trees(applicants, targets), t => Trees(applicants, t), Cores.Of(2, default));

        // What is pure noise is not explained.
        Error(targets, refined).ShouldBeGreaterThan(0.98 * targets.Average(t => t * t));
    }

    private static double[] Trees(ApplicantRows applicants, double[] targets) =>
        CrossFittedMean.Fit(applicants.Features, applicants.Values, targets, Folds, 1, 2, default).OutOfFold;

    private static double Error(double[] targets, double[] means) => targets.Zip(means, (t, m) => (t - m) * (t - m)).Average();

    private static ApplicantRows Applicants(float[] values)
    {
        ImmutableArray<FeatureSpec> features =
        [
            new("income", FeatureKind.Numeric, Monotonicity.None), new("score", FeatureKind.Numeric, Monotonicity.None), new("town", FeatureKind.Category, Monotonicity.None),
        ];
        return new ApplicantRows(features, new RowValues(values, features.Length), new double[Rows], [.. Enumerable.Range(0, Rows)]);
    }

    private static (float[] Values, double[] Targets, double[] Noise) Draw(Random random, Func<double, double, double> mean, double noise)
    {
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var values = new List<float>();
        var (targets, noises) = (new double[Rows], new double[Rows]);
        for (var i = 0; i < Rows; i++)
        {
            double income = Math.Exp(8 + Normal()), score = 100 * random.NextDouble();
            values.AddRange([i % 11 == 0 ? float.NaN : (float)income, (float)score, random.Next(3)]);
            noises[i] = noise * Normal();
            targets[i] = mean(i % 11 == 0 ? 3000 : income, score) + noises[i];
        }

        return ([.. values], targets, noises);
    }
}
