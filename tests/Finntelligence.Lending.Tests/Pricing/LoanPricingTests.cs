using System.Collections.Immutable;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Tests.Pricing;

public sealed class LoanPricingTests
{
    private const double Cent = 0.005;

    private static readonly Economics AddOn = new(InterestMethod.AddOn, 1, 0, 0);
    private static readonly Economics Amortizing = new(InterestMethod.Amortizing, 1, 0, 0);
    private static readonly OfferTerms Loan = new(1800, 4, 9.75m);

    // Interest: 1800 × 9.75 % × 4 = 1800 × 0.39 = 702. Installment: (1800 + 702) / 4 = 625.50.
    [Fact]
    public void AddOn_Charges_interest_on_the_whole_amount_for_every_month()
    {
        var repayments = Repay(AddOn, Loan);

        repayments.TotalInterest.ShouldBe(702);
        (repayments.Installment, repayments.FinalInstallment, repayments.TotalPayable).ShouldBe((625.5m, 625.5m, 2502m));
    }

    // 4100 × 9.5 % × 12 = 4674; 8774 / 12 = 731.1667, so 731.17; 11 × 731.17 = 8042.87; 8774 − 8042.87 = 731.13.
    [Fact]
    public void The_last_installment_carries_the_difference()
    {
        var repayments = Repay(AddOn, new OfferTerms(4100, 12, 9.5m));

        (repayments.Installment, repayments.FinalInstallment).ShouldBe((731.17m, 731.13m));
        (repayments.TotalInterest, repayments.TotalPayable).ShouldBe((4674m, 8774m));
        (repayments.GreatestInstallment, repayments.TotalCost).ShouldBe((731.17m, 4674m));
    }

    // 200 × 9.25 % × 6 = 111; 311 / 6 = 51.8333, so 51.83; 311 − 5 × 51.83 = 51.85. With v = 1 / 1.142859, 51.83 × (v + … + v⁵) + 51.85 v⁶ = 200;
    // 1.142859¹² = 4.9640.
    [Fact]
    public void Apr_Is_that_of_the_rounded_payments()
    {
        var repayments = Repay(AddOn, new OfferTerms(200, 6, 9.25m));

        (repayments.Installment, repayments.FinalInstallment).ShouldBe((51.83m, 51.85m));
        LoanPricing.Apr(repayments).ShouldBe(396.40, 0.1);
        PresentValue(repayments, LoanPricing.Apr(repayments)).ShouldBe(200, 1e-9);
    }

    // 1000 at no interest over 3 months: 333.333; half up 333.33, up to 5 cents 333.35, down to whole 333.
    [Theory]
    [InlineData(RoundingMode.HalfUp, "0.01", "333.33", "333.34")]
    [InlineData(RoundingMode.Up, "0.05", "333.35", "333.30")]
    [InlineData(RoundingMode.Down, "1", "333", "334")]
    public void Installments_follow_the_products_rule(RoundingMode mode, string step, string installment, string final)
    {
        var repayments = Repay(AddOn with { Rounding = new Rounding(Number(step), 0.01m, mode) }, new OfferTerms(1000, 3, 0));

        (repayments.Installment, repayments.FinalInstallment).ShouldBe((Number(installment), Number(final)));
        repayments.GreatestInstallment.ShouldBe(Math.Max(Number(installment), Number(final)));
    }

    // 100.25 × 2 % = 2.005: half a cent goes up. 100.25 + 2.01.
    [Theory]
    [InlineData(InterestMethod.AddOn)]
    [InlineData(InterestMethod.Amortizing)]
    public void Half_a_cent_goes_up(InterestMethod interest) =>
        Repay(AddOn with { Interest = interest }, new OfferTerms(100.25m, 1, 2)).Installment.ShouldBe(102.26m);

    // 1 / 1.01 = 0.990099, its powers 0.980296, 0.970590, 0.960980; sum 3.901966. 625.50 × 3.901966 = 2440.68. − 1800 = 640.68.
    [Fact]
    public void Margin_Discounts_the_payments_at_the_cost_of_funds() => Price(AddOn, Loan).Margin.ShouldBe(640.68, Cent);

    // As above less 35.
    [Fact]
    public void Margin_Bears_the_operating_cost() => Price(AddOn with { OperatingCost = 35 }, Loan).Margin.ShouldBe(605.68, Cent);

    [Fact]
    public void Margin_Gains_by_other_sales() => Price(AddOn with { OperatingCost = -35 }, Loan).Margin.ShouldBe(675.68, Cent);

    // Without a cost of funds nothing is discounted: the margin is the interest, to the bit.
    [Fact]
    public void Margin_Is_the_interest_where_funds_cost_nothing() => Price(AddOn with { CostOfFunds = 0 }, Loan).Margin.ShouldBe(702);

    // 24 % a year is 2 % a month: 1200 × 2 % × 6 = 144; (1200 + 144) / 6 = 224.
    [Fact]
    public void A_yearly_rate_counts_a_twelfth_a_month()
    {
        var (economics, terms) = (AddOn with { CostOfFunds = 12 }, new OfferTerms(1200, 6, 24));

        LoanPricing.Repay(economics, RatePeriod.Year, terms).Installment.ShouldBe(224);
        // 12 % a year is 1 % a month: (1 − 1.01⁻⁶) / 0.01 = (1 − 0.942045) / 0.01 = 5.795476; × 224 = 1298.19; − 1200.
        LoanPricing.Price(economics, RatePeriod.Year, terms).Margin.ShouldBe(98.19, Cent);
    }

    // v = 1 / 1.02: 1.02³ = 1.061208, v³ = 0.942322; (1 − v³) / 0.02 = 2.883883; 1000 / 2.883883 = 346.7547, so 346.75.
    // 1000 + 20 − 346.75 = 673.25; + 13.47 − 346.75 = 339.97; + 6.80 = 346.77.
    [Fact]
    public void Amortizing_Charges_interest_on_the_balance()
    {
        var repayments = Repay(Amortizing, new OfferTerms(1000, 3, 2));

        (repayments.Installment, repayments.FinalInstallment, repayments.TotalInterest).ShouldBe((346.75m, 346.77m, 40.27m));
        // At 1 % a month: 346.75 × (0.990099 + 0.980296 = 1.970395) + 346.77 × 0.970590 = 683.2345 + 336.5715 = 1019.81; − 1000.
        Price(Amortizing, new OfferTerms(1000, 3, 2)).Margin.ShouldBe(19.81, Cent);
    }

    [Theory]
    [InlineData(InterestMethod.AddOn)]
    [InlineData(InterestMethod.Amortizing)]
    public void A_rate_of_zero_is_the_amount_in_equal_parts(InterestMethod interest)
    {
        var economics = new Economics(interest, 0, 0, 0);
        var terms = new OfferTerms(1200, 12, 0);

        Price(economics, terms).ShouldBe(new LoanPrice(100, 100, 0, 1200));
        LoanPricing.Apr(Repay(economics, terms)).ShouldBe(0);
    }

    // One installment a month later: the monthly rate is the rate itself, 1.02¹² = 1.268242.
    [Fact]
    public void Apr_Of_one_installment_compounds_the_rate() =>
        LoanPricing.Apr(Repay(AddOn, new OfferTerms(1000, 1, 2))).ShouldBe(26.8242, 0.0001);

    // 1000 at 10 % add-on for 2 months: two of 600. 1000 = 600 v + 600 v², so v = (−1 + √(1 + 4 × 1000 / 600)) / 2
    // = (−1 + √7.666667) / 2 = (−1 + 2.768875) / 2 = 0.884437; i = 1 / v − 1 = 0.130663; 1.130663¹² = 4.365 (ln 1.130663 = 0.122804,
    // × 12 = 1.473652, e^1.473652 = 4.3651).
    [Fact]
    public void Apr_Of_two_installments_solves_the_quadratic()
    {
        var apr = LoanPricing.Apr(Repay(AddOn, new OfferTerms(1000, 2, 10)));
        var v = (Math.Sqrt(1 + 4000.0 / 600) - 1) / 2;

        apr.ShouldBe(336.51, 0.01);
        apr.ShouldBe(100 * (Math.Pow(1 / v, 12) - 1), 1e-9);
    }

    // 2 % of 1000 is 20, and 5 fixed: 25. Two installments of (1000 + 1000 × 10 % × 2) / 2 = 600.
    [Theory]
    [InlineData(FeeCollection.Deducted, "975", "0", "1200")]
    [InlineData(FeeCollection.First, "1000", "25", "1225")]
    public void A_fee_at_the_payout_costs_the_customer_and_earns_the_lender_its_sum(FeeCollection collected, string paidOut, string paidFirst, string total)
    {
        var economics = AddOn with { CostOfFunds = 0, Fees = new Fees(new OriginationFee(5, 2, 0, null, collected), 0) };
        var terms = new OfferTerms(1000, 2, 10);
        var repayments = Repay(economics, terms);

        (repayments.OriginationFee, repayments.Installment, repayments.TotalInterest).ShouldBe((25m, 600m, 200m));
        (repayments.PaidOut, repayments.PaidFirst, repayments.TotalPayable).ShouldBe((Number(paidOut), Number(paidFirst), Number(total)));
        (repayments.TotalFees, repayments.TotalCost).ShouldBe((25m, 225m));
        Price(economics, terms).Margin.ShouldBe(225);
        // 975 = 600 v + 600 v²: v = (−1 + √(1 + 4 × 975 / 600)) / 2 = (−1 + √7.5) / 2 = 0.869306.
        var v = (Math.Sqrt(7.5) - 1) / 2;
        LoanPricing.Apr(repayments).ShouldBe(100 * (Math.Pow(1 / v, 12) - 1), 1e-9);
    }

    // 25 are added: 1025 × 10 % × 2 = 205; (1025 + 205) / 2 = 615. What is earned: 1230 − 1000.
    [Fact]
    public void A_fee_that_is_added_bears_interest()
    {
        var economics = AddOn with { CostOfFunds = 0, Fees = new Fees(new OriginationFee(5, 2, 0, null, FeeCollection.Added), 0) };
        var repayments = Repay(economics, new OfferTerms(1000, 2, 10));

        (repayments.Financed, repayments.PaidOut, repayments.Installment, repayments.TotalInterest).ShouldBe((1025m, 1000m, 615m, 205m));
        (repayments.TotalPayable, repayments.TotalCost).ShouldBe((1230m, 230m));
        Price(economics, new OfferTerms(1000, 2, 10)).Margin.ShouldBe(230);
        // 1000 = 615 v + 615 v².
        var v = (Math.Sqrt(1 + 4000.0 / 615) - 1) / 2;
        LoanPricing.Apr(repayments).ShouldBe(100 * (Math.Pow(1 / v, 12) - 1), 1e-9);
    }

    // 3 % of the amount, at least 10 and at most 40.
    [Theory]
    [InlineData("200", "10")]
    [InlineData("500", "15")]
    [InlineData("1000.5", "30.02")]
    [InlineData("2000", "40")]
    public void An_origination_fee_has_limits(string amount, string fee) => Repay(
        AddOn with { Fees = new Fees(new OriginationFee(0, 3, 10, 40, FeeCollection.Deducted), 0) },
        new OfferTerms(Number(amount), 4, 5)).OriginationFee.ShouldBe(Number(fee));

    // 600 + 7 twice. 1000 = 607 v + 607 v².
    [Fact]
    public void A_fee_with_every_installment_is_part_of_it()
    {
        var economics = AddOn with { CostOfFunds = 0, Fees = new Fees(null, 7) };
        var repayments = Repay(economics, new OfferTerms(1000, 2, 10));

        (repayments.Installment, repayments.FinalInstallment, repayments.TotalInterest, repayments.TotalFees).ShouldBe((607m, 607m, 200m, 14m));
        Price(economics, new OfferTerms(1000, 2, 10)).Margin.ShouldBe(214);
        var v = (Math.Sqrt(1 + 4000.0 / 607) - 1) / 2;
        LoanPricing.Apr(repayments).ShouldBe(100 * (Math.Pow(1 / v, 12) - 1), 1e-9);
    }

    // 0 % funds for the second category, 3 % for 4 months: 625.50 × (1 − 1.03⁻⁴) / 0.03 = 625.50 × 3.717098 = 2325.045; − 1800.
    [Fact]
    public void Costs_may_differ_by_category_and_by_months()
    {
        var byCategory = AddOn with
        {
            CostOfFundsBy = new Variation(new ByCategory<decimal>("riskCategory", [1, 0]), ImmutableSortedDictionary<int, decimal>.Empty),
            OperatingCostBy = new Variation(new ByCategory<decimal>("riskCategory", [10, 20]), ImmutableSortedDictionary<int, decimal>.Empty),
        };
        var byMonths = AddOn with { CostOfFundsBy = new Variation(null, ImmutableSortedDictionary<int, decimal>.Empty.Add(4, 3)) };

        Price(byCategory, Loan, new CostCategories(0, 0)).Margin.ShouldBe(630.68, Cent);
        Price(byCategory, Loan, new CostCategories(1, 1)).Margin.ShouldBe(682);
        Price(byMonths, Loan).Margin.ShouldBe(525.045, Cent);
        Price(byMonths, Loan with { Months = 6 }).Margin.ShouldBe(Price(AddOn, Loan with { Months = 6 }).Margin);
    }

    // Balances of 1800 in four equal parts: 1800, 1350, 900, 450. Of the amortizing loan of 1000: 1000, 673.25, 339.97.
    [Theory]
    [InlineData(InterestMethod.AddOn, 1, 1800)]
    [InlineData(InterestMethod.AddOn, 3, 900)]
    [InlineData(InterestMethod.AddOn, 9, 450)]
    [InlineData(InterestMethod.Amortizing, 2, 673.25)]
    public void What_is_owed_at_default_is_the_balance_before_the_installment_not_paid(InterestMethod interest, int month, double balance) => Price(
        AddOn with { Interest = interest, ExposureAtDefault = ExposureAtDefault.At(month) },
        interest == InterestMethod.AddOn ? Loan : new OfferTerms(1000, 3, 2)).Exposure.ShouldBe(balance, 1e-9);

    // Not paid: the first with 0.5, the second with 0.5 × 0.2, the third with 0.4 × 0.2, the fourth with 0.32 × 0.2; sum 0.744.
    [Fact]
    public void A_hazard_weighs_the_balances() => Price(AddOn with { ExposureAtDefault = new ExposureAtDefault([0.5, 0.2]) }, Loan).Exposure
        .ShouldBe((0.5 * 1800 + 0.1 * 1350 + 0.08 * 900 + 0.064 * 450) / 0.744, 1e-9);

    private static double PresentValue(in Repayments repayments, double apr)
    {
        var value = 0.0;
        for (var k = 1; k <= repayments.Months; k++)
            value += (double)(k < repayments.Months ? repayments.Installment : repayments.FinalInstallment) * Math.Pow(1 + apr / 100, -k / 12.0);
        return value;
    }

    private static Repayments Repay(Economics economics, in OfferTerms terms) => LoanPricing.Repay(economics, RatePeriod.Month, terms);

    private static LoanPrice Price(Economics economics, in OfferTerms terms, CostCategories codes = default) =>
        LoanPricing.Price(economics, RatePeriod.Month, terms, codes);

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
