using Finntelligence.Histories.Simulation;

namespace Finntelligence.Histories.Tests.Simulation;

public sealed class SimulatedMarketTests
{
    private static readonly MarketApplicant Typical = new()
    {
        Risk = RiskClass.High,
        MonthlyIncome = 3000,
        BureauScore = 600,
        ApplicationScore = 30,
        PriorLoans = 3,
        MonthsSinceLastLoan = 10,
        LastLoanAmount = 1000,
        LastLoanMonths = 4,
    };

    [Fact]
    public void At_the_reference_only_the_constants_count()
    {
        // 1 / (1 + e^2.908) and 1 / (1 + e^1.565).
        SimulatedMarket.ProbabilityOfTakeUp(Typical, 8).ShouldBe(0.0517595, 1e-6);
        SimulatedMarket.ProbabilityOfDefault(Typical, 1000, 4, 8).ShouldBe(0.1729303, 1e-6);
    }

    [Fact]
    public void A_worked_example_adds_up()
    {
        MarketApplicant other = Typical with
        {
            Risk = RiskClass.Low,
            MonthlyIncome = 6000,
            BureauScore = null,
            ApplicationScore = 40,
            PriorLoans = 6,
            MonthsSinceLastLoan = 0,
            LastLoanAmount = 2000,
            LastLoanMonths = 6,
        };
        // With ln 2 = 0.6931 and ln 11 = 2.3979:
        // −2.565 + 0.065 + 0.52·2.3979 + 0.32 + 0.03·0.6931 − 0.12 + 0.055 + 0.045·0.6931 − 0.03·0.6931 − 0.15 = −1.1169
        SimulatedMarket.ProbabilityOfTakeUp(other, 7).ShouldBe(0.24658, 1e-4);
        // −2.95 − 0.07 + 0.38·2.3979 − 0.69 − 0.35·0.6931 − 0.60 − 0.19 − 0.16·0.6931 − 0.17·0.6931 + 0.38 − 0.15·0.6931 + 0.10·2 = −3.5841
        SimulatedMarket.ProbabilityOfDefault(other, 1000, 12, 7).ShouldBe(0.02701, 1e-4);
    }

    [Fact]
    public void Unknown_income_and_prior_loans_count_as_typical()
    {
        MarketApplicant unknown = Typical with { MonthlyIncome = null, PriorLoans = null };
        SimulatedMarket.ProbabilityOfTakeUp(unknown, 9).ShouldBe(SimulatedMarket.ProbabilityOfTakeUp(Typical, 9));
        SimulatedMarket.ProbabilityOfDefault(unknown, 900, 6, 9).ShouldBe(SimulatedMarket.ProbabilityOfDefault(Typical, 900, 6, 9));
    }

    [Fact]
    public void A_higher_rate_lowers_take_up_about_as_in_the_paper_and_raises_default()
    {
        foreach (RiskClass risk in Enum.GetValues<RiskClass>())
        {
            MarketApplicant applicant = Typical with { Risk = risk };
            double previousTakeUp = 1;
            double previousDefault = 0;
            for (double rate = 3.25; rate <= 14.75; rate += 0.25)
            {
                double takeUp = SimulatedMarket.ProbabilityOfTakeUp(applicant, rate);
                double defaulted = SimulatedMarket.ProbabilityOfDefault(applicant, 1000, 4, rate);
                takeUp.ShouldBeLessThan(previousTakeUp);
                defaulted.ShouldBeGreaterThan(previousDefault);
                (previousTakeUp, previousDefault) = (takeUp, defaulted);
            }
            // Semi-elasticity; the paper's −0.00289 on a mean of 0.0844 is −0.034.
            double change = Math.Log(SimulatedMarket.ProbabilityOfTakeUp(applicant, 9) / SimulatedMarket.ProbabilityOfTakeUp(applicant, 8));
            change.ShouldBeInRange(-0.065, -0.02);
        }
    }

    [Fact]
    public void Default_rises_with_amount_and_months()
    {
        double at = SimulatedMarket.ProbabilityOfDefault(Typical, 1000, 4, 8);
        SimulatedMarket.ProbabilityOfDefault(Typical, 2000, 4, 8).ShouldBeGreaterThan(at);
        SimulatedMarket.ProbabilityOfDefault(Typical, 1000, 12, 8).ShouldBeGreaterThan(at);
    }
}
