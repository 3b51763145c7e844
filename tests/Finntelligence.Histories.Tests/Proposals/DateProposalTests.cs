using Finntelligence.Histories.Proposals;

namespace Finntelligence.Histories.Tests.Proposals;

public sealed class DateProposalTests
{
    [Theory]
    [InlineData("MMM-yy", "Dec-11", "Jan-12")]
    [InlineData("dd.MM.yyyy", "24.12.2011", "01.01.2012")]
    [InlineData("yyyy-MM-dd", "2011-12-24", "2012-01-01")]
    [InlineData("MM/dd/yyyy", "12/24/2011", "01/31/2012")]
    [InlineData("dd/MM/yyyy", "24/12/2011", "31/01/2012")]
    public void The_format_of_a_column_of_dates_is_found(string format, params string[] cells) => Find(cells)[0].ShouldBe(format);

    [Fact]
    public void Where_the_cells_do_not_tell_day_from_month_both_are_named() => Find("01/02/2011", "03/04/2011").ShouldContain("dd/MM/yyyy");

    [Fact]
    public void What_is_no_date_has_no_format() => Find("A", "B").ShouldBeEmpty();

    private static string[] Find(params string[] cells) =>
        [.. DateProposal.Find(new ColumnFacts("a", cells.Length, [.. cells.Select(c => KeyValuePair.Create(c, 1L))], false, [.. cells]))];
}
