using Finntelligence.Lending.Offers;

namespace Finntelligence.Lending.Tests.Offers;

public sealed class OfferGridTests
{
    private static readonly OfferGrid Grid = new([300, 400, 500], [4, 6, 12], [3.25m, 3.5m, 3.75m]);

    [Fact]
    public void Within_No_Limits_Is_The_Whole_Grid()
    {
        Grid.Within(OfferConstraints.None, null).Count.ShouldBe(27);
    }

    [Fact]
    public void Within_Keeps_The_Ends_Of_Every_Limit()
    {
        var constraints = new OfferConstraints { MinimumAmount = 400, MaximumAmount = 500, Months = [12, 4, 99], MaximumRate = 3.5m };

        var open = Grid.Within(constraints, null);

        open.Amounts.ShouldBe([400, 500]);
        open.Months.ShouldBe([4, 12]);
        open.Rates.ShouldBe([3.25m, 3.5m]);
    }

    [Theory]
    [InlineData(3.5, 3.3, 1)]
    [InlineData(3.3, 3.5, 1)]
    [InlineData(3.0, 3.5, 0)]
    public void Within_Takes_The_Lower_Of_Both_Rate_Limits(double constraint, double cap, int rates)
    {
        Grid.Within(new OfferConstraints { MaximumRate = (decimal)constraint }, (decimal)cap).Rates.Length.ShouldBe(rates);
    }
}
