using Finntelligence.Histories.Reading;

namespace Finntelligence.Histories.Tests.Reading;

public sealed class ColumnReaderTests
{
    [Theory]
    [InlineData(new[] { "1.50", ".", " " }, new[] { "1.5", "", "" })]
    [InlineData(new[] { "1,234.50", "7" }, new[] { "1234.5", "7" })]
    [InlineData(new[] { "1.234,50", "1.000" }, new[] { "1234.5", "1000" })]
    [InlineData(new[] { "1,234", "5,678" }, new[] { "1234", "5678" })]
    [InlineData(new[] { "12%", "x" }, new[] { "12%", "x" })]
    [InlineData(new[] { "1,5", "1.5" }, new[] { "1,5", "1.5" })]
    [InlineData(new[] { "36 months", "60 months" }, new[] { "36 months", "60 months" })]
    [InlineData(new[] { "TRUE", "FALSE" }, new[] { "TRUE", "FALSE" })]
    [InlineData(new[] { "007", "012" }, new[] { "007", "012" })]
    public void A_column_that_no_one_uses_changes_only_where_all_of_it_is_numbers(string[] cells, string[] read) =>
        Read(ColumnUse.None, cells).ShouldBe(read);

    [Theory]
    [InlineData(new[] { "36 months", "n/a", "Y" }, new[] { "36", "", "1" })]
    [InlineData(new[] { "10+ years", "< 1 year" }, new[] { "10", "< 1 year" })]
    [InlineData(new[] { "1,5", "2,25" }, new[] { "1.5", "2.25" })]
    [InlineData(new[] { "$5", "many" }, new[] { "5", "many" })]
    public void A_column_of_numbers_is_read_cell_by_cell(string[] cells, string[] read) =>
        Read(new ColumnUse { IsNumber = true }, cells).ShouldBe(read);

    [Fact]
    public void A_column_of_texts_stays_as_it_is() =>
        Read(new ColumnUse { IsText = true, IsNumber = true }, "TRUE", "$5", "36 months").ShouldBe(["TRUE", "$5", "36 months"]);

    [Fact]
    public void What_the_product_names_stays_as_it_is() =>
        Read(new ColumnUse { IsNumber = true, Kept = ["n/a", "10+ years"] }, "n/a", "10+ years", "9 years").ShouldBe(["n/a", "10+ years", "9"]);

    private static string[] Read(ColumnUse use, params string[] cells)
    {
        var survey = new ColumnSurvey();
        string[] trimmed = [.. cells.Select(c => c.Trim())];
        foreach (var cell in trimmed)
            survey.Add(cell);
        var reader = new ColumnReader("a", use, survey, survey.Signs.Comma > survey.Signs.Point);
        return [.. trimmed.Select(c => reader.Read(c, out _))];
    }
}
