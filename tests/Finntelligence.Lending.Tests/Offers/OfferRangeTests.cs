using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Tests.Models;

namespace Finntelligence.Lending.Tests.Offers;

public sealed class OfferRangeTests
{
    private static readonly OfferAxes Axes = OfferAxes.Of(SomeProduct.CashLoan);

    // 300, 400 and 500 for 4, 6 or 12 months at 3.25, 3.5 or 3.75 %.
    private static readonly OfferRange Range = new(1, 3, [0, 1, 2], 3);

    [Fact]
    public void Within_No_Limits_Is_The_Whole_Range()
    {
        Range.Within(Axes, OfferConstraints.None, null).Count.ShouldBe(27);
    }

    [Fact]
    public void Within_Keeps_The_Ends_Of_Every_Limit()
    {
        var constraints = new OfferConstraints { MinimumAmount = 400, MaximumAmount = 500, Months = [12, 4, 99], MaximumRate = 3.5m };

        var open = Range.Within(Axes, constraints, null).Grid(Axes);

        open.Amounts.ShouldBe([400, 500]);
        open.Months.ShouldBe([4, 12]);
        open.Rates.ShouldBe([3.25m, 3.5m]);
    }

    [Theory]
    [InlineData(null, null, true, 4)]
    [InlineData(null, 550, true, 4)]
    [InlineData(null, 549, false, 3)]
    [InlineData(550, null, true, 1)]
    [InlineData(551, null, false, 0)]
    public void Within_Keeps_The_Amount_Asked_For_Where_It_Is_Allowed(int? least, int? greatest, bool kept, int amounts)
    {
        var range = new OfferRange(1, 4, [0, 1, 2], 3) { OffGrid = 550 };

        var open = range.Within(Axes, new OfferConstraints { MinimumAmount = least, MaximumAmount = greatest }, null);

        open.OffGrid.ShouldBe(kept ? 550 : null);
        open.Grid(Axes).Amounts.Length.ShouldBe(amounts);
        open.Count.ShouldBe(open.Grid(Axes).Count);
    }

    [Theory]
    [InlineData(3.5, 3.3, 1)]
    [InlineData(3.3, 3.5, 1)]
    [InlineData(3.0, 3.5, 0)]
    public void Within_Takes_The_Lower_Of_Both_Rate_Limits(double constraint, double cap, int rates)
    {
        Range.Within(Axes, new OfferConstraints { MaximumRate = (decimal)constraint }, (decimal)cap).Rates.ShouldBe(rates);
    }
}
