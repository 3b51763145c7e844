using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Finntelligence.Training.Tests.Commands.Experiments;

namespace Finntelligence.Training.Tests.Commands.Evidence;

public partial class ReportCommandTests(TrainedWorkspace trained) : IClassFixture<TrainedWorkspace>
{
    private static readonly string[] Files = ["report.html", "report.json", "model-card.md", "data-card.md"];
    private static readonly SemaphoreSlim Once = new(1);
    private static Dictionary<string, string>? _texts;

    [Fact]
    public async Task Report_Writes_the_same_bytes_whatever_the_threads()
    {
        using var console = Prepared();
        await console.SayAsync("report", "--threads", "1", "--current", console.Folder.File("data/cash-loan/simulated.csv.gz"));

        for (int i = 0; i < Files.Length; i++)
            File.ReadAllText(Written(console, Files[i])).ShouldBe((await Texts())[Files[i]], Files[i]);
    }

    [Theory]
    [InlineData("--from is instead of --current.", "--current", "a", "--from", "b")]
    [InlineData("--name is for --from.", "--name", "a")]
    [InlineData("nowhere: there is no such file", "--from", "nowhere")]
    public async Task Report_Names_a_mistake_with_parts(string said, params string[] args)
    {
        using var console = Prepared();
        (await console.RunAsync(["report", .. args])).ShouldBe(1);
        console.Error.ShouldContain(said);
    }

    [Fact]
    public async Task Report_Tells_of_the_price_experiment_and_is_without_one_as_it_was()
    {
        (await Texts())["report.html"].ShouldNotContain("Price experiment");
        using var console = Prepared();
        console.Folder.Write("data/cash-loan/pricing-experiment.json", DecisionLogs.Experiment);

        await console.SayAsync("experiment", "rehearse", "--seeds", "2", "--months", "6", "--applicants", "100", "--history", "1500");

        await console.SayAsync("report");

        string html = File.ReadAllText(Written(console, "report.html"));
        html.ShouldContain("<h2 id=\"rehearsal\">Price experiments, rehearsed</h2>");
        html.ShouldContain("2 simulated lenders of each kind live 6 months");
        html.ShouldContain("<h2 id=\"experiment\">Price experiment</h2>");
        html.ShouldContain("softmax, at least 80");
        html.ShouldContain("To learn what a point of rate does");
    }

    [Fact]
    public async Task Report_Is_one_page_that_needs_nothing_else_and_has_words_for_every_chart()
    {
        string html = (await Texts())["report.html"];

        html.Length.ShouldBeLessThan(1_000_000);
        html.ShouldNotContain("<script", Case.Insensitive);
        html.ShouldNotContain("http://");
        html.ShouldNotContain("https://");
        html.ShouldNotContain("<img");
        html.ShouldContain("prefers-color-scheme:dark");
        html.ShouldNotContain("NaN");
        MatchCollection charts = Svg().Matches(html);
        charts.Count.ShouldBeGreaterThan(30);
        foreach (Match chart in charts)
        {
            var svg = XElement.Parse(chart.Value.Replace("&nbsp;", " ", StringComparison.Ordinal));
            svg.Attribute("role")!.Value.ShouldBe("img");
            string[] named = svg.Attribute("aria-labelledby")!.Value.Split(' ');
            svg.Elements().Where(e => named.Contains(e.Attribute("id")?.Value)).Select(e => e.Name.LocalName).ShouldBe(["title", "desc"]);
            svg.Elements("desc").Single().Value.Length.ShouldBeGreaterThan(10);
        }

        foreach (Match link in Anchor().Matches(html))
            html.ShouldContain($"id=\"{link.Groups[1].Value}\"");
        html.ShouldContain("The present: simulated.csv.gz");
    }

    [Fact]
    public async Task Report_Shows_no_group_of_fewer_than_ten_and_measures_what_the_registry_holds()
    {
        var report = JsonDocument.Parse((await Texts())["report.json"]).RootElement;

        report.GetProperty("verdict").GetProperty("checks").EnumerateArray()
            .Where(c => c.GetProperty("name").GetString()!.Contains("can be reproduced")).Select(c => c.GetProperty("outcome").GetString())
            .ShouldBe(["passed", "passed"]);
        foreach (var model in report.GetProperty("models").EnumerateArray())
        {
            foreach (var registered in model.GetProperty("registered").EnumerateObject())
                model.GetProperty("metrics").GetProperty(registered.Name).GetDouble().ShouldBe(registered.Value.GetDouble(), registered.Name);
            model.GetProperty("outOfTime").GetProperty("tested").GetString().ShouldBe("wave 3");
        }

        Numbers(report, "rows").Concat(Numbers(report.GetProperty("fairness"), "people")).Where(n => n > 0).ShouldAllBe(n => n >= 10);
        foreach (var driver in report.GetProperty("drivers").EnumerateArray())
        {
            driver.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("name").GetString())
                .ShouldNotContain(name => report.GetProperty("product").GetProperty("audit").EnumerateArray().Any(a => a.GetString() == name));
        }
    }

    [Fact]
    public async Task Report_Tells_how_the_versions_came_to_where_they_are_and_has_lines_to_sign()
    {
        var report = JsonDocument.Parse((await Texts())["report.json"]).RootElement.GetProperty("history");
        string html = (await Texts())["report.html"];

        report.GetProperty("versions").EnumerateArray().Select(v => (v.GetProperty("kind").GetString(), v.GetProperty("isSimulated").GetBoolean()))
            .ShouldBe([("acceptance", true), ("risk", true)]);
        report.GetProperty("moves").EnumerateArray().Select(m => m.GetProperty("alias").GetString()).ShouldBe(["staging", "staging", "production", "production"]);
        html.ShouldContain("History of the versions");
        html.ShouldContain("a test (overridden: ");
        Regex.Count(html, "<span>Date and signature</span>").ShouldBe(3);
        // Nobody lived the twin's rows, however good the figures.
        JsonDocument.Parse((await Texts())["report.json"]).RootElement.GetProperty("verdict").GetProperty("level").GetString().ShouldBe("doNotPromote");
    }

    [Fact]
    public async Task Report_Escapes_what_product_json_says()
    {
        string html = (await Texts())["report.html"];

        html.ShouldNotContain("<script");
        html.ShouldNotContain("<b>ZAR");
        html.ShouldNotContain("<i>gross");
        html.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;loan&quot;");
        (await Texts())["model-card.md"].ShouldNotContain("<script>");
        (await Texts())["data-card.md"].ShouldContain("Income \\| \\<i\\>gross");
    }

    [Fact]
    public async Task Report_Gives_no_verdict_on_another_history_than_the_models_learned_from()
    {
        using var console = Prepared();
        await console.SayAsync("data", "simulate", "--rows", "1600", "--seed", "5", "--out", console.Folder.File("other.csv"));
        console.Forget();

        (await console.RunAsync("report", "--data", console.Folder.File("other.csv"), "--out", console.Folder.File("out"))).ShouldBe(0, console.Error);

        console.Error.ShouldContain("another history");
        File.ReadAllText(console.Folder.File("out/report.html")).ShouldContain("Not the data of these models");
        File.Exists(Written(console, "report.html")).ShouldBeFalse();
    }

    [Fact]
    public async Task Report_Names_a_fault_in_its_settings()
    {
        using var console = Prepared();
        console.Folder.Write("data/cash-loan/report.json", "{\"period\":\"week\"}");

        (await console.RunAsync("report")).ShouldBe(1);
        console.Error.ShouldContain("\"week\"");
    }

    // One report serves most tests: it takes seconds.
    private async Task<Dictionary<string, string>> Texts()
    {
        await Once.WaitAsync();
        try
        {
            if (_texts is null)
            {
                using var console = Prepared();
                await console.SayAsync("report", "--threads", "2", "--current", console.Folder.File("data/cash-loan/simulated.csv.gz"));
                _texts = Files.ToDictionary(f => f, f => File.ReadAllText(Written(console, f)));
            }

            return _texts;
        }
        finally
        {
            Once.Release();
        }
    }

    /// <summary>A workspace with a trained pair of models, whose product says what must be escaped.</summary>
    private TestConsole Prepared()
    {
        var console = trained.Copy();
        console.Folder.Write("data/cash-loan/report.json", File.ReadAllBytes(Repository.File("data/cash-loan/report.json")));
        string path = console.Folder.File("data/cash-loan/product.json");
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        json["title"] = "A <script>alert(1)</script> & \"loan\"";
        json["applicant"]![1]!["unit"] = "<b>ZAR</b>";
        json["applicant"]![1]!["description"] = "Income | <i>gross</i>";
        File.WriteAllText(path, json.ToJsonString());
        return console;
    }

    private static string Written(TestConsole console, string file) => console.Folder.File($"models/cash-loan/{file}");

    private static IEnumerable<double> Numbers(JsonElement json, string name) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().SelectMany(e => Numbers(e, name)),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(m =>
            m.Name == name && m.Value.ValueKind == JsonValueKind.Number ? [m.Value.GetDouble()] : Numbers(m.Value, name)),
        _ => [],
    };

    [GeneratedRegex("<svg .*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Svg();

    [GeneratedRegex("<a href=\"#([^\"]+)\"")]
    private static partial Regex Anchor();
}
