using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Requests;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Portfolios.Tests.Scoring;

namespace Finntelligence.Training.Tests.Commands.Portfolios;

public sealed class ScoreCommandTests : IDisposable
{
    private const int Applicants = 300;
    private const int Faulty = Applicants / 20;

    private readonly TestConsole _console = new();

    public ScoreCommandTests() => _console.ShipModels();

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task Every_Line_Has_The_Engines_Own_Answer_In_Its_Place()
    {
        var models = RegisteredModels.Load(new Workspace(_console.Folder.Path), "cash-loan", "production");
        var (reader, engine) = (new RequestLineReader(models.Product, 0), models.Engine());
        var text = SomeApplicants.Ndjson(Applicants);
        (await ScoreAsync("in.ndjson", text)).ShouldBe(0, _console.Error);

        var expected = text.TrimEnd('\n').Split('\n').Select(l => reader.Read(Encoding.UTF8.GetBytes(l))).Where(r => r.Request is not null).ToList();
        var answers = Lines("out").Select(l => JsonNode.Parse(l)!).ToList();
        answers.Count.ShouldBe(expected.Count);
        foreach (var (answer, reading) in answers.Zip(expected))
        {
            Decision decision = engine.Decide(reading.Request!);
            answer["id"]!.ToJsonString().ShouldBe(reading.Id);
            answer["decision"]!.GetValue<string>().ShouldBe(decision.Offer is null ? "decline" : "offer");
            answer["offer"]!["amount"]!.GetValue<decimal>().ShouldBe(decision.Offer!.Terms.Amount);
            answer["offer"]!["months"]!.GetValue<int>().ShouldBe(decision.Offer.Terms.Months);
            answer["offer"]!["rate"]!.GetValue<decimal>().ShouldBe(decision.Offer.Terms.Rate);
            answer["offer"]!["expectedProfit"]!.GetValue<double>().ShouldBe(decision.Offer.ExpectedProfit, 0.005001);
            answer["search"]!["offersConsidered"]!.GetValue<int>().ShouldBe(decision.Search.OffersConsidered);
        }
    }

    [Fact]
    public async Task Csv_Says_The_Same_As_Ndjson()
    {
        (await ScoreAsync("in.ndjson", SomeApplicants.Ndjson(Applicants))).ShouldBe(0);
        var json = Lines("out").Select(l => JsonNode.Parse(l)!).ToList();
        (await ScoreAsync("in.csv", SomeApplicants.Csv(Applicants))).ShouldBe(0);
        var rows = Lines("out").Select(l => l.Split(',')).ToList();

        var header = rows[0];
        rows.Count.ShouldBe(json.Count + 1);
        foreach (var (row, answer) in rows.Skip(1).Zip(json))
        {
            row.Length.ShouldBe(header.Length);
            foreach (var (name, cell) in header.Zip(row))
            {
                var value = name is "id" or "decision" ? answer[name] : answer["search"]![name] ?? answer["offer"]?[name];
                cell.ShouldBe(value is null ? "" : value.GetValueKind() == System.Text.Json.JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString());
            }
        }
    }

    [Theory]
    [InlineData("in.csv")]
    [InlineData("in.ndjson")]
    public async Task Output_Does_Not_Depend_On_Threads_Or_On_The_Way_In_And_Out(string name)
    {
        var text = name == "in.csv" ? SomeApplicants.Csv(900) : SomeApplicants.Ndjson(900);
        (await ScoreAsync(name, text, "--threads", "1")).ShouldBe(0);
        var (output, errors) = (Text("out"), Text("errors"));
        (await ScoreAsync(name, text, "--threads", "5")).ShouldBe(0);
        (Text("out"), Text("errors")).ShouldBe((output, errors));

        _console.Input = Encoding.UTF8.GetBytes(text);
        (await _console.RunAsync("score", "--errors", _console.Folder.File("errors"))).ShouldBe(0);
        (Encoding.UTF8.GetString(_console.OutputBytes.ToArray()), Text("errors")).ShouldBe((output, errors));
    }

    [Fact]
    public async Task A_File_In_Any_Form_That_An_Import_Reads_Is_Scored_As_The_Plain_One()
    {
        var text = SomeApplicants.Csv(60);
        (await ScoreAsync("in.csv", text)).ShouldBe(0, _console.Error);
        var expected = Text("out");

        var semicolons = text.Replace(',', ';');
        (await ScoreAsync("in.txt", semicolons)).ShouldBe(0, _console.Error);
        Text("out").ShouldBe(expected);
        using (var gzip = new System.IO.Compression.GZipStream(
                   File.Create(_console.Folder.File("in.csv.gz")), System.IO.Compression.CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        using (var zip = System.IO.Compression.ZipFile.Open(_console.Folder.File("in.zip"), System.IO.Compression.ZipArchiveMode.Create))
        using (var entry = zip.CreateEntry("export.csv").Open())
            entry.Write(Encoding.UTF8.GetBytes(semicolons));
        foreach (var packed in (string[])["in.csv.gz", "in.zip"])
        {
            (await _console.RunAsync(
                "score", "--in", _console.Folder.File(packed), "--out", _console.Folder.File("out"), "--errors", _console.Folder.File("errors")))
                .ShouldBe(0, _console.Error);
            Text("out").ShouldBe(expected, packed);
        }
    }

    [Fact]
    public async Task Shards_Of_Lines_Come_To_The_Same_Bytes_As_The_Whole()
    {
        foreach (var (text, columns) in ((string, string[])[])
                 [
                     (SomeApplicants.Ndjson(300), []),
                     (string.Join('\n', SomeApplicants.Rows(300).Select(r => string.Join(',', r))) + "\n", ["--columns", SomeApplicants.Header]),
                 ])
        {
            var whole = await PipeAsync(text, columns);
            var shards = new StringBuilder();
            foreach (var shard in text.TrimEnd('\n').Split('\n').Chunk(77))
                shards.Append(await PipeAsync(string.Join('\n', shard) + "\n", columns));
            shards.ToString().ShouldBe(whole);
        }
    }

    [Fact]
    public async Task Bad_Lines_Are_Told_With_Their_Number_And_The_Rest_Is_Scored()
    {
        var lines = SomeApplicants.Csv(8).Split('\n');
        lines[2] = "c1,LOW,\"3200";
        lines[4] = "c3,LOW";
        lines[5] = "c4,low,much,610,29,3,10,1000,4";
        (await ScoreAsync("in.csv", string.Join('\n', lines))).ShouldBe(0);

        Lines("out").Length.ShouldBe(1 + 4);
        Lines("errors").Select(l => string.Join(',', l.Split(',')[..3])).ShouldBe(
            ["line,id,where", "3,,", "5,,", "6,c4,riskCategory", "6,c4,monthlyIncome", "9,c7,applicationScore"]);
        _console.Output.ShouldContain("4 with faults");
        _console.Output.ShouldNotContain("much");
        Text("errors").ShouldNotContain("much");
    }

    [Fact]
    public async Task Bad_Lines_Of_Json_Are_Told_With_Their_Number()
    {
        (await ScoreAsync("in.ndjson", "{\n{\"id\":7,\"applicant\":{}}\n\nnull\n")).ShouldBe(1);

        _console.Error.ShouldContain("Not one of 3 lines could be scored");
        Text("out").ShouldBeEmpty();
        var errors = Lines("errors").Select(l => JsonNode.Parse(l)!).ToList();
        errors.Select(e => e["line"]!.GetValue<int>()).ShouldBe([1, 2, 4]);
        errors[1]["id"]!.GetValue<int>().ShouldBe(7);
        errors[1]["faults"]!.AsArray().Count.ShouldBe(5);
    }

    [Fact]
    public async Task Bad_Lines_Can_Fail_The_Run_After_The_Rest_Was_Scored()
    {
        (await ScoreAsync("in.csv", SomeApplicants.Csv(Applicants), "--fail-on-errors")).ShouldBe(1);

        Lines("out").Length.ShouldBe(1 + Applicants - Faulty);
        _console.Error.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"{Faulty} of {Applicants} lines"));
    }

    [Fact]
    public async Task A_Line_May_Ask_For_Alternatives_And_An_Explanation()
    {
        var line = SomeApplicants.Ndjson(1).TrimEnd('\n')[..^1] + ",\"alternatives\":2,\"explain\":true}\n";
        (await ScoreAsync("in.ndjson", line)).ShouldBe(0);

        var answer = JsonNode.Parse(Lines("out")[0])!;
        answer["alternatives"]!.AsArray().Count.ShouldBe(2);
        answer["explanation"]!["default"]!["contributions"]!.AsArray().Count.ShouldBe(11); // of 12 inputs; loanToLastLoan is counted with lastLoanAmount
        answer["explanation"]!["acceptance"]!["baseValue"]!.GetValue<double>().ShouldBeLessThan(0);
    }

    [Fact]
    public async Task An_Applicant_Who_Cannot_Be_Served_Is_Declined_With_Reasons()
    {
        var line = SomeApplicants.Ndjson(1).TrimEnd('\n')[..^1] + ",\"constraints\":{\"maxRate\":1}}\n";
        (await ScoreAsync("in.ndjson", line)).ShouldBe(0);
        var answer = JsonNode.Parse(Lines("out")[0])!;
        answer["decision"]!.GetValue<string>().ShouldBe("decline");
        answer["reasons"]![0]!["code"]!.GetValue<string>().ShouldBe("RATE_NOT_AVAILABLE");

        var rows = SomeApplicants.Rows(1).Single();
        (await ScoreAsync("in.csv", $"{SomeApplicants.Header},maxRate,months\n{string.Join(',', rows)},1,\n")).ShouldBe(0);
        Lines("out")[1].ShouldStartWith("c0,decline,,,,,,,,,,,,RATE_NOT_AVAILABLE,");
    }

    [Fact]
    public async Task An_Unfinished_Run_Goes_On_Only_Where_Asked()
    {
        var text = SomeApplicants.Csv(Applicants);
        (await ScoreAsync("in.csv", text, "--resume")).ShouldBe(0, "there is nothing to go on with, so it begins");
        var output = Text("out");
        _console.Folder.Write("out.checkpoint", "{}");
        _console.Folder.Write("out.partial", "rubbish");

        (await ScoreAsync("in.csv", text, "--resume")).ShouldBe(1);
        _console.Error.ShouldContain("no checkpoint");
        (await ScoreAsync("in.csv", text)).ShouldBe(0);
        _console.Error.ShouldContain("warning: An unfinished run is given up");
        Text("out").ShouldBe(output);
        File.Exists(_console.Folder.File("out.checkpoint")).ShouldBeFalse();
    }

    [Fact]
    public async Task Resuming_What_Is_Finished_Says_That_It_Is_Made_Anew()
    {
        (await ScoreAsync("in.csv", SomeApplicants.Csv(2))).ShouldBe(0);
        _console.Error.ShouldNotContain("is finished");

        (await ScoreAsync("in.csv", SomeApplicants.Csv(2), "--resume")).ShouldBe(0);
        _console.Error.ShouldContain("is finished, and does not say what it was made from: it is made anew");
    }

    [Fact]
    public async Task Cancelling_Leaves_What_Was_Scored_Unpublished()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        _console.Folder.Write("in.csv", SomeApplicants.Csv(Applicants));

        (await _console.RunAsync(
            cancellation.Token, "score", "--in", _console.Folder.File("in.csv"), "--out", _console.Folder.File("out"))).ShouldBe(130);
        File.Exists(_console.Folder.File("out")).ShouldBeFalse();
    }

    [Fact]
    public async Task Json_Tells_A_Program_What_Was_Done()
    {
        (await ScoreAsync("in.csv", SomeApplicants.Csv(Applicants), "--json")).ShouldBe(0);

        var result = JsonNode.Parse(_console.Output)!;
        result["counts"]!["faulty"]!.GetValue<int>().ShouldBe(Faulty);
        result["counts"]!["total"]!.GetValue<int>().ShouldBe(Applicants);
        result["models"]!["risk"]!.GetValue<string>().Length.ShouldBe(64);
    }

    [Theory]
    [InlineData("--in", "absent.csv")]
    [InlineData("--in", "in.csv", "--out", "in.csv")]
    [InlineData("--in", "in.csv", "--out", "-", "--resume")]
    [InlineData("--in", "in.csv", "--out", "-", "--json")]
    [InlineData("--in", "in.csv", "--out", "out", "--format", "parquet")]
    [InlineData("--in", "in.csv", "--out", "out", "--threads", "-1")]
    [InlineData("--in", "in.csv", "--out", "out", "--alias", "nobody")]
    [InlineData("--in", "in.csv", "--out", "out", "--product", "no-such")]
    [InlineData("--in", "in.csv", "--out", "out", "--source-columns")]
    [InlineData("--in", "in.csv", "--out", "out", "--columns", "a,b")]
    [InlineData("--in", "empty.csv", "--out", "out")]
    [InlineData("--in", "wrong.csv", "--out", "out")]
    [InlineData("--in", "quotes.csv", "--out", "out")]
    [InlineData("--in", "in.csv.gz", "--out", "out")]
    public async Task A_Mistake_Is_One_Line_And_Leaves_Nothing_Behind(params string[] args)
    {
        _console.Folder.Write("in.csv", SomeApplicants.Csv(3));
        _console.Folder.Write("in.csv.gz", [0x1F, 0x8B]);
        _console.Folder.Write("empty.csv", "");
        _console.Folder.Write("wrong.csv", "id,riskCategory,colour\n");
        _console.Folder.Write("quotes.csv", "\"id,riskCategory\n");
        var paths = args.Select(a => a is "out" || a.Contains(".csv", StringComparison.Ordinal) ? _console.Folder.File(a) : a);

        (await _console.RunAsync(["score", .. paths])).ShouldBe(1);
        _console.Error.TrimEnd('\n').ShouldNotContain("\n");
        _console.Error.ShouldNotContain("defect");
        Directory.GetFiles(_console.Folder.Path, "out*").ShouldBeEmpty();
    }

    private Task<int> ScoreAsync(string name, string text, params string[] more)
    {
        _console.Folder.Write(name, text);
        return _console.RunAsync(
            ["score", "--in", _console.Folder.File(name), "--out", _console.Folder.File("out"), "--errors", _console.Folder.File("errors"), .. more]);
    }

    private async Task<string> PipeAsync(string text, string[] more)
    {
        _console.Input = Encoding.UTF8.GetBytes(text);
        _console.OutputBytes.SetLength(0);
        (await _console.RunAsync(["score", .. more])).ShouldBe(0, _console.Error);
        return Encoding.UTF8.GetString(_console.OutputBytes.ToArray());
    }

    private string Text(string name) => File.ReadAllText(_console.Folder.File(name));

    private string[] Lines(string name) => Text(name).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
