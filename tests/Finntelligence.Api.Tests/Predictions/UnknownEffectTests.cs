using System.Net;
using System.Text.Json.Nodes;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Api.Tests.Predictions;

/// <summary>Answers of models whose history cannot tell what a rate does.</summary>
public sealed class UnknownEffectTests : IDisposable
{
    private readonly TestWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task With_A_Declared_Mark_Up_The_Answer_Says_That_The_Price_Is_Cost_And_Risk()
    {
        using var service = Service(PriceVerdict.NotIdentified, markup: 1.5);
        var answer = await PostAsync(service);

        answer["markup"].Names().ShouldBe(["points", "because"]);
        answer["markup"]!["points"]!.ToJsonString().ShouldBe("1.5");
        answer["markup"]!["because"]!.GetValue<string>()
            .ShouldBe("What a rate does to take-up cannot be known from this history, so the rate is that which pays for cost and risk, and 1.5 points.");
        // At the least rate there is, 3.25, a loan of 4 months pays for funds at 1 % and a risk of 22 %: no expected loss is declared.
        answer["offer"]!["rate"]!.ToJsonString().ShouldBe("4.75");
    }

    [Fact]
    public async Task The_Answer_Says_How_Far_History_Reaches_And_What_Was_Kept()
    {
        using var service = Service(PriceVerdict.Identified, markup: null);
        var answer = await PostAsync(service);

        answer.Names().ShouldNotContain("markup");
        answer["search"].Names().ShouldBe(["offersConsidered", "offersFeasible", "offersOutsideSupport", "rateReach", "monthsReach", "keepsAmount"]);
        answer["search"]!["rateReach"]!.ToJsonString().ShouldBe("""{"lowest":4,"highest":6}""");
        answer["search"]!["monthsReach"]!.ToJsonString().ShouldBe("""{"lowest":4,"highest":6}""");
        answer["search"]!["keepsAmount"]!.GetValue<bool>().ShouldBeTrue();
        answer["offer"]!["amount"]!.ToJsonString().ShouldBe("1000");
        answer["offer"]!["months"]!.GetValue<int>().ShouldBeInRange(4, 6);
        answer["offer"]!["rate"]!.GetValue<double>().ShouldBeInRange(4, 6);
    }

    private TestService Service(PriceVerdict verdict, double? markup)
    {
        if (markup is { } points)
            _workspace.ChangeProduct(json => json["policy"]!["markup"] = new JsonObject { ["points"] = points });
        var product = _workspace.Product;
        var rates = markup is null ? new RateBand(new BoundedMean(null, 5, 0), new BoundedMean(null, 1, 0), 0.1, -1, 1) : null;
        var months = rates is null ? null : rates with { Mean = new BoundedMean(null, 5, 0) };
        _workspace.Promote(
            With(TestModels.Risk(product), product, ModelKind.Risk, markup is null ? verdict : PriceVerdict.Identified, null, months),
            With(TestModels.Acceptance(product), product, ModelKind.Acceptance, verdict, rates, null));
        return new TestService(_workspace);
    }

    private static byte[] With(byte[] zip, ProductDefinition product, ModelKind kind, PriceVerdict verdict, RateBand? rates, RateBand? months)
    {
        var model = ModelArtifact.Read(zip, product, kind);
        var identification = new PriceIdentification
        {
            Verdict = verdict,
            Grounds = ["Because."],
            IsSelected = false,
            Rows = 100,
            Spread = 1,
            Explained = 0.5,
            Left = 0.7,
            Neighbours = new RateNeighbours(0.5, 0.2),
            Placebos = [],
        };
        return ModelArtifact.Write(
            product, new ModelContents(model.Manifest with { Identification = identification }, model.Ensemble, model.Calibrator, model.Support, model.Histograms)
            {
                Band = rates,
                MonthsBand = months,
            });
    }

    private static async Task<JsonNode> PostAsync(TestService service)
    {
        using var response = await service.PostAsync(TestService.ValidBody);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }
}
