using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Histories.Checks;
using Finntelligence.Histories.Import;
using Finntelligence.Histories.Sources;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;

namespace Finntelligence.Histories.Tests.Import;

/// <summary>Files as lenders export them, with a product that says what it needs of them.</summary>
public sealed class LenderFilesTests : IDisposable
{
    private const string Header = "risk,grossincome,itcscore,appscore,trcount,dormancy,lastamount,lastterm,offer4,tookup,loansize,term,pstdue_average";

    private readonly TestFolder _folder = new();

    private string Target => _folder.File("raw/history.csv");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_a_column_of_numbers_became_is_counted_and_shown()
    {
        var summary = Import(
            $"""
            {Header}
            LOW,3.2,600,30,3,10,"$1,000.00",4 months,7.5%,TRUE,"2,000",6,0
            LOW,n/a,600,30,3,10,$400.00,4 months,11%,no,0,,NA

            """);

        File.ReadAllText(Target).ShouldBe($"{Header}\nLOW,3.2,600,30,3,10,1000,4,7.5,1,2000,6,0\nLOW,,600,30,3,10,400,4,11,0,0,,\n");
        summary.Changes.Select(c => $"{c.Column}: {c.Count} {c.How}, {c.From} is {c.To}").ShouldBe(
        [
            "grossincome: 1 missing, n/a is ",
            "lastamount: 1 thousands signs, currency, $1,000.00 is 1000",
            "lastamount: 1 currency, $400.00 is 400",
            "lastterm: 2 words after the number, 4 months is 4",
            "offer4: 2 percent sign (the number stays), 7.5% is 7.5",
            "tookup: 2 yes or no, TRUE is 1",
            "loansize: 1 thousands signs, 2,000 is 2000",
            "pstdue_average: 1 missing, NA is ",
        ]);
        summary.Labels.ShouldBe([new LabelSummary("take-up", 2, 1), new LabelSummary("default", 1, 0)]);
    }

    [Fact]
    public void Spreads_over_a_reference_are_counted_and_shown_as_rates_and_stay_as_they_are()
    {
        var summary = Import(
            $"""
            {Header},base
            LOW,3.2,600,30,3,10,1000,4,250 bp,1,2000,6,0,60%
            LOW,3.2,600,30,3,10,1000,4,NA,1,2000,6,0,60%
            HIGH,3.2,600,30,3,10,1000,4,-25,0,0,,,54%

            """, Spreads());

        summary.Spreads.ShouldBe([new SpreadSummary("offer4", "base", 2, "250 bp", "60%", 7.5, 4.25, 7.5)]);
        File.ReadAllLines(Target)[1].ShouldBe("LOW,3.2,600,30,3,10,1000,4,250,1,2000,6,0,60");
        History.Read(Spreads(), ModelKind.Acceptance, Target).Offers.Select(o => o.Rate).ShouldBe([7.5, double.NaN, 4.25]);
    }

    [Fact]
    public void A_reference_that_is_no_number_or_not_there_is_a_fault_of_its_column()
    {
        var fault = Should.Throw<FaultyCellsException>(() => Import($"{Header},base\nLOW,3.2,600,30,3,10,1000,4,250,1,2000,6,0,prime\n", Spreads()));

        fault.Message.ShouldContain("Column base, 1 cell (line 2: \"prime\"): is no number, which models.acceptance.offerColumns.rate.reference of product.json needs");
        Should.Throw<FaultyCellsException>(() => Import($"{Header},prime_rate\nLOW,3.2,600,30,3,10,1000,4,250,1,2000,6,0,5\n", Spreads()))
            .Rows.ShouldContain(r => r.StartsWith("There is no column base, which the product needs.", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_fault_of_a_file_is_named_with_line_column_and_cell()
    {
        var fault = Should.Throw<FaultyCellsException>(() => Import(
            $"""
            {Header}
            LOW,many,600,30,3,10,1000,4,7.5,1,2000,6,0
            LOW,3.2,600
            HIGH,some,600,30,3,10,1000,4,7.5,0,0,,0
            HIGH,some,600,30,3,10,1000,< 1 year,7.5,0,0,,0
            HIGH,2,600,30,3,10,1000,4,7.5,perhaps,0,,0

            """));

        fault.Rows.ShouldBe(["Line 3 of the CSV has 3 cells; the header has 13."]);
        fault.Cells.Select(c => $"{c.Column} {c.Count} {string.Join(" and ", c.Examples)}").ShouldBe(
        [
            "grossincome 3 line 2: \"many\" and line 4: \"some\"",
            "lastterm 1 line 5: \"< 1 year\"",
            "tookup 1 line 6: \"perhaps\"",
        ]);
        fault.Message.ShouldContain("say what it stands for in applicant[1].source.map of product.json");
        File.Exists(Target).ShouldBeFalse();
    }

    [Fact]
    public void Damage_that_ends_the_reading_is_named_beside_the_faults_before_it()
    {
        var fault = Should.Throw<FaultyCellsException>(() => Import(
            $"{Header}\nLOW,many,600,30,3,10,1000,4,7.5,1,2000,6,0\nLOW,\"3.2,600,30,3,10,1000,4,7.5,1,2000,6,0\n"));

        fault.Cells.ShouldHaveSingleItem().Column.ShouldBe("grossincome");
        fault.Rows.ShouldHaveSingleItem().ShouldStartWith("The CSV is malformed");
    }

    // A row that neither model learns from may hold anything, as it may in a training.
    [Fact]
    public void Cells_that_no_training_reads_are_no_fault() =>
        Import($"{Header}\nLOW,3.2,600,30,3,10,1000,4,7.5,,what,ever,0\nLOW,1,600,30,3,10,1000,4,7.5,1,1,4,0\n").Rows.ShouldBe(2);

    [Fact]
    public void What_import_lets_pass_training_reads()
    {
        Import($"{Header}\nLOW,3.2,600,30,3,10,\"1,000\",4,7.5,yes,2000,6,0\nHIGH,-,0,20,,5,400,4,11,no,0,0,\n");

        History.Read(Product(), ModelKind.Acceptance, Target).Labels.ShouldBe([1, 0]);
        History.Read(Product(), ModelKind.Risk, Target).Labels.ShouldBe([0]);
    }

    [Fact]
    public void Lacking_columns_are_named_all_at_once() =>
        Should.Throw<FaultyCellsException>(() => Import("risk,itc_score\nLOW,600\n")).Rows.ShouldContain(
            "There is no column itcscore, which the product needs. Did you mean \"itc_score\"?");

    [Fact]
    public void Decimal_commas_are_known_by_the_column_and_else_by_the_file()
    {
        Import("class;rate;amount;code\na;7,5;1.000;0815\nb;11,25;2.500;0816\n", product: null);
        File.ReadAllText(Target).ShouldBe("class,rate,amount,code\na,7.5,1000,0815\nb,11.25,2500,0816\n");
    }

    [Fact]
    public void A_point_in_a_column_of_decimal_commas_is_a_fault_where_a_number_is_needed() =>
        Should.Throw<FaultyCellsException>(() => Import(
            $"{Header}\nLOW,3.2,600,30,3,10,1000,4,\"7,5\",1,2000,6,0\nLOW,3,600,30,3,10,1000,4,7.5,1,2000,6,0\nLOW,3,600,30,3,10,1000,4,\"7,5\",1,2000,6,0\n"))
            .Message.ShouldContain("Column offer4, 1 cell (line 3: \"7.5\"): has a decimal point in a column of decimal commas.");

    [Fact]
    public void Words_and_years_of_columns_that_no_one_needs_stay_as_they_are()
    {
        const string Csv = "length,flag,name\n10+ years,TRUE,Smith\n2 years,FALSE,Miller\n";
        Import(Csv, product: null);
        File.ReadAllText(Target).ShouldBe(Csv);
    }

    [Fact]
    public void Dates_are_read_by_their_declared_formats()
    {
        var product = Product(json => json["history"] = new JsonObject { ["dates"] = new JsonObject { ["on"] = new JsonArray("MMM-yy", "dd.MM.yyyy") } });

        Import($"{Header},on\nLOW,3.2,600,30,3,10,1000,4,7.5,1,2000,6,0,Dec-11\nLOW,3.2,600,30,3,10,1000,4,7.5,1,2000,6,0,24.12.2011\n", product);

        File.ReadAllLines(Target).Select(l => l.Split(',')[^1]).ShouldBe(["on", "2011-12-01", "2011-12-24"]);
        Should.Throw<FaultyCellsException>(() => Import($"{Header},on\nLOW,3.2,600,30,3,10,1000,4,7.5,1,2000,6,0,soon\n", product))
            .Message.ShouldContain("line 2: \"soon\"): is no date of the form MMM-yy or dd.MM.yyyy");
    }

    [Fact]
    public void Three_thousand_columns_are_imported()
    {
        var header = string.Join(',', Enumerable.Range(0, 3011).Select(i => $"c{i}"));
        var row = string.Join(',', Enumerable.Range(0, 3011));
        Import($"{header}\n{row}\n", product: null).Columns.Length.ShouldBe(3011);
    }

    [Fact]
    public void Line_ends_of_carriage_returns_alone_are_line_ends()
    {
        Import("a,b\r1,2\r3,4\r", product: null).Rows.ShouldBe(2);
        File.ReadAllText(Target).ShouldBe("a,b\n1,2\n3,4\n");
    }

    private static ProductDefinition Spreads() => Product(json =>
    {
        foreach (var model in new[] { "risk", "acceptance" })
        {
            json["models"]![model]!["offerColumns"]!["rate"] =
                JsonNode.Parse("""{"column":"offer4","unit":"basisPoints","reference":{"column":"base","per":"year"}}""");
        }
    });

    private ImportSummary Import(string csv) => Import(csv, Product());

    private ImportSummary Import(string csv, ProductDefinition? product)
    {
        var file = new SourceFile(_folder.Write("in.csv", Encoding.UTF8.GetBytes(csv)), product?.History ?? HistoryFormat.Found);
        return new HistoryImport(ImportChecks.None, product).Run(file.Open, Target, force: false, new Progress<double>(), CancellationToken.None);
    }

    private static ProductDefinition Product(Action<JsonObject>? change = null)
    {
        var json = JsonNode.Parse(File.ReadAllText(Repository.File("data/cash-loan/product.json")))!.AsObject();
        change?.Invoke(json);
        return ProductLoader.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }
}
