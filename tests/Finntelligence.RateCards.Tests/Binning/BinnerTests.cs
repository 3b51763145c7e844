using Finntelligence.Lending.RateCards;
using Finntelligence.RateCards.Binning;
using Finntelligence.RateCards.Tables;
using static Finntelligence.RateCards.Tests.SomeTables;

namespace Finntelligence.RateCards.Tests.Binning;

public sealed class BinnerTests
{
    [Fact]
    public void A_question_holds_for_the_customers_of_its_bins_and_no_others()
    {
        var random = new Random(1);
        var table = new ProfitTable(500, [1, 2], Inputs.Count);
        for (int row = 0; row < table.Rows; row++)
        {
            var inputs = table.InputsOf(row);
            inputs.Fill(float.NaN);
            inputs[At("riskCategory")] = random.Next(3);
            inputs[At("monthlyIncome")] = random.Next(5) == 0 ? float.NaN : (float)Math.Round(Math.Exp(5 + (random.NextDouble() * 5)), 2);
            inputs[At("priorLoans")] = random.Next(6) == 0 ? float.NaN : 1 + random.Next(4);
        }

        var binned = Finntelligence.RateCards.Search.Binned.Of(
            table, Inputs, new CardRules { SplitBy = ["riskCategory", "monthlyIncome", "priorLoans"], MostThresholds = 20 });

        binned.Features.Length.ShouldBe(3);
        foreach (var cut in binned.Cuts)
        {
            var feature = binned.Features[cut.Feature];
            var question = Binner.QuestionOf(cut, feature);
            for (int row = 0; row < table.Rows; row++)
                question.Holds(table.InputsOf(row)[feature.Input]).ShouldBe(cut.Low[feature.Bins[row]]);
            // A question that everybody answers alike is none.
            Enumerable.Range(0, table.Rows).Select(row => cut.Low[feature.Bins[row]]).Distinct().Count().ShouldBe(2);
        }

        // Of few values every one is told apart, with and without the missing ones on either side.
        binned.Cuts.Count(c => binned.Features[c.Feature].Input == At("priorLoans")).ShouldBe(3 + 3 + 1);
    }

    [Fact]
    public void Thresholds_are_round_numbers()
    {
        RoundNumbers.Between(2987.3, 3120.9).ShouldBe(3000m);
        RoundNumbers.Between(0.1234, 0.1239).ShouldBe(0.1235m);
        RoundNumbers.Between(-7, 12).ShouldBe(0m);
        RoundNumbers.Between(4, 5).ShouldBe(5m);
        RoundNumbers.Between(1_000_001, 1_000_002).ShouldBe(1_000_002m);
    }

    [Fact]
    public void Thresholds_that_are_given_are_taken()
    {
        var table = Small(new Random(2), 50, 2);

        var binned = Binner.Bin(table, Inputs, new CardRules
        {
            SplitBy = ["bureauScore"],
            Thresholds = CardRules.None.Thresholds.Add("bureauScore", [505, 515]),
        }).Single();

        binned.Thresholds.ShouldBe([505m, 515m]);
        binned.Count.ShouldBe(3);
    }

    [Fact]
    public void Of_a_category_without_an_order_every_set_is_a_question()
    {
        var feature = new BinnedInput(0, [], 4, -1, default, IsOrdered: false);

        var (cuts, sequences) = Binner.Questions([feature]);

        // 2^3 − 1 ways to part four values in two.
        cuts.Select(c => string.Concat(c.Low.Select(l => l ? '1' : '0'))).Distinct().Count().ShouldBe(7);
        sequences.Length.ShouldBe(7);
        cuts.ShouldAllBe(c => !c.Low[3]);
    }
}
