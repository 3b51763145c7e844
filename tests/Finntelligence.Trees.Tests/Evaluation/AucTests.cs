using Finntelligence.Trees.Evaluation;
using Finntelligence.Trees.Tests.Support;

namespace Finntelligence.Trees.Tests.Evaluation;

public sealed class AucTests
{
    [Fact]
    public void Of_Counts_Pairs_As_Worked_By_Hand() =>
        // Positives 0.8, 0.5, 0.3; negatives 0.5, 0.1. Pairs won: 2, 1.5, 1 of 6.
        Auc.Of([0.8, 0.5, 0.3, 0.5, 0.1], [1, 1, 1, 0, 0]).ShouldBe(4.5 / 6);

    [Fact]
    public void Of_Is_One_Zero_And_A_Half_At_The_Extremes()
    {
        Auc.Of([1, 2, 3, 4], [0, 0, 1, 1]).ShouldBe(1);
        Auc.Of([1, 2, 3, 4], [1, 1, 0, 0]).ShouldBe(0);
        Auc.Of([5, 5, 5, 5], [1, 1, 0, 0]).ShouldBe(0.5);
    }

    [Fact]
    public void Of_Equals_The_Sum_Over_All_Pairs()
    {
        var random = new Random(4);
        for (var round = 0; round < 20; round++)
        {
            var (scores, labels, weights) = Samples.Make(random, 150);
            double won = 0, all = 0;
            for (var i = 0; i < scores.Length; i++)
            {
                for (var j = 0; j < scores.Length; j++)
                {
                    if (labels[i] != 1 || labels[j] != 0)
                        continue;
                    var pair = (double)weights[i] * weights[j];
                    all += pair;
                    won += scores[i] > scores[j] ? pair : scores[i] == scores[j] ? pair / 2 : 0;
                }
            }

            Auc.Of(scores, labels, weights).ShouldBe(won / all, 1e-12);
        }
    }

    [Fact]
    public void Of_Refuses_One_Class() => Should.Throw<ArgumentException>(() => Auc.Of([1, 2], [1, 1]));
}
