using System.Collections.Immutable;
using Finntelligence.Explorer.Portfolio;

namespace Finntelligence.Explorer.Tests.Portfolio;

public sealed class RowQueryTests
{
    private static readonly ImmutableArray<PortfolioRow> Rows =
    [
        Offer(2, "anna", rate: 8, months: 4, profit: 10), Decline(3, "bob", "LOW_SCORE"), Offer(4, "carl", rate: 11, months: 12, profit: 30),
        Offer(7, "anne", rate: 8, months: 12, profit: 20),
    ];

    [Fact]
    public void Without_a_wish_all_rows_stand_as_in_the_file() => RowQuery.All.Of(Rows).ShouldBe(Rows);

    [Theory]
    [InlineData("ann", new long[] { 2, 7 })]
    [InlineData("4", new long[] { 4 })]
    [InlineData("low_s", new long[] { 3 })]
    [InlineData("nobody", new long[0])]
    public void A_text_is_a_part_of_a_name_or_a_reason_or_the_number_of_a_line(string text, long[] lines) =>
        (RowQuery.All with { Text = text }).Of(Rows).Select(r => r.Line).ShouldBe(lines);

    [Fact]
    public void Limits_of_the_rate_and_a_term_leave_out_declines()
    {
        (RowQuery.All with { LeastRate = 8, GreatestRate = 10 }).Of(Rows).Select(r => r.Line).ShouldBe([2, 7]);
        (RowQuery.All with { Months = 12 }).Of(Rows).Select(r => r.Line).ShouldBe([4, 7]);
        (RowQuery.All with { IsOffer = false }).Of(Rows).Select(r => r.Line).ShouldBe([3]);
    }

    [Fact]
    public void Rows_that_are_equal_stay_in_the_order_of_the_file()
    {
        (RowQuery.All with { By = RowColumn.Rate }).Of(Rows).Select(r => r.Line).ShouldBe([3, 2, 7, 4]);
        (RowQuery.All with { By = RowColumn.Rate, Descending = true }).Of(Rows).Select(r => r.Line).ShouldBe([4, 2, 7, 3]);
        (RowQuery.All with { By = RowColumn.Profit, Descending = true, IsOffer = true }).Of(Rows).Select(r => r.Line).ShouldBe([4, 7, 2]);
        (RowQuery.All with { Descending = true }).Of(Rows).Select(r => r.Line).ShouldBe([7, 4, 3, 2]);
    }

    [Fact]
    public void Few_values_are_counted_one_by_one_and_many_in_intervals_that_hold_all()
    {
        var single = Bars.Of([.. Rows.Where(r => r.IsOffer)], r => r.Rate, most: 5, bins: 4);
        single.At.ShouldBe([8, 11]);
        single.Counts.ShouldBe([2, 1]);
        single.Width.ShouldBe(0);

        var binned = Bars.Of([.. Rows.Where(r => r.IsOffer)], r => r.Profit, most: 0, bins: 4);
        binned.At.ShouldBe([12.5, 17.5, 22.5, 27.5]);
        binned.Counts.ShouldBe([1, 0, 1, 1]);
        binned.Width.ShouldBe(5);
    }

    private static PortfolioRow Offer(long line, string id, double rate, int months, double profit) => new()
    {
        Line = line,
        Id = id,
        IsOffer = true,
        Rate = rate,
        Months = months,
        Profit = profit,
        Reasons = "",
        Offset = 0,
        Bytes = 0,
    };

    private static PortfolioRow Decline(long line, string id, string reasons) => new()
    {
        Line = line,
        Id = id,
        IsOffer = false,
        Reasons = reasons,
        Offset = 0,
        Bytes = 0,
    };
}
