using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Tests.Learning;
using Finntelligence.Trees.Training.FastTree;

namespace Finntelligence.Trees.Tests.Training.FastTree;

public sealed class FastTreeCrossValidationTests
{
    private static readonly LabeledRows Rows = TestData.Mixed(900, 31);
    private static readonly int[] Folds = [.. Enumerable.Range(0, Rows.Count).Select(i => i % 3)];
    private static readonly FastTreeOptions Options = new() { NumberOfTrees = 60, NumberOfLeaves = 4, LearningRate = 0.1 };

    [FastTreeFact]
    public void A_row_is_scored_by_the_first_trees_of_a_model_that_did_not_see_it()
    {
        var result = FastTreeCrossValidation.Run(Rows, Folds, [Options])[0];
        result.Trees.ShouldBeInRange(1, 60);
        for (var fold = 0; fold < 3; fold++)
        {
            int[] others = [.. Enumerable.Range(0, Rows.Count).Where(i => Folds[i] != fold)];
            // A training that ends there gives the same as one that went on.
            var ensemble = FastTreeTraining.Fit(Rows.Select(others), Options with { NumberOfTrees = result.Trees }).Ensemble(Rows.Features);
            for (var i = fold; i < Rows.Count; i += 3)
                result.Scores[i].ShouldBe(ensemble.Score(Rows.Row(i)), 1e-12);
        }
    }

    [FastTreeFact]
    public void The_number_of_trees_has_the_lowest_pooled_loss()
    {
        var result = FastTreeCrossValidation.Run(Rows, Folds, [Options])[0];
        result.Loss[0].ShouldBe(Math.Log(2), 1e-12);
        result.BestLoss.ShouldBe(result.Loss.Min());
        result.Options.NumberOfTrees.ShouldBe(result.Trees, "no round was without a tree");
        var loss = Enumerable.Range(0, Rows.Count).Average(i =>
        {
            var logOdds = -result.OwnCalibrator.A * result.Scores[i];
            return Math.Log(1 + Math.Exp(Rows.Labels[i] == 1 ? -logOdds : logOdds));
        });
        loss.ShouldBe(result.BestLoss, 1e-10);
        result.OwnCalibrator.A.ShouldBe(-2 * Options.LearningRate, 1e-6);
    }

    [FastTreeFact]
    public void Candidates_are_answered_in_order_on_any_number_of_threads()
    {
        FastTreeOptions[] candidates = [Options, Options with { NumberOfLeaves = 2 }, Options with { FeatureFraction = 0.4, BaggingExampleFraction = 0.6 }];
        var one = FastTreeCrossValidation.Run(Rows, Folds, candidates, threads: 1);
        var four = FastTreeCrossValidation.Run(Rows, Folds, candidates, threads: 4);
        one.Select(r => r.Options.NumberOfLeaves).ShouldBe([4, 2, 4]);
        one.Zip(four).ShouldAllBe(p => p.First.Scores.SequenceEqual(p.Second.Scores) && p.First.Loss.SequenceEqual(p.Second.Loss));
    }

    [FastTreeFact]
    public void Too_few_rows_for_any_split_give_no_tree()
    {
        var result = FastTreeCrossValidation.Run(Rows, Folds, [Options with { MinimumExampleCountPerLeaf = 500 }])[0];
        result.Trees.ShouldBe(0);
        result.BestLoss.ShouldBe(Math.Log(2), 1e-12);
        result.Scores.ShouldAllBe(score => score == 0);
    }

    [FastTreeFact]
    public void What_stops_one_training_is_said_as_it_is()
    {
        float[] values = [.. Enumerable.Range(0, 300).Select(i => i == 7 ? float.PositiveInfinity : i % 9)];
        var rows = new LabeledRows([new FeatureSpec("x")], values, [.. Enumerable.Range(0, 300).Select(i => i % 9 > 6 ? 1f : 0f)]);
        Should.Throw<FastTreeException>(() => FastTreeCrossValidation.Run(rows, [.. Enumerable.Range(0, 300).Select(i => i % 3)], [Options]));
    }

    [Fact]
    public void Fold_numbers_that_do_not_fit_are_refused()
    {
        Should.Throw<ArgumentException>(() => FastTreeCrossValidation.Run(Rows, [0, 1], [Options])).Message.ShouldContain("2 fold numbers for 900 rows");
        Should.Throw<ArgumentException>(() => FastTreeCrossValidation.Run(Rows, new int[Rows.Count], [Options])).Message.ShouldContain("two folds");
    }
}
