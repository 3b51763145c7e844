using System.Text;
using Finntelligence.Decisions.Records;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Decisions.Tests.Support;

/// <summary>Records of decisions that the shipped models made.</summary>
internal static class TestRecords
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly byte[] ProductJson = File.ReadAllBytes(Repository.File("data/cash-loan/product.json"));
    private static readonly byte[] Risk = File.ReadAllBytes(Repository.File("models/cash-loan/risk/1/model.zip"));
    private static readonly byte[] Acceptance = File.ReadAllBytes(Repository.File("models/cash-loan/acceptance/1/model.zip"));

    public static ProductDefinition Product { get; } = ProductLoader.Parse(ProductJson);

    public static OfferEngine Engine { get; } = new(
        Product, ModelArtifact.Read(Risk, Product, ModelKind.Risk), ModelArtifact.Read(Acceptance, Product, ModelKind.Acceptance));

    public static Decider Decider { get; } = new("cash-loan", ProductJson, new DecidingModel("1", Risk), new DecidingModel("1", Acceptance), "1.0.0");

    public static DecisionRecord Make(int number = 0, string? applicant = null, DateTimeOffset? at = null)
    {
        var body = Encoding.UTF8.GetBytes(
            $$"""{ "applicant": { "riskCategory": "HIGH", "monthlyIncome": {{3200 + number}}, "bureauScore": 610, "applicationScore": 29, "priorLoans": 3, "monthsSinceLastLoan": 10, "lastLoanAmount": 1000, "lastLoanMonths": 4 } }""");
        var request = new PredictRequestReader(Product).Read(body).Request!;
        var decision = Engine.Decide(request);
        var time = at ?? Start.AddSeconds(number);
        return new DecisionRecord
        {
            Id = Guid.CreateVersion7(time),
            At = time,
            Endpoint = DecisionRecord.SingleEndpoint,
            Decider = Decider,
            Decision = decision.Offer is null ? "decline" : "offer",
            Applicant = applicant,
            Caller = "a caller",
            Request = body,
            Features = request.Applicant.Values,
            Answer = Encoding.UTF8.GetBytes($$"""{"number":{{number}},"text":"Müller \"quoted\""}"""),
            Figures = DecisionFigures.Write(decision),
            Policy = DecisionRecord.GreatestProfit,
            Propensity = 1,
            Latency = TimeSpan.FromMicroseconds(123),
        };
    }
}
