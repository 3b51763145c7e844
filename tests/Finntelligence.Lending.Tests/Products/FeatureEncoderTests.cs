using System.Text.Json.Nodes;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Trees;

namespace Finntelligence.Lending.Tests.Products;

public sealed class FeatureEncoderTests
{
    private static readonly Applicant Someone = new([2, 3200, float.NaN, 29, 3, 10, 1000, 4]);

    [Fact]
    public void Features_Follow_the_inputs_of_the_model()
    {
        var encoder = new FeatureEncoder(ProductFile.CashLoan, ModelKind.Risk);

        encoder.Features.Select(f => f.Name).ShouldBe(ProductFile.CashLoan.Risk.Inputs);
        encoder.Features.ShouldAllBe(f => f.Kind == FeatureKind.Numeric);
        encoder.Features.Single(f => f.Name == "rate").Monotonicity.ShouldBe(Monotonicity.Increasing);
        encoder.Features.Single(f => f.Name == "bureauScore").Monotonicity.ShouldBe(Monotonicity.Decreasing);
        new FeatureEncoder(ProductFile.CashLoan, ModelKind.Acceptance)
            .Features.Single(f => f.Name == "rate").Monotonicity.ShouldBe(Monotonicity.Decreasing);
    }

    [Fact]
    public void A_category_without_an_order_is_split_by_sets()
    {
        var product = Product(json => json["applicant"]![0]!["ordered"] = false);

        new FeatureEncoder(product, ModelKind.Risk).Features[0].ShouldBe(new FeatureSpec("riskCategory", FeatureKind.Category));
    }

    // loanToIncome 1800 / 3200 = 0.5625, loanToLastLoan 1800 / 1000 = 1.8.
    [Fact]
    public void Encode_Writes_applicant_offer_and_derived_features()
    {
        var row = Encode(ProductFile.CashLoan, ModelKind.Risk, Someone, new OfferVector(1800, 4, 9.75));

        row.ShouldBe([2, 3200, float.NaN, 29, 3, 10, 1000, 4, 1800, 4, 9.75f, 0.5625f, 1.8f]);
    }

    [Fact]
    public void Encode_Of_a_ratio_is_missing_where_the_feature_is_missing_or_zero()
    {
        var row = Encode(ProductFile.CashLoan, ModelKind.Risk, new Applicant([2, float.NaN, 610, 29, 3, 10, 0, 4]), new OfferVector(1800, 4, 9.75));

        row[11].ShouldBe(float.NaN);
        row[12].ShouldBe(float.NaN);
    }

    [Fact]
    public void Encode_Of_a_missing_term_is_missing_wherever_it_is_used()
    {
        var row = Encode(ProductFile.CashLoan, ModelKind.Risk, Someone, new OfferVector(double.NaN, 4, 9.75));

        row[8].ShouldBe(float.NaN);
        row[11].ShouldBe(float.NaN);
        row[9].ShouldBe(4);
    }

    // 9.75 − 29 = −19.25; and 1 / 3 is divided in double and rounded once.
    [Fact]
    public void Encode_Computes_in_double()
    {
        var product = Product(json =>
        {
            json["derived"]![0]!["function"] = "difference";
            json["derived"]![0]!["variable"] = "rate";
            json["derived"]![0]!["feature"] = "applicationScore";
        });

        Encode(product, ModelKind.Risk, Someone, new OfferVector(1800, 4, 9.75))[11].ShouldBe(-19.25f);
        var third = Someone with { Values = Someone.Values.SetItem(6, 3) };
        Encode(product, ModelKind.Risk, third, new OfferVector(0.1, 4, 9.75))[12].ShouldBe((float)(0.1 / 3));
    }

    [Fact]
    public void Encode_Allocates_nothing()
    {
        var encoder = new FeatureEncoder(ProductFile.CashLoan, ModelKind.Risk);
        var row = new float[encoder.Features.Length];
        var offer = new OfferVector(1800, 4, 9.75);
        encoder.Encode(Someone, offer, row);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            encoder.Encode(Someone, offer, row);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void SchemaHash_Changes_with_what_determines_the_vector()
    {
        var hashes = new[]
        {
            Hash(_ => { }),
            Hash(json => json["applicant"]![0]!["values"]![1] = "MIDDLE", "MEDIUM", "MIDDLE"),
            Hash(json => json["applicant"]![2]!["monotone"]!["default"] = "none"),
            Hash(json => json["applicant"]![0]!["ordered"] = false),
            Hash(json => json["derived"]![0]!["function"] = "difference"),
            Hash(json => json["derived"]![0]!["feature"] = "applicationScore"),
            Hash(json => json["derived"]![0]!["variable"] = "rate"),
            Hash(json => json["models"]!["risk"]!["inputs"]!.AsArray().RemoveAt(3)),
            Hash(json => json["models"]!["risk"]!["inputs"] = new JsonArray("rate", "amount")),
            Hash(json => json["models"]!["risk"]!["inputs"] = new JsonArray("amount", "rate")),
        };

        hashes.Distinct().Count().ShouldBe(hashes.Length);
        hashes.ShouldAllBe(h => h.Length == 64 && h.All(char.IsAsciiHexDigitLower));
    }

    [Fact]
    public void SchemaHash_Stays_where_the_vector_does()
    {
        var changed = Hash(json =>
        {
            json["title"] = "Another title";
            json["applicant"]![1]!["range"]![1] = 90000;
            json["applicant"]![1]!["description"] = "Income.";
            json["economics"]!["costOfFunds"] = 2;
            json["offer"]!["rate"]!["step"] = 0.5;
            json["models"]!["risk"]!["support"]!["minimumNeighbours"] = 5;
        });

        changed.ShouldBe(Hash(_ => { }));
    }

    private static string Hash(Action<JsonObject> change, string old = "", string replacement = "")
    {
        var bytes = ProductFile.With(change);
        if (old.Length > 0)
            bytes = System.Text.Encoding.UTF8.GetBytes(
                System.Text.Encoding.UTF8.GetString(bytes).Replace($"\"{old}\"", $"\"{replacement}\"", StringComparison.Ordinal));
        return new FeatureEncoder(ProductLoader.Parse(bytes), ModelKind.Risk).SchemaHash;
    }

    private static ProductDefinition Product(Action<JsonObject> change) => ProductLoader.Parse(ProductFile.With(change));

    private static float[] Encode(ProductDefinition product, ModelKind kind, Applicant applicant, OfferVector offer)
    {
        var encoder = new FeatureEncoder(product, kind);
        var row = new float[encoder.Features.Length];
        encoder.Encode(applicant, offer, row);
        return row;
    }
}
