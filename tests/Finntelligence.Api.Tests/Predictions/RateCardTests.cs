using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Lending.RateCards;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Api.Tests.Predictions;

public sealed class RateCardTests
{
    [Fact]
    public async Task Offers_go_by_the_card_and_the_answer_says_how_one_by_one_would_differ()
    {
        using var workspace = Workspace("offer");
        Promote(workspace, low: 5.25m, other: 6.5m);
        await using var service = new TestService(workspace);

        var answer = await AnswerAsync(service);

        answer["offer"]!["rate"]!.GetValue<double>().ShouldBe(5.25);
        var card = answer["rateCard"]!;
        (card["use"]!.GetValue<string>(), card["cell"]!.GetValue<string>(), card["rate"]!.GetValue<double>()).ShouldBe(("offer", "A", 5.25));
        card["byCard"]!["expectedProfit"]!.GetValue<double>().ShouldBe(answer["offer"]!["expectedProfit"]!.GetValue<double>());
        double one = card["oneByOne"]!["rate"]!.GetValue<double>();
        card["rateDifference"]!.GetValue<double>().ShouldBe(one - 5.25, 1e-9);
        card["profitDifference"]!.GetValue<double>().ShouldBe(
            card["oneByOne"]!["expectedProfit"]!.GetValue<double>() - card["byCard"]!["expectedProfit"]!.GetValue<double>(), 0.011);
        answer["models"]!["rateCard"]!["version"]!.GetValue<string>().ShouldBe("1");
        var status = JsonNode.Parse(await service.CreateClient().GetStringAsync("/"))!["models"]!["rateCard"]!;
        (status["version"]!.GetValue<string>(), status["alias"]!.GetValue<string>(), status["use"]!.GetValue<string>(), status["cells"]!.GetValue<int>())
            .ShouldBe(("1", "production", "offer", 2));
        status["sha256"]!.GetValue<string>().ShouldBe(answer["models"]!["rateCard"]!["sha256"]!.GetValue<string>());
    }

    [Fact]
    public async Task To_compare_prices_one_by_one_and_says_what_the_card_would_offer()
    {
        using var workspace = Workspace("compare");
        Promote(workspace, low: 5.25m, other: 6.5m);
        await using var service = new TestService(workspace);

        var answer = await AnswerAsync(service);

        answer["rateCard"]!["use"]!.GetValue<string>().ShouldBe("compare");
        answer["offer"]!["rate"]!.GetValue<double>().ShouldBe(answer["rateCard"]!["oneByOne"]!["rate"]!.GetValue<double>());
        answer["rateCard"]!["byCard"]!["rate"]!.GetValue<double>().ShouldBe(5.25);
    }

    [Fact]
    public async Task Without_the_products_word_answers_are_as_before_whatever_is_registered()
    {
        using var workspace = TestWorkspace.WithModels();
        Promote(workspace, low: 5.25m, other: 6.5m);
        await using var service = new TestService(workspace);

        var answer = await AnswerAsync(service);

        answer["rateCard"].ShouldBeNull();
        answer["models"]!["rateCard"].ShouldBeNull();
    }

    [Fact]
    public async Task A_product_that_asks_for_a_card_does_not_serve_without_and_serves_once_there_is_one()
    {
        using var workspace = Workspace("offer");
        await using var service = new TestService(workspace);

        (await service.PostAsync(TestService.ValidBody)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        service.Pool.LastRefused!.Reason.ShouldContain("policy.rateCard asks for a rate card");

        Promote(workspace, low: 4, other: 6.5m);
        service.Pool.Refresh();

        (await AnswerAsync(service))["offer"]!["rate"]!.GetValue<double>().ShouldBe(4);
        service.Pool.LastRefused.ShouldBeNull();
    }

    [Fact]
    public async Task A_card_and_its_pair_change_together_and_a_rollback_takes_the_card_back()
    {
        using var workspace = Workspace("offer");
        Promote(workspace, low: 5.25m, other: 6.5m);
        await using var service = new TestService(workspace);
        await AnswerAsync(service);
        var before = service.Pool.Current!;

        int card = workspace.Register(SegmentCard.Kind, Card(workspace, 4.5m, 6.5m));
        int risk = workspace.Register("risk", TestModels.Risk(workspace.Product, -1.6));
        workspace.Registry.MoveTogether("production", [new AliasTarget("risk", risk), new AliasTarget(SegmentCard.Kind, card)], "test", forced: true);
        service.Pool.Refresh();

        var after = service.Pool.Current!;
        (after.RateCard!.Version, after.Risk.Version).ShouldBe(("2", $"{risk}"));
        // Whoever took the generation before goes on with all of it.
        (before.RateCard!.Version, before.Risk.Version).ShouldBe(("1", "1"));
        (await AnswerAsync(service))["offer"]!["rate"]!.GetValue<double>().ShouldBe(4.5);

        workspace.Registry.Rollback("production", "test");
        service.Pool.Refresh();
        (service.Pool.Current!.RateCard!.Version, service.Pool.Current.Risk.Version).ShouldBe(("1", "1"));
    }

    [Fact]
    public async Task A_damaged_card_leaves_what_serves_in_service()
    {
        using var workspace = Workspace("offer");
        Promote(workspace, low: 5.25m, other: 6.5m);
        await using var service = new TestService(workspace);
        await AnswerAsync(service);

        int card = workspace.Register(SegmentCard.Kind, Encoding.UTF8.GetBytes("""{ "format": 1, "product": "cash-loan", "card": { "cell": "A", "rate": 5.3 } }"""));
        workspace.Registry.MoveTogether("production", [new AliasTarget(SegmentCard.Kind, card)], "test", forced: true);
        service.Pool.Refresh();

        service.Pool.LastRefused!.Reason.ShouldContain("card.rate");
        service.Pool.Current!.RateCard!.Version.ShouldBe("1");
        (await AnswerAsync(service))["offer"]!["rate"]!.GetValue<double>().ShouldBe(5.25);
    }

    [Fact]
    public async Task A_batch_answers_as_single_requests_do()
    {
        using var workspace = Workspace("offer");
        Promote(workspace, low: 5.25m, other: 6.5m);
        await using var service = new TestService(workspace);
        var single = await AnswerAsync(service);

        using var body = new StringContent(JsonNode.Parse(TestService.ValidBody)!.ToJsonString() + "\n", Encoding.UTF8, "application/x-ndjson");
        using var response = await service.CreateClient().PostAsync("/predict/batch", body);

        var line = JsonNode.Parse((await response.Content.ReadAsStringAsync()).Split('\n')[0])!;
        line["answer"]!["rateCard"]!.ToJsonString().ShouldBe(single["rateCard"]!.ToJsonString());
    }

    [Fact]
    public async Task A_card_is_served_from_a_file_beside_the_models()
    {
        using var workspace = Workspace("offer");
        string file = Path.Combine(workspace.Root, "card.json");
        File.WriteAllBytes(file, Card(workspace, 3.5m, 6.5m));
        await using var service = new TestService(
            workspace, ("Finntelligence:Models:RiskFile", workspace.FileOf("risk")), ("Finntelligence:Models:AcceptanceFile", workspace.FileOf("acceptance")), ("Finntelligence:Models:RateCardFile", file));

        (await AnswerAsync(service))["offer"]!["rate"]!.GetValue<double>().ShouldBe(3.5);
    }

    private static async Task<JsonNode> AnswerAsync(TestService service)
    {
        using var response = await service.PostAsync(TestService.ValidBody);
        string body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        return JsonNode.Parse(body)!;
    }

    private static TestWorkspace Workspace(string use)
    {
        var workspace = TestWorkspace.WithModels();
        workspace.ChangeProduct(product => product["policy"]!["rateCard"] = new JsonObject { ["use"] = use });
        return workspace;
    }

    private static void Promote(TestWorkspace workspace, decimal low, decimal other) => workspace.Registry.MoveTogether(
        "production", [new AliasTarget(SegmentCard.Kind, workspace.Register(SegmentCard.Kind, Card(workspace, low, other)))], "test", forced: true);

    private static byte[] Card(TestWorkspace workspace, decimal low, decimal other) => CardJson.Write(
        new SegmentCard(
            TestWorkspace.ProductName,
            new CardSplit(new CardQuestion.OneOf(0, [0], false), new CardCell("A", low), new CardCell("B", other))),
        workspace.Product);
}
