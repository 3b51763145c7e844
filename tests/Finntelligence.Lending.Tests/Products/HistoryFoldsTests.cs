using Finntelligence.Lending.Products;
using Finntelligence.Testing;

namespace Finntelligence.Lending.Tests.Products;

public sealed class HistoryFoldsTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void By_position_a_fold_has_every_fifth_row() =>
        HistoryFolds.Of(ProductFile.CashLoan, _folder.Write("h.csv", "a\n1\n")).Of([0, 1, 4, 5, 12]).ShouldBe([0, 1, 4, 0, 2]);

    [Fact]
    public void By_time_folds_are_stretches_of_as_many_rows_and_equal_times_stay_together()
    {
        string[] dates = ["2024-03-01", "2024-01-01", "", "2024-02-01", "2024-02-01", "2024-02-01", "2024-05-01 12:00:00", "2024-04-01", "2024-06-01", "2024-05-01"];
        var folds = HistoryFolds.Of(ByTime(), _folder.Write("h.csv", "when,x\n" + string.Join("", dates.Select(d => $"{d},1\n"))));

        // Sorted: none, January, three of February, March, April, May, May noon, June.
        folds.Of([.. Enumerable.Range(0, 10)]).ShouldBe([2, 0, 0, 1, 1, 1, 3, 2, 4, 3]);
    }

    [Theory]
    [InlineData(100, 1, 1, 1, 1)]
    [InlineData(1, 1, 1, 1, 100)]
    [InlineData(20, 20, 20, 20, 20)]
    public void No_fold_is_empty_however_times_are_spread(params int[] counts)
    {
        string rows = string.Join("", counts.Select((count, day) => string.Concat(Enumerable.Repeat($"2024-01-0{day + 1}\n", count))));

        HistoryFolds.Of(ByTime(), _folder.Write("h.csv", "when\n" + rows)).Of([.. Enumerable.Range(0, counts.Sum())]).Distinct().ShouldBe([0, 1, 2, 3, 4]);
    }

    [Fact]
    public void Fewer_times_than_folds_are_refused() =>
        Should.Throw<InvalidHistoryException>(() => HistoryFolds.Of(ByTime(), _folder.Write("h.csv", "when\n2024-01-01\n2024-01-02\n"))).Message
            .ShouldStartWith("history.folds: the rows have 2 different times");

    [Fact]
    public void A_file_without_the_column_falls_back_to_positions() =>
        HistoryFolds.Of(ByTime(), _folder.Write("h.csv", "x\n1\n2\n")).Of([0, 1, 7]).ShouldBe([0, 1, 2]);

    [Fact]
    public void What_is_no_date_is_named_with_its_line() =>
        Should.Throw<InvalidHistoryException>(() => HistoryFolds.Of(ByTime(), _folder.Write("h.csv", "when\n2024-01-01\nMar-24\n"))).Message
            .ShouldStartWith("Line 3, column \"when\": not a date as yyyy-MM-dd");

    [Fact]
    public void Times_of_some_rows_are_told_in_their_order()
    {
        string path = _folder.Write("h.csv", "when\n2024-01-01\n2024-01-02\n\n2024-01-04\n");
        RowTimes.Of(ByTime(), path, [1, 2], default).ShouldBe([new DateTimeOffset(2024, 1, 2, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2024, 1, 4, 0, 0, 0, TimeSpan.Zero)]);
        RowTimes.Of(ProductFile.CashLoan, path, [1], default).ShouldBeNull();
    }

    private static ProductDefinition ByTime() =>
        ProductFile.CashLoan with { History = HistoryFormat.Found with { Time = "when", Folds = FoldRule.Time } };
}
