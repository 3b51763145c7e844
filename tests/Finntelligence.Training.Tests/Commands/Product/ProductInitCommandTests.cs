using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;

namespace Finntelligence.Training.Tests.Commands.Product;

public sealed class ProductInitCommandTests : IDisposable
{
    private readonly TestConsole _console = new();

    public void Dispose() => _console.Dispose();

    // Two thousand made-up loans in the manner of a peer-to-peer lender's export.
    private static string Loans()
    {
        var random = new Random(5);
        var csv = new StringBuilder("id;member_age;loan_amnt;term;int_rate;grade;emp_length;annual_inc;dti;score;issue_d;accepted;loan_status;recoveries;policy_code\n");
        for (var i = 0; i < 2000; i++)
        {
            bool accepted = random.NextDouble() < 0.6, bad = accepted && random.NextDouble() < 0.2;
            string[] cells =
            [
                (100000 + (i * 7)).ToString(CultureInfo.InvariantCulture),
                random.Next(18, 80).ToString(CultureInfo.InvariantCulture),
                random.Next(10, 350) switch { var n => $"{n / 10.0:0.0}00,00" },
                random.Next(2) == 0 ? " 36 months" : " 60 months",
                $"{random.Next(500, 2500) / 100.0:0.00}%".Replace('.', ','),
                "ABCDEFG"[random.Next(7)].ToString(),
                random.Next(12) switch { 0 => "< 1 year", 1 => "n/a", 2 => "1 year", var n => $"{n - 1}{(n == 11 ? "+" : "")} years" },
                random.Next(10000, 200000).ToString(CultureInfo.InvariantCulture),
                $"{random.Next(0, 4000) / 100.0:0.00}".Replace('.', ','),
                random.Next(20) == 0 ? "9999" : random.Next(300, 850).ToString(CultureInfo.InvariantCulture),
                $"{"Jan Feb Mar Apr May Jun".Split(' ')[random.Next(6)]}-11",
                accepted ? "TRUE" : "FALSE",
                !accepted ? "" : bad ? "Charged Off" : random.Next(10) == 0 ? "Current" : "Fully Paid",
                bad ? random.Next(1, 900).ToString(CultureInfo.InvariantCulture) : "0",
                "1",
            ];
            csv.AppendJoin(';', cells).Append('\n');
        }

        return csv.ToString();
    }

    [Fact]
    public async Task A_product_is_proposed_that_loads_imports_and_gives_every_column_a_reason()
    {
        var file = _console.Folder.Write("Loans 2011.csv", Loans());

        string said = await _console.SayAsync("product", "init", "--from", file, "--name", "peer-loan");

        var path = _console.Workspace.ProductFile("peer-loan");
        var product = ProductLoader.Load(path);
        said.ShouldContain("It can be used as it is");
        product.Audit.ShouldBe(["member_age"]);
        product.KnownOnlyAfterOffer.ShouldBe(["accepted", "loan_status", "recoveries"], ignoreOrder: true);
        product.Applicant.Select(f => f.Name).ShouldBe(["grade", "empLength", "annualInc", "dti", "score"]);
        var length = product.Applicant.Single(f => f.Name == "empLength");
        length.Kind.ShouldBe(ApplicantFeatureKind.Number);
        length.Source.Map.ShouldBe(new Dictionary<string, decimal> { ["< 1 year"] = 0.5m });
        product.Applicant.Single(f => f.Name == "score").Source.Missing.ShouldBe(["9999"]);
        product.Applicant.Single(f => f.Name == "grade").Ordered.ShouldBeTrue();
        product.Offer.Months.Values.ShouldBe([36, 60]);
        product.Offer.Rate.Minimum.ShouldBeInRange(5, 5.5m);
        product.Offer.Rate.Maximum.ShouldBeInRange(24.5m, 25);
        product.Risk.Label.Event.ShouldNotBeNull().When.ShouldBe("is Charged Off");
        product.Risk.Filters.Select(f => $"{f.Column} {f.Test.When}").ShouldBe(["accepted is 1", "loan_status is not Current"]);
        product.History.Dates["issue_d"].ShouldBe(["MMM-yy"]);
        said.ShouldContain("it is \"1\" in every row");
        said.ShouldContain("The cells are separated by semicolons.");

        await _console.SayAsync("data", "import", "--product", "peer-loan", "--from", file);
        await _console.SayAsync("product", "check", "--product", "peer-loan");
        var rows = History.Read(product, ModelKind.Acceptance, _console.Folder.File("data/peer-loan/raw/history.csv"));
        rows.Labels.Length.ShouldBe(2000);
    }

    [Fact]
    public async Task On_a_terminal_a_person_is_asked_and_the_answer_counts()
    {
        var file = _console.Folder.Write("loans.csv", Loans());
        // The likeliest of the first question, then down to another answer of the second, and the likeliest of the rest.
        var terminal = new KeyedTerminal([ConsoleKey.Enter, ConsoleKey.DownArrow, .. Enumerable.Repeat(ConsoleKey.Enter, 12)]);
        _console.Terminal = terminal;

        await _console.SayAsync("product", "init", "--from", file, "--name", "asked-loan");

        terminal.Left.ShouldBeInRange(1, 12);
        terminal.Said.ShouldContain("loan_status");
        string asked = File.ReadAllText(_console.Workspace.ProductFile("asked-loan"));
        var kept = new KeyedTerminal();
        _console.Terminal = kept;
        await _console.SayAsync("product", "init", "--from", file, "--name", "likely-loan", "--yes");
        asked.Replace("asked-loan", "likely-loan", StringComparison.Ordinal).ShouldNotBe(File.ReadAllText(_console.Workspace.ProductFile("likely-loan")));
    }

    [Fact]
    public async Task Many_texts_become_a_category_of_the_commonest_with_one_value_for_the_rest()
    {
        var random = new Random(3);
        var csv = new StringBuilder("make,amount,term,rate,loan_status\n");
        for (var i = 0; i < 6000; i++)
        {
            var make = random.Next(2) == 0 ? $"Make {random.Next(5)}" : $"Model {random.Next(400)}";
            csv.Append(CultureInfo.InvariantCulture, $"{make},{random.Next(10, 90)}00,{(random.Next(2) == 0 ? 36 : 60)},{random.Next(500, 900) / 100.0:0.00},{(random.Next(8) == 0 ? "Charged Off" : "Fully Paid")}\n");
        }

        await _console.SayAsync("product", "init", "--from", _console.Folder.Write("cars.csv", csv.ToString()), "--name", "cars");

        var make2 = JsonNode.Parse(File.ReadAllText(_console.Workspace.ProductFile("cars")))!["applicant"]![0]!;
        make2["values"]!.AsArray().Select(v => v!.GetValue<string>()).ShouldBe(["Make 0", "Make 1", "Make 2", "Make 3", "Make 4", "OTHER"]);
        make2["source"]!["others"]!.GetValue<string>().ShouldBe("OTHER");
        make2["note"]!.GetValue<string>().ShouldContain("group them in source.groups");
    }

    [Fact]
    public async Task What_no_file_can_tell_is_left_to_a_person_by_name()
    {
        JsonElement document = JsonDocument.Parse(await _console.SayAsync(
            "product", "init", "--from", _console.Folder.Write("x.csv", "grade,income\nA,1\nB,2\nA,3\nB,4\n"), "--json")).RootElement;

        document.GetProperty("name").GetString().ShouldBe("x");
        var notes = document.GetProperty("notes").EnumerateArray().Select(n => n.GetString()!).ToArray();
        notes.ShouldContain(n => n.StartsWith("No column looks like a label of default.", StringComparison.Ordinal));
        notes.ShouldContain(n => n.StartsWith("currency is XXX", StringComparison.Ordinal));
        document.GetProperty("faults").EnumerateArray().Select(f => f.GetProperty("path").GetString()).ShouldContain("models.risk");
        JsonNode.Parse(File.ReadAllText(document.GetProperty("path").GetString()!))!["applicant"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_definition_that_is_there_is_kept()
    {
        _console.Folder.Write("data/cash-loan/product.json", "{}");
        var file = _console.Folder.Write("x.csv", "a\n1\n");

        (await _console.RunAsync("product", "init", "--from", file, "--name", "cash-loan")).ShouldBe(1);

        _console.Error.ShouldContain("is there already");
        File.ReadAllText(_console.Workspace.ProductFile("cash-loan")).ShouldBe("{}");
    }

    [Fact]
    public async Task A_name_that_is_none_is_refused()
    {
        (await _console.RunAsync("product", "init", "--from", _console.Folder.Write("x.csv", "a\n1\n"), "--name", "../x")).ShouldBe(1);
        _console.Error.ShouldContain("lower-case letters, digits and hyphens");
    }
}
