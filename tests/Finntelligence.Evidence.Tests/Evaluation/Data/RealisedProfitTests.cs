using Finntelligence.Evidence.Evaluation.Data;

namespace Finntelligence.Evidence.Tests.Evaluation.Data;

public sealed class RealisedProfitTests
{
    private static readonly Experiment Two = SomeExperiment.Draw(2, 1) with
    {
        Taken = [true, false],
        Rates = [8, 8],
        Amounts = [1000, 0],
        Months = [4, 0],
        Interest = [300, 0],
        PastDue = [50, 0],
    };

    [Fact]
    public void A_loan_earns_interest_less_funds_and_arrears_and_a_refusal_nothing() =>
        RealisedProfit.Recorded(Two, 1).ShouldBe([300 - 40 - 50, 0]);

    [Fact]
    public void At_the_offered_rate_the_interest_is_that_of_the_letter() =>
        RealisedProfit.AtOfferedRate(Two, 1).ShouldBe([320 - 40 - 50, 0]);
}
