using Finntelligence.Lending.Pricing;

namespace Finntelligence.Lending.Tests.Pricing;

public sealed class AnnuityFactorTests
{
    // 1 / 1.1 + 1 / 1.21 = 0.909091 + 0.826446.
    [Fact]
    public void Sums_the_discounted_payments() => AnnuityFactor.Of(2, 0.1).ShouldBe(1.735537, 0.000001);

    [Fact]
    public void Is_the_number_of_payments_without_interest() => AnnuityFactor.Of(7, 0).ShouldBe(7);

    [Theory]
    [InlineData(1, 1e-16)]
    [InlineData(12, 1e-12)]
    [InlineData(600, 1e-9)]
    [InlineData(600, 1e-5)]
    [InlineData(12, 0.0099)]
    [InlineData(600, 10)]
    public void Keeps_its_digits_at_any_rate(int months, double rate)
    {
        var sum = 0.0;
        for (var month = 0; month < months; month++)
            sum = (sum + 1) / (1 + rate);

        AnnuityFactor.Of(months, rate).ShouldBe(sum, 1e-13 * sum);
    }
}
