using System.Text;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.RateCards;
using Finntelligence.Lending.Tests.Models;

namespace Finntelligence.Lending.Tests.RateCards;

public sealed class CardRulesJsonTests
{
    [Fact]
    public void All_rules_are_read()
    {
        var rules = Read("""
            {
              "note": "for people", "splitBy": ["riskCategory", "bureauScore", "requestedAmount"], "thresholds": { "bureauScore": [600, 650.5] }, "mostThresholds": 10,
              "depth": 3, "mostCells": 6, "fewestCustomers": 500, "order": [{ "feature": "riskCategory", "rate": "rises" }, { "feature": "bureauScore", "rate": "falls" }],
              "greatestJump": 2, "caps": { "feature": "riskCategory", "values": { "LOW": 7, "MEDIUM": 9, "HIGH": 11 } },
              "notSplit": [{ "by": "monthlyIncome" }, { "by": "bureauScore", "where": { "feature": "riskCategory", "values": ["HIGH", "LOW"] } }],
              "today": { "feature": "riskCategory", "values": { "LOW": 7.75, "MEDIUM": 9.75, "HIGH": 11.75 } }, "greatestChange": 1.5, "greatestLoss": 12.5
            }
            """);

        rules.SplitBy.ShouldBe(["riskCategory", "bureauScore", "requestedAmount"]);
        rules.Thresholds["bureauScore"].ShouldBe([600m, 650.5m]);
        (rules.MostThresholds, rules.Depth, rules.MostCells, rules.FewestCustomers).ShouldBe((10, 3, 6, 500));
        rules.Order.ShouldBe([new CardOrder("riskCategory", RateDirection.Rises), new CardOrder("bureauScore", RateDirection.Falls)]);
        (rules.GreatestJump, rules.GreatestChange, rules.GreatestLoss, rules.LeastTakeUp).ShouldBe((2m, 1.5m, 12.5, null));
        rules.Caps!.Values.ShouldBe([7m, 9m, 11m]);
        rules.Today!.Values.ShouldBe([7.75m, 9.75m, 11.75m]);
        rules.NotSplit.Select(r => (r.By, r.Feature, string.Join(' ', r.Values))).ShouldBe([("monthlyIncome", null, ""), ("bureauScore", "riskCategory", "2 0")]);
    }

    [Fact]
    public void Without_members_the_defaults_hold()
    {
        var rules = Read("{}");

        (rules.Depth, rules.MostCells, rules.FewestCustomers, rules.MostThresholds).ShouldBe((2, 8, 100, 32));
        (rules.SplitBy.IsEmpty, rules.GreatestJump, rules.Today).ShouldBe((true, null, null));
    }

    [Fact]
    public void Every_fault_is_told_at_once_with_its_place()
    {
        string message = Should.Throw<RequestFaultException>(() => Read("""
            {
              "splitBy": ["income"], "thresholds": { "riskCategory": [1], "bureauScore": [5, 4] },
              "depth": 5, "fewestCustomers": 0, "order": [{ "feature": "age", "rate": "up" }],
              "caps": { "feature": "riskCategory", "values": { "LOW": -1, "MEDIUM": 9 } },
              "notSplit": [{ "by": "bureauScore", "where": { "feature": "riskCategory", "values": ["BEST"] } }],
              "greatestLoss": 1, "leastTakeUp": 2, "jump": 3
            }
            """)).Message;

        message.ShouldStartWith("ratecard.json has faults:");
        foreach (string place in (string[])
        [
            "splitBy[0] (line 2)", "thresholds.riskCategory (line 2)", "thresholds.bureauScore (line 2)", "depth (line 3)", "fewestCustomers (line 3)",
            "order[0].feature (line 3)", "order[0].rate (line 3)", "caps.values.LOW (line 4)", "caps.values.HIGH (line 4)", "notSplit[0].where.values[0] (line 5)", "leastTakeUp (line 6)",
            "jump (line 6)",
        ])
            message.ShouldContain($"\n  {place}: ");
    }

    private static CardRules Read(string json) => CardRulesJson.Read(Encoding.UTF8.GetBytes(json), "ratecard.json", SomeProduct.CashLoan);
}
