using System.Text;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Tests.Products;

public sealed class HistoryTests
{
    // Made up; columns stand in another order than the product's, and some are not asked for.
    private const string Made =
        """
        wave,risk,grossincome,itcscore,appscore,trcount,dormancy,lastamount,lastterm,offer4,tookup,loansize,term,pstdue_average
        1,LOW,3.2,600,30,3,10,1000,4,7.5,1,2000,6,500
        1,HIGH,,0,20,,5,400,4,11,0,0,0,
        2,MEDIUM,4500,650,25,1,7,800,6,9,1,800,4,200.01
        2,,2,650,25,1,7,800,6,,1,1000,4,
        3,HIGH,1,650,25,1,7,800,6,8,,0,4,10

        """;

    [Fact]
    public void Read_Of_acceptance_takes_every_row_with_a_label()
    {
        var rows = Read(ModelKind.Acceptance, Made);

        rows.Kind.ShouldBe(ModelKind.Acceptance);
        (rows.RowsInFile, rows.RowsLeftOut).ShouldBe((5, 1));
        rows.Labels.ShouldBe([1, 0, 1, 1]);
        rows.FileRows.ShouldBe([0, 1, 2, 3]);
        rows.Strata.ShouldBe([0, 2, 1, -1]);
        rows.Offers.ShouldBe([.. new[] { 7.5, 11, 9, double.NaN }.Select(rate => new OfferVector(double.NaN, double.NaN, rate))]);
        rows.Implausible.ShouldBe(new Dictionary<string, int> { ["monthlyIncome"] = 1 });
        rows.Values.ToArray().ShouldBe(
        [
            0, 3200, 600, 30, 3, 10, 1000, 4, 7.5f,
            2, float.NaN, float.NaN, 20, float.NaN, 5, 400, 4, 11,
            1, float.NaN, 650, 25, 1, 7, 800, 6, 9,
            float.NaN, 2000, 650, 25, 1, 7, 800, 6, float.NaN,
        ]);
    }

    // 500 / 2000 is 0.25, which is not above it; 200.01 / 800 is. The third taker's arrears are not known.
    [Fact]
    public void Read_Of_risk_takes_takers_whose_arrears_are_known()
    {
        var rows = Read(ModelKind.Risk, Made);

        (rows.RowsInFile, rows.RowsLeftOut).ShouldBe((5, 3));
        rows.Labels.ShouldBe([0, 1]);
        rows.FileRows.ShouldBe([0, 2]);
        rows.Offers.ShouldBe([new OfferVector(2000, 6, 7.5), new OfferVector(800, 4, 9)]);
        rows.Values.ToArray().ShouldBe(
        [
            0, 3200, 600, 30, 3, 10, 1000, 4, 2000, 6, 7.5f, 0.625f, 2,
            1, float.NaN, 650, 25, 1, 7, 800, 6, 800, 4, 9, float.NaN, 1,
        ]);
    }

    [Fact]
    public void Weights_have_a_mean_of_1_and_a_row_of_0_is_left_out()
    {
        var rows = Weighted("0.5", "0", "2", "0.5");

        rows.FileRows.ShouldBe([0, 2, 3]);
        rows.Weights.ShouldBe([0.5f, 2, 0.5f]);
        Weighted("10", "10", "30", "30").Weights.ShouldBe([0.5f, 0.5f, 1.5f, 1.5f]);
        Read(ModelKind.Acceptance, Made).Weights.ShouldBeNull();
    }

    [Theory]
    [InlineData("", "Line 3, column \"w\": the weight of the row is missing.")]
    [InlineData("-0.5", "Line 3, column \"w\": the weight of the row is -0.5, below 0.")]
    [InlineData("many", "Line 3, column \"w\": the cell is not a finite number.")]
    public void A_row_that_counts_needs_a_weight(string weight, string fault) =>
        Should.Throw<InvalidHistoryException>(() => Weighted("1", weight, "1", "1")).Message.ShouldBe(fault);

    // The row without a label needs none.
    private static TrainingRows Weighted(params string[] weights)
    {
        var lines = Made.TrimEnd('\n').Split('\n');
        string[] cells = ["w", .. weights, ""];
        var text = string.Join('\n', lines.Zip(cells, (line, cell) => $"{line},{cell}")) + "\n";
        var product = ProductFile.Shipped with { Acceptance = ProductFile.Shipped.Acceptance with { Weight = SourceColumn.Plain("w") } };
        return CsvText.InFile(Encoding.UTF8.GetBytes(text), ".csv", path => History.Read(product, ModelKind.Acceptance, path));
    }

    [Fact]
    public void Read_Leaves_a_row_out_whose_divisor_is_zero() =>
        Read(ModelKind.Risk, Made.Replace("1,2000,6,500", "1,0,6,500", StringComparison.Ordinal)).FileRows.ShouldBe([2]);

    [Fact]
    public void Read_Names_every_absent_column() =>
        Should.Throw<InvalidHistoryException>(() => Read(ModelKind.Risk, "risk,offer4\nLOW,7\n")).Message.ShouldBe(
            "Line 1: the header lacks \"grossincome\", \"itcscore\", \"appscore\", \"trcount\", \"dormancy\", \"lastamount\", \"lastterm\", "
            + "\"loansize\", \"term\", \"tookup\", \"pstdue_average\".");

    [Theory]
    [InlineData("3.2", "lots", "Line 2, column \"grossincome\"")]
    [InlineData(",9,1,", ",x,1,", "Line 4, column \"offer4\"")]
    [InlineData(",11,0,", ",11,no,", "Line 3, column \"tookup\"")]
    public void Read_Names_line_and_column_of_a_bad_cell(string old, string replacement, string place) =>
        Should.Throw<InvalidHistoryException>(() => Read(ModelKind.Acceptance, Made.Replace(old, replacement, StringComparison.Ordinal)))
            .Message.ShouldStartWith(place);

    [Fact]
    public void Read_Of_a_header_alone_has_no_rows()
    {
        var rows = Read(ModelKind.Risk, Made.Split('\n')[0]);

        rows.RowsInFile.ShouldBe(0);
        rows.Values.ShouldBeEmpty();
    }

    [Fact]
    public void Read_Stops_when_asked_to() =>
        Should.Throw<OperationCanceledException>(() => CsvText.InFile(
            Encoding.UTF8.GetBytes(Made), ".csv", path => History.Read(ProductFile.CashLoan, ModelKind.Risk, path, new CancellationToken(true))));

    [Fact]
    public void Read_Names_a_file_that_is_not_there() =>
        Should.Throw<FileNotFoundException>(
            () => History.Read(ProductFile.CashLoan, ModelKind.Risk, Path.Combine(Path.GetTempPath(), "no-such-history.csv")));

    private static TrainingRows Read(ModelKind kind, string text) =>
        CsvText.InFile(Encoding.UTF8.GetBytes(text), ".csv", path => History.Read(ProductFile.CashLoan, kind, path));
}
