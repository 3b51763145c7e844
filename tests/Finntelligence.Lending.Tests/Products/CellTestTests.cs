using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Tests.Products;

public sealed class CellTestTests
{
    [Theory]
    [InlineData("Charged Off", true)]
    [InlineData("Fully Paid", false)]
    [InlineData("charged off", false)]
    [InlineData("", null)]
    public void A_text_is_compared_as_it_stands(string cell, bool? holds) =>
        Holds(new CellTest.OneOf([CellValue.Of("Charged Off"), CellValue.Of("Default")]), cell).ShouldBe(holds);

    [Theory]
    [InlineData("1.0", true)]
    [InlineData("2", false)]
    [InlineData("", null)]
    public void A_number_is_compared_as_a_number(string cell, bool? holds) => Holds(new CellTest.OneOf([CellValue.Of(1)]), cell).ShouldBe(holds);

    [Fact]
    public void Where_one_value_is_a_text_all_are() => Holds(new CellTest.OneOf([CellValue.Of(36), CellValue.Of("60 months")]), "36").ShouldBe(true);

    [Theory]
    [InlineData("Current", false)]
    [InlineData("Late", true)]
    [InlineData("", null)]
    public void An_empty_cell_is_none_of_some_texts_no_more_than_one_of_them(string cell, bool? holds) =>
        Holds(new CellTest.OneOf([CellValue.Of("Current")], Not: true), cell).ShouldBe(holds);

    [Theory]
    [InlineData("18", true)]
    [InlineData("75", true)]
    [InlineData("75.01", false)]
    [InlineData("", null)]
    public void Both_bounds_belong_to_a_range(string cell, bool? holds) => Holds(new CellTest.Between(18, 75), cell).ShouldBe(holds);

    [Theory]
    [InlineData("x", true)]
    [InlineData("", false)]
    public void What_is_there_is_not_missing(string cell, bool holds) => Holds(new CellTest.NotMissing(), cell).ShouldBe(holds);

    [Fact]
    public void A_number_is_needed_where_a_number_is_asked_for() =>
        Should.Throw<InvalidHistoryException>(() => Holds(new CellTest.Between(1, 2), "many")).Message.ShouldContain("Line 2, column \"a\"");

    [Fact]
    public void Each_question_has_its_words()
    {
        (new CellTest.OneOf([CellValue.Of(1)]).When, new CellTest.OneOf([CellValue.Of(1)]).WhenNot).ShouldBe(("is 1", "is not 1"));
        (new CellTest.OneOf([CellValue.Of("a"), CellValue.Of("b")], Not: true).When).ShouldBe("is none of a, b");
        new CellTest.Between(1, 2).WhenNot.ShouldBe("is not between 1 and 2");
        new CellTest.NotMissing().WhenNot.ShouldBe("is missing");
    }

    private static bool? Holds(CellTest test, string cell)
    {
        using var row = CsvText.FirstRow("a,b", $"{cell},0");
        return test.Holds(row, "a");
    }
}
