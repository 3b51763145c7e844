using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Decisions.Outcomes;
using Finntelligence.Decisions.Records;
using Finntelligence.Decisions.Storage;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;
using Finntelligence.Portfolios.Tests.Scoring;

namespace Finntelligence.Training.Tests.Commands.Decisions;

public sealed class DecisionsCommandTests : IDisposable
{
    private readonly TestConsole _console = new();

    public void Dispose() => _console.Dispose();

    [Theory]
    [InlineData("csv")]
    [InlineData("ndjson")]
    public async Task What_is_exported_monitor_takes_in(string format)
    {
        _console.ShipModels();
        await LogAsync(30, DateTimeOffset.UtcNow);
        var file = _console.Folder.File($"decisions.{format}");

        JsonNode.Parse(await _console.SayAsync("decisions", "export", "--out", file, "--json"))!["written"]!.GetValue<int>().ShouldBe(30);

        _console.Forget();
        (await _console.RunAsync("monitor", "--current", file, "--json")).ShouldBeOneOf(0, 2);
        var monitored = JsonNode.Parse(_console.Output)!;
        monitored["figures"]!["rows"]!.GetValue<int>().ShouldBe(30, _console.Output[..Math.Min(2000, _console.Output.Length)]);
        monitored["faults"]!.AsArray().ShouldBeEmpty();
    }

    // What the service keeps of a year: everybody was decided about, some took the offer, and of most of these it is known what became.
    [Fact]
    public async Task From_what_is_exported_models_are_trained_and_made_again()
    {
        _console.ShipModels();
        await LiveAsync(applicants: 3000);
        var file = _console.Folder.File("data/cash-loan/decisions.csv");
        await _console.SayAsync("decisions", "export", "--out", file);

        (await _console.RunAsync("train", "--data", file)).ShouldBe(0, _console.Error);

        _console.Output.ShouldContain("which has the product's own names");
        _console.Output.ShouldContain("rows since: AUC");
        var known = File.ReadLines(file).Skip(1).Select(l => l.Split(',')).ToArray();
        var header = File.ReadLines(file).First().Split(',');
        int Count(string column, string other) => known.Count(c => c[Array.IndexOf(header, column)].Length > 0 && (other.Length == 0 || c[Array.IndexOf(header, other)] == "1"));
        var acceptance = JsonNode.Parse(await _console.SayAsync("models", "show", "acceptance@staging", "--json"))!.ToJsonString();
        acceptance.ShouldContain($"\"rows\":{Count("accepted", "")}");
        acceptance.ShouldNotContain("randomised\"");
        JsonNode.Parse(await _console.SayAsync("models", "show", "risk@staging", "--json"))!.ToJsonString().ShouldContain($"\"rows\":{Count("defaulted", "accepted")}");
        (await _console.RunAsync("reproduce", "acceptance@staging")).ShouldBe(0, _console.Error);
    }

    [Fact]
    public async Task Standard_output_carries_the_export_alone()
    {
        await LogAsync(2, DateTimeOffset.UtcNow);

        (await _console.RunAsync("decisions", "export", "--out", "-", "--format", "csv")).ShouldBe(0, _console.Error);

        Encoding.UTF8.GetString(_console.OutputBytes.ToArray()).Split('\n').Length.ShouldBe(4);
        _console.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Forget_and_purge_erase_and_say_how_much()
    {
        await LogAsync(3, DateTimeOffset.UtcNow);
        await LogAsync(2, DateTimeOffset.UtcNow.AddDays(-800));

        JsonNode.Parse(await _console.SayAsync("decisions", "forget", "--applicant", "A-1", "--json"))!["erased"]!.GetValue<int>().ShouldBe(2);
        (await _console.RunAsync("decisions", "forget", "--applicant", "A-1")).ShouldBe(1);
        JsonNode.Parse(await _console.SayAsync("decisions", "purge", "--older-than", "730d", "--json"))!["erased"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory]
    [InlineData("decisions", "export", "--out", "x.csv")]
    [InlineData("decisions", "export", "--out", "x.txt")]
    [InlineData("decisions", "purge", "--older-than", "soon")]
    [InlineData("decisions", "forget")]
    public async Task A_mistake_is_one_line_and_one(params string[] args)
    {
        (await _console.RunAsync(args)).ShouldBe(1);
        _console.Error.Trim().ShouldNotContain("\n");
        File.Exists(_console.Folder.File("var/decisions.db")).ShouldBeFalse();
    }

    private async Task LiveAsync(int applicants)
    {
        var random = new Random(17);
        var (decider, engine, product) = Deciding();
        var reader = new RequestLineReader(product);
        var records = new List<DecisionRecord>();
        foreach (var line in SomeApplicants.Ndjson(applicants).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (reader.Read(Encoding.UTF8.GetBytes(line)).Request is { } request)
                records.Add(Record(decider, Encoding.UTF8.GetBytes(line), request, engine.Decide(request), $"A-{records.Count}", DateTimeOffset.UtcNow));
        }

        using var store = new LogPlace(_console.Folder.File("var/decisions.db"), null).Open(create: true);
        await store.WriteAsync(records, default);
        var events = new List<OutcomeEvent>();
        foreach (var record in records.Where(r => r.Decision == "offer" && random.Next(20) > 0))
        {
            // Whoever earns little takes it more often, and pays less often.
            var poor = record.Features[1] < 3000;
            var accepted = random.NextDouble() < (poor ? 0.6 : 0.3);
            Report(accepted ? OutcomeNames.Accepted : OutcomeNames.Declined);
            if (accepted && random.Next(10) > 0)
                Report(random.NextDouble() < (poor ? 0.4 : 0.1) ? OutcomeNames.Defaulted : OutcomeNames.Paid);

            void Report(string outcome) => events.Add(new OutcomeEvent(
                $"{record.Id}-{outcome}", record.Id.ToString(), outcome, Moments.Of(record.At), Moments.Of(record.At), null, null, null, null));
        }

        await store.RecordAsync(events, default);
    }

    private static (Decider Decider, OfferEngine Engine, ProductDefinition Product) Deciding()
    {
        var json = File.ReadAllBytes(Repository.File("data/cash-loan/product.json"));
        var product = ProductLoader.Parse(json);
        byte[] risk = File.ReadAllBytes(Repository.File("models/cash-loan/risk/1/model.zip"));
        byte[] acceptance = File.ReadAllBytes(Repository.File("models/cash-loan/acceptance/1/model.zip"));
        var engine = new OfferEngine(product, ModelArtifact.Read(risk, product, ModelKind.Risk), ModelArtifact.Read(acceptance, product, ModelKind.Acceptance));
        return (new Decider("cash-loan", json, new DecidingModel("1", risk), new DecidingModel("1", acceptance), "1.0.0"), engine, product);
    }

    private static DecisionRecord Record(Decider decider, byte[] body, OfferRequest request, Decision decision, string applicant, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        At = at,
        Endpoint = DecisionRecord.SingleEndpoint,
        Decider = decider,
        Decision = decision.Offer is null ? "decline" : "offer",
        Applicant = applicant,
        Request = body,
        Features = request.Applicant.Values,
        Answer = "{}"u8.ToArray(),
        Figures = DecisionFigures.Write(decision),
        Policy = DecisionRecord.GreatestProfit,
        Propensity = 1,
        Latency = TimeSpan.FromMilliseconds(1),
    };

    private async Task LogAsync(int decisions, DateTimeOffset at)
    {
        var (decider, engine, product) = Deciding();
        var body = PredictExample.Request(product).ToArray();
        var request = new PredictRequestReader(product).Read(body).Request!;
        var decision = engine.Decide(request);
        using var store = new LogPlace(_console.Folder.File("var/decisions.db"), null).Open(create: true);
        await store.WriteAsync(
            [.. Enumerable.Range(0, decisions).Select(i => Record(decider, body, request, decision, $"A-{i}", at))], default);
    }
}
