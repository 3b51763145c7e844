using Finntelligence.Histories.CarLoans;

namespace Finntelligence.Histories.Tests.CarLoans;

public sealed class CarMarketTests
{
    private static readonly CarApplicant Typical = new()
    {
        Tier = 1,
        BureauScore = 705,
        MonthlyIncome = 3200,
        YearsEmployed = 4,
        Make = 5,
        Region = 5,
        VehicleAge = 0,
        VehiclePrice = 20_000,
        RequestedAmount = 16_000,
        RequestedMonths = 60,
        CompetitorRate = 7,
    };

    [Fact]
    public void A_worked_example_adds_up()
    {
        // An installment of 16,000 × (0.07 / 12) / (1 − (1 + 0.07 / 12)^−60) = 316.82 is 0.099006 of the income.
        // −0.15 − 1.6 × (0.099006 − 0.12) = −0.11641
        CarMarket.ProbabilityOfTakeUp(Typical, 16_000, 60, 7).ShouldBe(0.470930, 1e-5);
        // −3.35 + 3 × (0.099006 − 0.12) = −3.41298
        CarMarket.ProbabilityOfDefault(Typical, 16_000, 60, 7).ShouldBe(0.031892, 1e-5);
    }

    [Fact]
    public void What_is_unknown_counts_as_typical()
    {
        var unknown = Typical with { MonthlyIncome = null, CompetitorRate = null };
        CarMarket.ProbabilityOfTakeUp(unknown, 16_000, 60, 7).ShouldBe(
            CarMarket.ProbabilityOfTakeUp(Typical with { CompetitorRate = 6.3m }, 16_000, 60, 7));
    }

    [Fact]
    public void A_higher_rate_lowers_take_up_and_raises_default_for_every_tier()
    {
        for (int tier = 0; tier < CarTables.Tiers.Length; tier++)
        {
            var applicant = Typical with { Tier = tier };
            for (double rate = 3.5; rate < 13.5; rate += 0.1)
            {
                CarMarket.ProbabilityOfTakeUp(applicant, 16_000, 60, rate + 0.1).ShouldBeLessThan(CarMarket.ProbabilityOfTakeUp(applicant, 16_000, 60, rate));
                CarMarket.ProbabilityOfDefault(applicant, 16_000, 60, rate + 0.1).ShouldBeGreaterThan(CarMarket.ProbabilityOfDefault(applicant, 16_000, 60, rate));
            }
        }
    }

    [Fact]
    public void Who_gets_what_was_asked_for_takes_it_more_often()
    {
        double asked = CarMarket.ProbabilityOfTakeUp(Typical, 16_000, 60, 7);
        CarMarket.ProbabilityOfTakeUp(Typical, 12_000, 60, 7).ShouldBeLessThan(asked);
        CarMarket.ProbabilityOfTakeUp(Typical, 16_000, 84, 7).ShouldBeLessThan(asked);
        CarMarket.ProbabilityOfTakeUp(Typical, 16_000, 36, 7).ShouldBeLessThan(asked);
    }
}
