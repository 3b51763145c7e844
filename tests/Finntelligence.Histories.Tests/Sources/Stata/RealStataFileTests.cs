using Finntelligence.Histories.Sources;
using Finntelligence.Lending.Products;

namespace Finntelligence.Histories.Tests.Sources.Stata;

/// <summary>
/// Files that other programs wrote, of one small table: R's haven 2.5.1 and foreign 0.8-84, and pandas 1.5.3, each in the releases that it can write.
/// Stata itself was not at hand.
/// </summary>
public sealed class RealStataFileTests
{
    private static readonly string Folder = Repository.File("tests/Finntelligence.Histories.Tests/Sources/Stata/files");

    [Theory]
    [InlineData("haven-8")]
    [InlineData("haven-10")]
    [InlineData("haven-12")]
    [InlineData("haven-13")]
    [InlineData("haven-14")]
    [InlineData("haven-15")]
    public void Haven_writes_113_to_115_117_and_118_and_labels_and_dates_are_texts(string file) => Read(file).ShouldBe(
    [
        ["id", "amount", "grade", "name", "when"],
        ["1", "1000.5", "B", "Zoe", "2010-03-01"],
        ["2", "", "A", "Bo", ""],
        ["3", "2500", "", "", "1959-12-31"],
        ["4", "10", "C", "Anna", "2026-11-28"],
    ]);

    [Theory]
    [InlineData("foreign-6")]
    [InlineData("foreign-7")]
    [InlineData("foreign-8")]
    [InlineData("foreign-10")]
    public void Foreign_writes_108_110_113_and_114(string file) => Read(file).ShouldBe(
    [
        ["id", "amount", "grade", "name"],
        ["1", "1000.5", "B", "Zoe"],
        ["2", "", "A", "Bo"],
        ["3", "2500", "", "x"],
        ["4", "10", "C", "Anna"],
    ]);

    [Theory]
    [InlineData("pandas-114-little")]
    [InlineData("pandas-114-big")]
    [InlineData("pandas-117-little")]
    [InlineData("pandas-117-big")]
    [InlineData("pandas-118-little")]
    [InlineData("pandas-118-big")]
    [InlineData("pandas-119-little")]
    [InlineData("pandas-119-big")]
    public void Pandas_writes_both_byte_orders_and_in_the_little_one_long_texts_from_117_on(string file) => Read(file).ShouldBe(
    [
        ["id", "amount", "grade", "name", "when", "month", "moment"],
        ["1", "1000.5", "B", "Zoe", "2010-03-01", "2010-03-01", "2010-03-01 13:45:00"],
        ["2", "", "A", "Bo", "", "", ""],
        ["3", "2500", "", "", "1959-12-31", "1959-12-01", "1959-12-31"],
        ["4", "10", "C", "Anna", "2026-11-28", "2026-11-01", "2026-11-28 00:00:01"],
    ]);

    [Fact]
    public void Codes_stay_where_the_product_says_so()
    {
        var rows = Read("haven-14", new HistoryFormat { ValueLabels = ValueLabelUse.Codes });

        rows.Skip(1).Select(row => row[2]).ShouldBe(["2", "1", "", "3"]);
    }

    [Fact]
    public void What_labels_and_dates_became_is_said()
    {
        using var source = SourceFile.Open(PathOf("haven-15"));

        source.Notes.ShouldBe(["Value labels stand for the numbers of grade.", "Dates of when are written as yyyy-MM-dd."]);
    }

    [Theory]
    [InlineData("haven-15")]
    [InlineData("pandas-117-big")]
    [InlineData("foreign-6")]
    public void A_file_cut_anywhere_is_refused_or_whole_and_a_damaged_one_gives_rows_or_a_refusal(string file)
    {
        byte[] whole = File.ReadAllBytes(PathOf(file));
        var random = new Random(118);
        for (int trial = 0; trial < 1500; trial++)
        {
            byte[] bytes = trial % 2 == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            for (int i = random.Next(1, 4); trial % 2 == 1 && i > 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                StataSourceTests.Read(bytes);
            }
            catch (InvalidSourceException e)
            {
                e.Message.ShouldNotBeNullOrWhiteSpace();
            }
        }
    }

    private static string PathOf(string file) => Path.Combine(Folder, $"{file}.dta");

    private static string[][] Read(string file, HistoryFormat? format = null)
    {
        using var source = new SourceFile(PathOf(file), format ?? HistoryFormat.Found).Open();
        var rows = new List<string[]> { source.Columns.ToArray() };
        string[] cells = new string[source.Columns.Count];
        while (source.TryRead(cells))
            rows.Add([.. cells]);
        return [.. rows];
    }
}
