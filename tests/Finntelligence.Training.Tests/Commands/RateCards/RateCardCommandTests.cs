using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Finntelligence.Lending.RateCards;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Tests.MLflow;
using Finntelligence.Portfolios.Tests.Scoring;

namespace Finntelligence.Training.Tests.Commands.RateCards;

public sealed class RateCardCommandTests : IDisposable
{
    private readonly TestConsole _console = new();

    public RateCardCommandTests()
    {
        _console.ShipModels();
        _console.Folder.Write("data/cash-loan/experiment.json", File.ReadAllBytes(Repository.File("data/cash-loan/experiment.json")));
    }

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task A_card_is_found_shown_and_registered_and_the_same_again_is_the_same_version()
    {
        await _console.SayAsync("data", "simulate", "--rows", "2000");
        string out1 = _console.Folder.File("card");

        var said = JsonNode.Parse(await _console.SayAsync("ratecard", "--out", out1, "--json"))!;

        said["version"]!.GetValue<int>().ShouldBe(1);
        var figures = said["figures"]!;
        int customers = figures["source"]!["customers"]!.GetValue<int>();
        figures["cells"]!.AsArray().Sum(c => c!["customers"]!.GetValue<int>()).ShouldBe(customers);
        figures["cells"]!.AsArray().ShouldAllBe(c => c!["customers"]!.GetValue<int>() >= 100);
        figures["tried"]!.AsArray().Count(t => t!["isChosen"]!.GetValue<bool>()).ShouldBe(1);
        figures["tried"]!.AsArray().Count.ShouldBe(4);
        figures["search"]!["isProven"]!.GetValue<bool>().ShouldBeTrue();
        // The card cannot beat pricing one by one where both are counted by the models.
        figures["oneByOne"]!["profit"]!.GetValue<double>().ShouldBeGreaterThanOrEqualTo(figures["oneByOne"]!["cardProfit"]!.GetValue<double>());
        figures["audit"]!.AsArray().Count.ShouldBeGreaterThan(0);
        string csv = File.ReadAllText(Path.Combine(out1, "card.csv"));
        csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1 + figures["cells"]!.AsArray().Count);
        string html = File.ReadAllText(Path.Combine(out1, "card.html"));
        foreach (string section in (string[])["summary", "card", "cells", "moved", "audit", "rules", "method", "signoff"])
            html.ShouldContain($"<h2 id=\"{section}\">");
        html.ShouldNotContain("<script");
        Regex.IsMatch(html, "NaN|∞").ShouldBeFalse();
        CardArtifact.Read(File.ReadAllBytes(Path.Combine(out1, "card.json")), Finntelligence.Lending.Loading.ProductLoader.Load(_console.Folder.File("data/cash-loan/product.json")))
            .Card.Cells.Length.ShouldBe(figures["cells"]!.AsArray().Count);

        // On any number of threads.
        string again = await _console.SayAsync("ratecard", "--out", _console.Folder.File("again"), "--threads", "1");
        again.ShouldContain("ratecard 1 is this very card, byte for byte.");
        foreach (string file in (string[])["card.json", "card.csv", "card.html", "figures.json"])
            File.ReadAllBytes(Path.Combine(_console.Folder.File("again"), file)).ShouldBe(File.ReadAllBytes(Path.Combine(out1, file)));
    }

    [Fact]
    public async Task A_card_is_gated_promoted_used_and_rolled_back_like_a_model()
    {
        await _console.SayAsync("data", "simulate", "--rows", "1500");
        await _console.SayAsync("ratecard", "--out", _console.Folder.File("one"), "--cells", "1");
        await _console.SayAsync("ratecard", "--out", _console.Folder.File("three"), "--cells", "3");

        // Nobody lived the twin.
        _console.Forget();
        (await _console.RunAsync("models", "promote", "ratecard", "--alias", "production")).ShouldBe(1);
        _console.Error.ShouldContain("ratecard data: simulated");
        await _console.SayAsync("models", "promote", "ratecard/1", "--alias", "production", "--force", "--reason", "a test");
        (await _console.SayAsync("models", "promote", "ratecard/2", "--alias", "production", "--force", "--reason", "a test")).ShouldContain("production: ratecard 1 → 2");

        (await _console.SayAsync("models", "list")).ShouldContain("ratecard");
        string shown = await _console.SayAsync("models", "show", "ratecard");
        shown.ShouldContain("Cells");
        shown.ShouldContain("riskCategory is");
        await _console.SayAsync("models", "verify");
        _console.Forget();
        (await _console.RunAsync("models", "diff", "ratecard/1", "ratecard/2")).ShouldBe(1);
        _console.Error.ShouldContain("is a rate card");

        Use("offer");
        var card = Card();
        _console.Folder.Write("in.csv", SomeApplicants.Csv(60));
        await _console.SayAsync("score", "--in", _console.Folder.File("in.csv"), "--out", _console.Folder.File("out.csv"), "--errors", _console.Folder.File("errors.csv"));
        string[][] rows = [.. File.ReadAllLines(_console.Folder.File("out.csv")).Select(l => l.Split(','))];
        int decision = Array.IndexOf(rows[0], "decision"), rate = Array.IndexOf(rows[0], "rate"), cell = Array.IndexOf(rows[0], "cardCell");
        rows[1..].Count(r => r[decision] == "offer").ShouldBeGreaterThan(10);
        foreach (string[] row in rows[1..].Where(r => r[decision] == "offer"))
            double.Parse(row[rate], System.Globalization.CultureInfo.InvariantCulture).ShouldBeLessThanOrEqualTo((double)card.Cells.Single(c => c.Name == row[cell]).Rate);

        (await _console.SayAsync("models", "rollback", "--reason", "a test")).ShouldContain("production: ratecard 2 → 1");
        await _console.SayAsync("score", "--in", _console.Folder.File("in.csv"), "--out", _console.Folder.File("back.csv"), "--errors", _console.Folder.File("errors.csv"));
        File.ReadAllLines(_console.Folder.File("back.csv"))[1..].Where(l => l.Contains("offer", StringComparison.Ordinal)).ShouldAllBe(l => l.Contains(",A,", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-0.5, 0, 0.9, "ratecard gain: -0.5 [-1, 1] a customer, held out")]
    [InlineData(0.5, 2, 0.9, "ratecard rules: 2 broken")]
    [InlineData(0.5, 0, 0.7, "ratecard impact: 0.7")]
    [InlineData(0.5, 0, 0.9, null)]
    public async Task A_card_must_gain_keep_its_rules_and_treat_groups_alike_where_that_is_asked(double gain, double broken, double ratio, string? refusal)
    {
        _console.Folder.Write("data/cash-loan/promotion.json", """{ "leastImpactRatio": 0.8 }""");
        Register(new CardMaking
        {
            Objective = "models",
            RiskSha256 = "a",
            AcceptanceSha256 = "b",
            DataName = "history.csv",
            DataSha256 = "c",
            IsSimulated = false,
            Metrics = System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, double>
            {
                [CardMetrics.Gain] = gain,
                [CardMetrics.GainLow] = -1,
                [CardMetrics.GainHigh] = 1,
                [CardMetrics.RulesBroken] = broken,
                [CardMetrics.LeastImpactRatio] = ratio,
            }),
        });

        (await _console.RunAsync("models", "promote", "ratecard", "--alias", "production")).ShouldBe(refusal is null ? 0 : 1, _console.Error);

        if (refusal is not null)
            _console.Error.ShouldContain(refusal);
    }

    [Fact]
    public async Task A_card_of_which_nothing_is_known_needs_a_person_who_says_why()
    {
        Register(null);

        (await _console.RunAsync("models", "promote", "ratecard", "--alias", "production")).ShouldBe(1);
        _console.Error.ShouldContain("ratecard gain: not measured");
        (await _console.RunAsync("models", "promote", "ratecard", "--alias", "production", "--force", "--reason", "written by the committee")).ShouldBe(0, _console.Error);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task With_an_MLflow_server_the_card_is_registered_and_promoted_there_too(int majorVersion)
    {
        await _console.SayAsync("data", "simulate", "--rows", "1500");
        var server = new FakeMlflowServer(majorVersion);
        (_console.Network, _console.Variables["MLFLOW_TRACKING_URI"]) = (server, "http://mlflow.test:5000");

        string said = await _console.SayAsync("ratecard", "--out", _console.Folder.File("card"), "--cells", "2");

        said.ShouldContain("Sent to MLflow at http://mlflow.test:5000");
        server.Aliases.ShouldContain(alias => alias.Key.Model == "cash-loan-ratecard" && alias.Key.Alias == "staging" && alias.Value == 1);
        string[] promote = ["models", "promote", "ratecard", "--alias", "production", "--registry", "mlflow"];
        (await _console.RunAsync(promote)).ShouldBe(1);
        _console.Error.ShouldContain("ratecard data: simulated");
        await _console.SayAsync([.. promote, "--force", "--reason", "a test"]);
        server.Aliases.ShouldContain(alias => alias.Key.Model == "cash-loan-ratecard" && alias.Key.Alias == "production" && alias.Value == 1);
        (await _console.SayAsync("models", "show", "ratecard@production", "--registry", "mlflow")).ShouldContain("Cells");
    }

    [Fact]
    public async Task A_product_that_asks_for_a_card_needs_one()
    {
        Use("offer");
        _console.Folder.Write("in.csv", SomeApplicants.Csv(3));

        (await _console.RunAsync("score", "--in", _console.Folder.File("in.csv"), "--out", _console.Folder.File("out.csv"))).ShouldBe(1);

        _console.Error.ShouldContain("ratecard");
        File.Exists(_console.Folder.File("out.csv")).ShouldBeFalse();
    }

    [Fact]
    public async Task Rules_are_kept_and_their_faults_are_told_at_once()
    {
        await _console.SayAsync("data", "simulate", "--rows", "1500");
        _console.Folder.Write("data/cash-loan/ratecard.json", """{ "depth": 7, "splitBy": ["colour"], "fewest": 3 }""");
        (await _console.RunAsync("ratecard", "--out", _console.Folder.File("card"))).ShouldBe(1);
        foreach (string place in (string[])["depth", "splitBy[0]", "fewest"])
            _console.Error.ShouldContain(place);
        Directory.Exists(_console.Folder.File("card")).ShouldBeFalse();

        _console.Folder.Write("data/cash-loan/ratecard.json", """
            {
              "splitBy": ["riskCategory", "applicationScore", "priorLoans"], "depth": 3, "mostCells": 4, "fewestCustomers": 120, "greatestJump": 2, "greatestChange": 3,
              "order": [{ "feature": "riskCategory", "rate": "rises" }], "notSplit": [{ "by": "priorLoans", "where": { "feature": "riskCategory", "values": ["HIGH"] } }]
            }
            """);
        var said = JsonNode.Parse(await _console.SayAsync("ratecard", "--out", _console.Folder.File("card"), "--searches", "20", "--no-register", "--json"))!;

        said["version"].ShouldBeNull();
        said["figures"]!["rules"]!.AsArray().Count.ShouldBe(5);
        said["figures"]!["rules"]!.AsArray().ShouldAllBe(r => r!["broken"]!.AsArray().Count == 0);
        said["figures"]!["moved"]!.AsArray().ShouldAllBe(m => m!["greatestFall"]!.GetValue<double>() <= 3 && m["greatestRise"]!.GetValue<double>() <= 3);
    }

    [Fact]
    public async Task Applicants_may_stand_in_for_the_history()
    {
        _console.Folder.Write("in.csv", SomeApplicants.Csv(400));

        string said = await _console.SayAsync("ratecard", "--in", _console.Folder.File("in.csv"), "--out", _console.Folder.File("card"), "--no-register");

        said.ShouldContain("The card");
        File.ReadAllText(_console.Folder.File("card/card.html")).ShouldContain("came without audit-only columns");
        (await _console.RunAsync("ratecard", "--in", _console.Folder.File("in.csv"), "--out", "x", "--objective", "heldOut")).ShouldBe(1);
        _console.Error.ShouldContain("--objective heldOut needs a history");
    }

    [Fact]
    public async Task By_held_out_offers_the_card_is_told_with_its_noise()
    {
        await _console.SayAsync("data", "simulate", "--rows", "7000");

        var said = JsonNode.Parse(await _console.SayAsync("ratecard", "--out", _console.Folder.File("card"), "--objective", "heldOut", "--no-register", "--json"))!;

        var figures = said["figures"]!;
        figures["objective"]!.GetValue<string>().ShouldBe("heldOut");
        var gain = figures["heldOut"]!["gain"]!;
        gain["low"]!.GetValue<double>().ShouldBeLessThan(gain["high"]!.GetValue<double>());
        File.ReadAllText(_console.Folder.File("card/card.html")).ShouldContain("doubly robust");
    }

    private SegmentCard Card() => CardArtifact.Read(
        File.ReadAllBytes(_console.Folder.File("models/cash-loan/ratecard/2/model.zip")),
        Finntelligence.Lending.Loading.ProductLoader.Load(_console.Folder.File("data/cash-loan/product.json"))).Card;

    private void Register(CardMaking? making)
    {
        var product = Finntelligence.Lending.Loading.ProductLoader.Load(_console.Folder.File("data/cash-loan/product.json"));
        byte[] card = CardJson.Write(new SegmentCard("cash-loan", new CardCell("A", 7.5m), making), product);
        new LocalModelRegistry(_console.Folder.File("models/cash-loan"), TimeProvider.System)
            .Register(SegmentCard.Kind, card, new VersionInfo(new DataReference("history.csv", "0", "0"), new Dictionary<string, string>(), 0, "1.0.0"));
    }

    private void Use(string use)
    {
        JsonNode product = JsonNode.Parse(File.ReadAllText(_console.Folder.File("data/cash-loan/product.json")))!;
        product["policy"]!["rateCard"] = new JsonObject { ["use"] = use };
        _console.Folder.Write("data/cash-loan/product.json", product.ToJsonString());
    }
}
