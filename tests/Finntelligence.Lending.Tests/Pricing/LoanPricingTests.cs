using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;
using FsCheck;
using FsCheck.Fluent;

namespace Finntelligence.Lending.Tests.Pricing;

public sealed class LoanPricingTests
{
    private const double Cent = 0.005;

    // Interest: 1800 × 9.75 % × 4 = 1800 × 0.39 = 702. Installment: (1800 + 702) / 4 = 625.50.
    [Fact]
    public void AddOn_Charges_interest_on_the_whole_amount_for_every_month()
    {
        var price = AddOn(new OfferTerms(1800, 4, 9.75m));

        price.TotalInterest.ShouldBe(702);
        price.Installment.ShouldBe(625.5);
    }

    // 1 / 1.01 = 0.990099, its powers 0.980296, 0.970590, 0.960980; sum 3.901966. 625.50 × 3.901966 = 2440.68. − 1800 = 640.68.
    [Fact]
    public void Margin_Discounts_the_installments_at_the_cost_of_funds() =>
        AddOn(new OfferTerms(1800, 4, 9.75m)).Margin.ShouldBe(640.68, Cent);

    // As above less 35.
    [Fact]
    public void Margin_Bears_the_operating_cost() =>
        LoanPricing.Price(new Economics(InterestMethod.AddOn, 1, 35, 0), RatePeriod.Month, new OfferTerms(1800, 4, 9.75m))
            .Margin.ShouldBe(605.68, Cent);

    // Without a cost of funds nothing is discounted: the margin is the interest.
    [Fact]
    public void Margin_Is_the_interest_where_funds_cost_nothing() =>
        LoanPricing.Price(new Economics(InterestMethod.AddOn, 0, 0, 0), RatePeriod.Month, new OfferTerms(1800, 4, 9.75m)).Margin.ShouldBe(702);

    // 24 % a year is 2 % a month: 1200 × 2 % × 6 = 144; (1200 + 144) / 6 = 224.
    [Fact]
    public void A_yearly_rate_counts_a_twelfth_a_month()
    {
        var price = LoanPricing.Price(new Economics(InterestMethod.AddOn, 12, 0, 0), RatePeriod.Year, new OfferTerms(1200, 6, 24));

        price.TotalInterest.ShouldBe(144);
        price.Installment.ShouldBe(224);
        // 12 % a year is 1 % a month: (1 − 1.01⁻⁶) / 0.01 = (1 − 0.942045) / 0.01 = 5.795476; × 224 = 1298.19; − 1200.
        price.Margin.ShouldBe(98.19, Cent);
    }

    // v = 1 / 1.02: 1.02³ = 1.061208, v³ = 0.942322; (1 − v³) / 0.02 = 2.883883; 1000 / 2.883883 = 346.7547.
    // Schedule: 1000 + 20 − 346.75 = 673.25; + 13.46 − 346.75 = 339.96; + 6.80 − 346.75 = 0. Interest 20 + 13.46 + 6.80 = 40.26.
    [Fact]
    public void Amortizing_Charges_interest_on_the_balance()
    {
        var price = Amortizing(new OfferTerms(1000, 3, 2));

        price.Installment.ShouldBe(346.7547, 0.00005);
        price.TotalInterest.ShouldBe(40.2640, 0.0001);
        // At 1 % a month: 346.7547 × (0.990099 + 0.980296 + 0.970590 = 2.940985) = 1019.80; − 1000.
        price.Margin.ShouldBe(19.80, Cent);
    }

    [Theory]
    [InlineData(InterestMethod.AddOn)]
    [InlineData(InterestMethod.Amortizing)]
    public void A_rate_of_zero_is_the_amount_in_equal_parts(InterestMethod interest)
    {
        var terms = new OfferTerms(1200, 12, 0);
        var price = LoanPricing.Price(new Economics(interest, 0, 0, 0), RatePeriod.Month, terms);

        price.ShouldBe(new LoanPrice(100, 0, 0));
        LoanPricing.Apr(terms, price.Installment).ShouldBe(0);
    }

    // One installment a month later: the monthly rate is the rate itself, 1.02¹² = 1.268242.
    [Fact]
    public void Apr_Of_one_installment_compounds_the_rate() =>
        LoanPricing.Apr(new OfferTerms(1000, 1, 2), AddOn(new OfferTerms(1000, 1, 2)).Installment).ShouldBe(26.8242, 0.0001);

    // 1000 at 10 % add-on for 2 months: two of 600. 1000 = 600 v + 600 v², so v = (−1 + √(1 + 4 × 1000 / 600)) / 2
    // = (−1 + √7.666667) / 2 = (−1 + 2.768875) / 2 = 0.884437; i = 1 / v − 1 = 0.130663; 1.130663¹² = 4.365 (ln 1.130663 = 0.122804,
    // × 12 = 1.473652, e^1.473652 = 4.3651).
    [Fact]
    public void Apr_Of_two_installments_solves_the_quadratic()
    {
        var terms = new OfferTerms(1000, 2, 10);
        var v = (Math.Sqrt(1 + 4000.0 / 600) - 1) / 2;

        LoanPricing.Apr(terms, AddOn(terms).Installment).ShouldBe(336.51, 0.01);
        LoanPricing.Apr(terms, AddOn(terms).Installment).ShouldBe(100 * (Math.Pow(1 / v, 12) - 1), 1e-9);
    }

    [Fact]
    public void Price_Of_a_product_uses_its_economics_and_period()
    {
        var terms = new OfferTerms(1800, 4, 9.75m);

        LoanPricing.Price(Products.ProductFile.CashLoan, terms).ShouldBe(AddOn(terms));
    }

    [Fact]
    public void Installments_add_up_to_amount_and_interest() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Terms(), Loans(), (terms, loan) =>
    {
        var price = LoanPricing.Price(loan.Economics, loan.Period, terms);
        Near(price.Installment * terms.Months, (double)terms.Amount + price.TotalInterest, 1e-12).ShouldBeTrue($"{terms} {price}");
    }));

    [Fact]
    public void Apr_Of_an_amortizing_loan_compounds_its_monthly_rate() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Terms(), terms =>
    {
        var apr = LoanPricing.Apr(terms, Amortizing(terms).Installment);
        Near(apr, 100 * (Math.Pow(1 + (double)terms.Rate / 100, 12) - 1), 1e-9).ShouldBeTrue($"{terms} {apr}");
    }));

    [Fact]
    public void An_amortizing_loan_at_the_cost_of_funds_earns_nothing() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Terms(), terms =>
    {
        var price = LoanPricing.Price(new Economics(InterestMethod.Amortizing, terms.Rate, 0, 0), RatePeriod.Month, terms);
        Math.Abs(price.Margin).ShouldBeLessThan(1e-9 * (double)terms.Amount, $"{terms}");
    }));

    internal static Arbitrary<OfferTerms> Terms() => (
        from amount in Gen.Choose(1, 10_000_000)
        from months in Gen.OneOf(Gen.Choose(1, 24), Gen.Choose(1, 600))
        from rate in Gen.OneOf(Gen.Choose(0, 10_000), Gen.Choose(0, 100))
        select new OfferTerms(amount / 100m, months, rate / 100m)).ToArbitrary();

    private static Arbitrary<(Economics Economics, RatePeriod Period)> Loans() => (
        from interest in Gen.Elements(InterestMethod.AddOn, InterestMethod.Amortizing)
        from period in Gen.Elements(RatePeriod.Month, RatePeriod.Year)
        select (new Economics(interest, 1, 0, 0), period)).ToArbitrary();

    private static bool Near(double a, double b, double tolerance) => Math.Abs(a - b) <= tolerance * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));

    private static LoanPrice AddOn(OfferTerms terms) => LoanPricing.Price(new Economics(InterestMethod.AddOn, 1, 0, 0), RatePeriod.Month, terms);

    private static LoanPrice Amortizing(OfferTerms terms) =>
        LoanPricing.Price(new Economics(InterestMethod.Amortizing, 1, 0, 0), RatePeriod.Month, terms);
}
