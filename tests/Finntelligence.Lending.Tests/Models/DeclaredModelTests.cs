using System.Text.Json.Nodes;
using Finntelligence.Lending.Confirmation;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Products;

namespace Finntelligence.Lending.Tests.Models;

/// <summary>A probability that is declared in place of a model is searched, confirmed and explained like one.</summary>
public sealed class DeclaredModelTests
{
    private const string Curve = """{ "curve": [{ "rate": 4, "probability": 0.5 }, { "rate": 8, "probability": 0.3 }, { "rate": 11, "probability": 0.3 }] }""";

    [Theory]
    [InlineData("""{ "constant": 0.3 }""", 5, 0.3)]
    [InlineData("""{ "constant": 1 }""", 5, 1)]
    [InlineData("""{ "constant": 0 }""", 5, 0)]
    [InlineData(Curve, 3.25, 0.5)]
    [InlineData(Curve, 4, 0.5)]
    [InlineData(Curve, 6, 0.4)]
    [InlineData(Curve, 6.25, 0.3875)]
    [InlineData(Curve, 8, 0.3)]
    [InlineData(Curve, 11.75, 0.3)]
    public void Every_rate_of_the_product_has_the_declared_probability(string declared, double rate, double expected)
    {
        var product = Product("acceptance", declared);
        var ensemble = DeclaredModel.Ensemble(product, ModelKind.Acceptance);

        DeclaredModel.Calibrator.Probability((float)ensemble.Score([(float)rate])).ShouldBe((float)expected, 1e-6f);
        ((double)product.Acceptance.Declared!.At((decimal)rate)).ShouldBe(expected, 1e-12);
    }

    [Fact]
    public void Between_two_rates_of_the_product_the_lower_one_holds()
    {
        var ensemble = DeclaredModel.Ensemble(Product("acceptance", Curve), ModelKind.Acceptance);

        ensemble.Score([6.24f]).ShouldBe(ensemble.Score([6f]));
        ensemble.Score([6.25f]).ShouldBeLessThan(ensemble.Score([6f]));
    }

    [Theory]
    [InlineData("acceptance", Curve)]
    [InlineData("acceptance", """{ "constant": 0.4 }""")]
    [InlineData("risk", """{ "constant": 0.05 }""")]
    public void An_engine_decides_with_one_model_and_a_declaration(string kind, string declared)
    {
        var product = Product(kind, declared);
        var (risk, acceptance) = (Model(product, ModelKind.Risk), Model(product, ModelKind.Acceptance));
        var engine = new OfferEngine(product, risk, acceptance);

        foreach (var search in (SearchMode[])[SearchMode.Grid, SearchMode.Exact])
        {
            var decision = engine.Decide(
                new OfferRequest(SomeApplicants.Typical(product, "MEDIUM"), 1000, OfferConstraints.None, 2, Explain: true) { Search = search });

            var offer = decision.Offer.ShouldNotBeNull();
            var of = kind == "risk" ? offer.ProbabilityOfDefault : offer.ProbabilityOfAcceptance;
            var at = decimal.Floor((offer.Terms.Rate - product.Offer.Rate.Minimum) / product.Offer.Rate.Step) * product.Offer.Rate.Step + product.Offer.Rate.Minimum;
            of.ShouldBe((double)(product.Risk.Declared ?? product.Acceptance.Declared)!.At(at), 1e-6);
            decision.Search.OffersOutsideSupport.ShouldBe(0);
            decision.Explanation.ShouldNotBeNull();
        }
    }

    [Fact]
    public void Mlnet_confirms_it_to_the_bit()
    {
        var product = Product("acceptance", Curve);
        var zip = ModelArtifact.Write(product, Contents(product, ModelKind.Acceptance));

        ModelConfirmation.Run(product, ModelArtifact.Read(zip, product, ModelKind.Acceptance), zip).Result.IsConfirmed.ShouldBeTrue();
    }

    [Fact]
    public void Another_declaration_is_another_schema()
    {
        string Hash(string declared) => new FeatureEncoder(Product("acceptance", declared), ModelKind.Acceptance).SchemaHash;

        Hash("""{ "constant": 0.3 }""").ShouldBe(Hash("""{ "constant": 0.30 }"""));
        Hash("""{ "constant": 0.3 }""").ShouldNotBe(Hash("""{ "constant": 0.31 }"""));
        Hash(Curve).ShouldNotBe(Hash("""{ "constant": 0.3 }"""));
    }

    [Theory]
    [InlineData("""{ "constant": 1.5 }""", "models.acceptance.constant")]
    [InlineData("""{ "constant": 0.5, "curve": [] }""", "models.acceptance.curve")]
    [InlineData("""{ "constant": 0.5, "inputs": ["rate"] }""", "models.acceptance.inputs")]
    [InlineData("""{ "curve": [{ "rate": 4, "probability": 0.5 }] }""", "models.acceptance.curve")]
    [InlineData("""{ "curve": [{ "rate": 4, "probability": 0.5 }, { "rate": 4, "probability": 0.4 }] }""", "models.acceptance.curve[1].rate")]
    [InlineData("""{ "curve": [{ "rate": 4, "probability": 0.5 }, { "rate": 5, "probability": 0.6 }] }""", "models.acceptance.curve[1].probability")]
    [InlineData("""{ "curve": [{ "rate": 4, "probability": 0.5 }, { "rate": 5, "probability": 0.4, "at": 1 }] }""", "models.acceptance.curve[1].at")]
    public void A_declaration_that_cannot_be_is_refused(string declared, string path) =>
        ProductFile.Faults(json => json["models"]!["acceptance"] = JsonNode.Parse(declared)).Select(f => f.Path).ShouldContain(path);

    private static ProductDefinition Product(string kind, string declared) =>
        ProductLoader.Parse(ProductFile.With(json => json["models"]![kind] = JsonNode.Parse(declared)));

    private static LoanModel Model(ProductDefinition product, ModelKind kind) =>
        product.Model(kind).Declared is null ? SomeModels.Random(product, kind, 5) : SomeModels.Read(product, kind, Contents(product, kind));

    private static ModelContents Contents(ProductDefinition product, ModelKind kind) => new(
        SomeModels.Manifest(product, kind, DeclaredModel.Calibrator) with { Calibration = "none" },
        DeclaredModel.Ensemble(product, kind),
        DeclaredModel.Calibrator,
        new SupportTable("", [], []),
        new FeatureHistograms([new Histogram("rate", [], [0], 0)], new Histogram("score", [], [0], 0)));
}
