using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Decisions.Records;
using Finntelligence.Decisions.Storage;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;

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

    private async Task LogAsync(int decisions, DateTimeOffset at)
    {
        var json = File.ReadAllBytes(Repository.File("data/cash-loan/product.json"));
        var product = ProductLoader.Parse(json);
        byte[] risk = File.ReadAllBytes(Repository.File("models/cash-loan/risk/1/model.zip"));
        byte[] acceptance = File.ReadAllBytes(Repository.File("models/cash-loan/acceptance/1/model.zip"));
        var engine = new OfferEngine(product, ModelArtifact.Read(risk, product, ModelKind.Risk), ModelArtifact.Read(acceptance, product, ModelKind.Acceptance));
        var decider = new Decider("cash-loan", json, new DecidingModel("1", risk), new DecidingModel("1", acceptance), "1.0.0");
        var body = PredictExample.Request(product);
        var request = new PredictRequestReader(product).Read(body).Request!;
        var decision = engine.Decide(request);
        using var store = new LogPlace(_console.Folder.File("var/decisions.db"), null).Open(create: true);
        await store.WriteAsync(
            [.. Enumerable.Range(0, decisions).Select(i => new DecisionRecord
            {
                Id = Guid.CreateVersion7(at),
                At = at,
                Endpoint = DecisionRecord.SingleEndpoint,
                Decider = decider,
                Decision = decision.Offer is null ? "decline" : "offer",
                Applicant = $"A-{i}",
                Request = body,
                Features = request.Applicant.Values,
                Answer = "{}"u8.ToArray(),
                Figures = DecisionFigures.Write(decision),
                Policy = DecisionRecord.GreatestProfit,
                Propensity = 1,
                Latency = TimeSpan.FromMilliseconds(1),
            })],
            default);
    }
}
