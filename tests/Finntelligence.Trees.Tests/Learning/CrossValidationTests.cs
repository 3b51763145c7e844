using Finntelligence.Trees.Learning;

namespace Finntelligence.Trees.Tests.Learning;

public sealed class CrossValidationTests
{
    private static readonly LabeledRows Rows = TestData.Mixed(900, 31, weighted: true);
    private static readonly int[] Folds = [.. Enumerable.Range(0, Rows.Count).Select(i => i % 3)];
    private static readonly TreeOptions Options = new() { NumberOfTrees = 40, NumberOfLeaves = 6, LearningRate = 0.2 };

    [Fact]
    public void A_row_is_scored_by_the_ensemble_that_did_not_see_it()
    {
        var result = CrossValidation.Run(Rows, Folds, [Options])[0];
        for (var fold = 0; fold < 3; fold++)
        {
            var others = Rows.Select([.. Enumerable.Range(0, Rows.Count).Where(i => Folds[i] != fold)]);
            var ensemble = GradientBooster.Train(others, result.Options).Ensemble;
            for (var i = fold; i < Rows.Count; i += 3)
                result.Scores[i].ShouldBe(ensemble.Score(Rows.Row(i)));
        }
    }

    [Fact]
    public void Number_of_trees_has_the_lowest_pooled_loss()
    {
        var result = CrossValidation.Run(Rows, Folds, [Options])[0];
        result.Loss.Length.ShouldBe(Options.NumberOfTrees + 1);
        result.BestLoss.ShouldBe(result.Loss.Min());
        result.Options.NumberOfTrees.ShouldBeInRange(1, Options.NumberOfTrees);

        double loss = 0;
        for (var i = 0; i < Rows.Count; i++)
            loss += Rows.Weights![i] * Math.Log(1 + Math.Exp(Rows.Labels[i] == 1 ? -result.Scores[i] : result.Scores[i]));
        (loss / Rows.Weights!.Sum(w => (double)w)).ShouldBe(result.BestLoss, 1e-10);
    }

    [Fact]
    public void Candidates_are_answered_in_order_on_any_number_of_threads()
    {
        TreeOptions[] candidates = [Options, Options with { NumberOfLeaves = 2 }, Options with { LearningRate = 0.05 }];
        var one = CrossValidation.Run(Rows, Folds, candidates, threads: 1);
        var four = CrossValidation.Run(Rows, Folds, candidates, threads: 4);
        one.Select(r => r.Options.NumberOfLeaves).ShouldBe([6, 2, 6]);
        one.Zip(four).ShouldAllBe(p => p.First.Scores.SequenceEqual(p.Second.Scores));
    }

    [Fact]
    public void Early_stopping_counts_only_rounds_that_all_folds_reached()
    {
        var result = CrossValidation.Run(Rows, Folds, [Options with { NumberOfTrees = 400, EarlyStoppingRounds = 10 }])[0];
        result.Loss.Length.ShouldBeLessThan(400);
        result.Options.EarlyStoppingRounds.ShouldBe(0);
        result.BestLoss.ShouldBe(result.Loss.Min());
    }

    [Fact]
    public void Fold_numbers_that_do_not_fit_are_refused()
    {
        Should.Throw<ArgumentException>(() => CrossValidation.Run(Rows, [0, 1], [Options])).Message.ShouldContain("2 fold numbers for 900 rows");
        Should.Throw<ArgumentException>(() => CrossValidation.Run(Rows, new int[Rows.Count], [Options])).Message.ShouldContain("two folds");
    }
}
