using System.Net;
using System.Text.Json.Nodes;
using Finntelligence.Api.Tests.Support;

namespace Finntelligence.Api.Tests.Predictions;

public sealed class PredictEndpointTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();
    private readonly TestService _service;

    public PredictEndpointTests() => _service = new TestService(_workspace);

    public void Dispose()
    {
        _service.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task Offer_Has_Exactly_The_Members_Of_The_Contract_In_Order()
    {
        var answer = await PostAsync(TestService.With(body => body["explain"] = true));

        answer.Names().ShouldBe(["decisionId", "decision", "offer", "reasons", "alternatives", "search", "explanation", "models"]);
        answer["reasons"]!.AsArray().ShouldAllBe(r => r.Names().SequenceEqual(new[] { "code", "feature", "text" }));
        answer["decision"]!.GetValue<string>().ShouldBe("offer");
        string[] offer =
        [
            "amount", "months", "rate", "installment", "finalInstallment", "totalInterest", "totalPayable", "apr", "probabilityOfAcceptance",
            "probabilityOfDefault", "margin", "expectedLoss", "expectedProfit",
        ];
        answer["offer"].Names().ShouldBe(offer);
        answer["alternatives"]!.AsArray().ShouldNotBeEmpty();
        answer["alternatives"]!.AsArray().ShouldAllBe(a => a.Names().SequenceEqual(offer));
        answer["search"].Names().ShouldBe(["offersConsidered", "offersFeasible", "offersOutsideSupport"]);
        answer["explanation"].Names().ShouldBe(["default", "acceptance"]);
        answer["explanation"]!["default"].Names().ShouldBe(["baseValue", "contributions"]);
        answer["explanation"]!["default"]!["contributions"]!.AsArray()
            .ShouldAllBe(c => c.Names().SequenceEqual(new[] { "feature", "value", "contribution" }));
        answer["models"].Names().ShouldBe(["risk", "acceptance"]);
        answer["models"]!["risk"].Names().ShouldBe(["version", "sha256"]);
    }

    [Fact]
    public async Task Answer_Names_The_Models_By_Version_And_Hash()
    {
        var answer = await PostAsync(TestService.ValidBody);

        answer["models"]!["risk"]!["version"]!.GetValue<string>().ShouldBe("1");
        answer["models"]!["risk"]!["sha256"]!.GetValue<string>().ShouldBe(TestWorkspace.Hash(File.ReadAllBytes(_workspace.FileOf("risk"))));
        answer["models"]!["acceptance"]!["sha256"]!.GetValue<string>()
            .ShouldBe(TestWorkspace.Hash(File.ReadAllBytes(_workspace.FileOf("acceptance"))));
    }

    // By hand: amount 1000 (the last loan), 4 months, LOW. Interest is add-on: 1000 × rate × 4 is total; margin discounts at 1 % a month.
    [Fact]
    public async Task Offer_Is_Priced_And_Scored_As_Worked_By_Hand()
    {
        var answer = await PostAsync(TestService.With(body => body["constraints"] = JsonNode.Parse(
            """{ "minAmount": 1000, "months": [4], "maxRate": 3.25 }""")));

        var offer = answer["offer"]!;
        offer["amount"]!.GetValue<double>().ShouldBe(1000);
        offer["rate"]!.ToJsonString().ShouldBe("3.25");
        offer["installment"]!.ToJsonString().ShouldBe("282.5");
        offer["totalInterest"]!.ToJsonString().ShouldBe("130");
        // 282.5 × (1 − 1.01⁻⁴) / 0.01 − 1000 = 102.3155…
        offer["margin"]!.ToJsonString().ShouldBe("102.31");
        // Scores −1.5 + 0.25 and −2 + 0.25: income 3200 is below the split at 4000.
        offer["probabilityOfDefault"]!.ToJsonString().ShouldBe("0.2227");
        offer["probabilityOfAcceptance"]!.ToJsonString().ShouldBe("0.148047");
        offer["expectedLoss"]!.ToJsonString().ShouldBe("0");
        // 0.148047 × (1 − 0.2227) × 102.3155 = 11.774
        offer["expectedProfit"]!.ToJsonString().ShouldBe("11.77");
    }

    [Fact]
    public async Task What_Was_Asked_For_Is_Offered_Whatever_The_Steps()
    {
        var answer = await PostAsync(TestService.With(body =>
        {
            body["requestedAmount"] = 1234.56;
            body["requestedMonths"] = 6;
        }));

        answer["offer"]!["amount"]!.ToJsonString().ShouldBe("1234.56");
        answer["offer"]!["months"]!.GetValue<int>().ShouldBe(6);
    }

    [Fact]
    public async Task The_Schedule_Adds_Up_To_The_Offer()
    {
        var offer = (await PostAsync(TestService.With(body => body["schedule"] = true)))["offer"]!;

        var schedule = offer["schedule"]!.AsArray();
        schedule[0].Names().ShouldBe(["number", "months", "payment", "interest", "fee", "principal", "balance"]);
        schedule.Count.ShouldBe(offer["months"]!.GetValue<int>());
        schedule.Sum(l => l!["payment"]!.GetValue<decimal>()).ShouldBe(offer["totalPayable"]!.GetValue<decimal>());
        schedule.Sum(l => l!["interest"]!.GetValue<decimal>()).ShouldBe(offer["totalInterest"]!.GetValue<decimal>());
        schedule.Sum(l => l!["principal"]!.GetValue<decimal>()).ShouldBe(offer["amount"]!.GetValue<decimal>());
        schedule[^1]!["payment"]!.GetValue<decimal>().ShouldBe(offer["finalInstallment"]!.GetValue<decimal>());
        schedule[^1]!["balance"]!.GetValue<decimal>().ShouldBe(0);
    }

    [Fact]
    public async Task The_Disclosure_Words_The_Offers_Own_Figures_In_Every_Language()
    {
        var answer = await PostAsync(TestService.With(body => body["disclosure"] = true));

        var (offer, disclosure) = (answer["offer"]!, answer["disclosure"]!);
        disclosure["directive"]!.GetValue<string>().ShouldBe("Directive (EU) 2023/2225");
        disclosure["figures"]!["totalPayable"]!.GetValue<decimal>().ShouldBe(offer["totalPayable"]!.GetValue<decimal>());
        disclosure["figures"]!["apr"]!.GetValue<decimal>().ShouldBe(offer["apr"]!.GetValue<decimal>());
        var lines = disclosure["lines"]!.AsArray();
        lines.Select(l => l!["language"]!.GetValue<string>()).Distinct().ShouldBe(["en", "de"]);
        lines.Count.ShouldBe(22);
        lines.ShouldAllBe(l => l!["text"]!.GetValue<string>().IndexOfAny(new[] { '{', '}' }) < 0);
        var payable = offer["totalPayable"]!.GetValue<decimal>().ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
        lines.Single(l => l!["language"]!.GetValue<string>() == "de" && l["line"]!.GetValue<string>() == "totalPayable")!["text"]!.GetValue<string>()
            .ShouldBe($"Zu zahlender Gesamtbetrag: {payable} ZAR.");
        lines.First(l => l!["line"]!.GetValue<string>() == "humanReview")!["article"]!.GetValue<string>().ShouldBe("Article 18(8)");
    }

    [Fact]
    public async Task The_Disclosure_Of_A_Decline_Says_Why()
    {
        var answer = await PostAsync(TestService.With(body =>
        {
            body["disclosure"] = true;
            body["constraints"] = JsonNode.Parse("""{ "maxInstallment": 1 }""");
        }));

        answer["offer"].ShouldBeNull();
        answer["disclosure"]!["figures"].ShouldBeNull();
        var refusal = answer["disclosure"]!["lines"]![0]!;
        refusal["line"]!.GetValue<string>().ShouldBe("refusal");
        refusal["text"]!.GetValue<string>().ShouldContain(answer["reasons"]![0]!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_Versioned_Address_Answers_Alike()
    {
        using var content = new StringContent(TestService.ValidBody, System.Text.Encoding.UTF8, "application/json");
        using var response = await _service.CreateClient().PostAsync("/v1/predict", content);
        var (versioned, plain) = (await response.JsonAsync(), await PostAsync(TestService.ValidBody));

        versioned.Remove("decisionId");
        plain.AsObject().Remove("decisionId");
        JsonNode.DeepEquals(versioned, plain).ShouldBeTrue();
    }

    [Fact]
    public async Task The_Exact_Search_Says_How_Much_It_Beats_The_Grid()
    {
        var grid = await PostAsync(TestService.ValidBody);
        var answer = await PostAsync(TestService.With(json => json["search"] = new JsonObject { ["mode"] = "exact" }));

        grid["search"]!["exact"].ShouldBeNull();
        var exact = answer["search"]!["exact"]!;
        exact.Names().ShouldBe(["amountStep", "rateStep", "gridExpectedProfit", "gain"]);
        (exact["amountStep"]!.GetValue<double>(), exact["rateStep"]!.GetValue<double>()).ShouldBe((1, 0.01));
        exact["gridExpectedProfit"]!.GetValue<double>().ShouldBe(grid["offer"]!["expectedProfit"]!.GetValue<double>());
        exact["gain"]!.GetValue<double>().ShouldBe(
            answer["offer"]!["expectedProfit"]!.GetValue<double>() - grid["offer"]!["expectedProfit"]!.GetValue<double>(), 0.0101);
        exact["gain"]!.GetValue<double>().ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task Numbers_Are_Rounded_As_Documented()
    {
        var answer = await PostAsync(TestService.ValidBody);

        foreach (var offer in answer["alternatives"]!.AsArray().Append(answer["offer"]))
        {
            foreach (var money in new[] { "installment", "finalInstallment", "totalInterest", "totalPayable", "apr", "margin", "expectedLoss", "expectedProfit" })
                Decimals(offer![money]!).ShouldBeLessThanOrEqualTo(2, money);
            foreach (var probability in new[] { "probabilityOfAcceptance", "probabilityOfDefault" })
                Decimals(offer![probability]!).ShouldBeLessThanOrEqualTo(6, probability);
        }
    }

    [Fact]
    public async Task Decision_Id_Is_A_Version_7_Guid_Of_The_Services_Clock()
    {
        var first = Guid.Parse((await PostAsync(TestService.ValidBody))["decisionId"]!.GetValue<string>());
        _service.Time.Advance(TimeSpan.FromMilliseconds(1));
        var second = Guid.Parse((await PostAsync(TestService.ValidBody))["decisionId"]!.GetValue<string>());

        first.Version.ShouldBe(7);
        Convert.ToInt64(first.ToString("N")[..12], 16).ShouldBe(TestService.Start.ToUnixTimeMilliseconds());
        second.CompareTo(first).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Same_Request_Gets_The_Same_Answer_But_For_Its_Id()
    {
        var first = await PostAsync(TestService.ValidBody);
        var second = await PostAsync(TestService.ValidBody);

        first.Remove("decisionId");
        second["decisionId"]!.GetValue<string>().ShouldNotBeEmpty();
        second.Remove("decisionId");
        second.ToJsonString().ShouldBe(first.ToJsonString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Alternatives_Are_As_Many_As_Asked_For(int count)
    {
        var answer = await PostAsync(TestService.With(body => body["alternatives"] = count));

        if (count == 0)
            answer.ContainsKey("alternatives").ShouldBeFalse();
        else
            answer["alternatives"]!.AsArray().Count.ShouldBe(count);
    }

    [Fact]
    public async Task Alternatives_Are_Three_By_Default_And_Best_First()
    {
        var answer = await PostAsync(TestService.ValidBody);

        var profits = answer["alternatives"]!.AsArray().Select(a => a!["expectedProfit"]!.GetValue<double>()).ToList();
        profits.Count.ShouldBe(3);
        profits.ShouldBe(profits.OrderDescending());
        answer["offer"]!["expectedProfit"]!.GetValue<double>().ShouldBeGreaterThanOrEqualTo(profits[0]);
    }

    [Theory]
    [InlineData("""{ "explain": false }""")]
    [InlineData("""{ "explain": null }""")]
    [InlineData("{}")]
    public async Task Explanation_Is_Absent_Unless_Asked_For(string members)
    {
        var answer = await PostAsync(TestService.With(body => Merge(body, members)));

        answer.ContainsKey("explanation").ShouldBeFalse();
    }

    [Fact]
    public async Task Explanation_Shows_Categories_As_Text_And_Missing_Values_As_Null()
    {
        var answer = await PostAsync(TestService.With(body =>
        {
            body["explain"] = true;
            body["applicant"]!["bureauScore"] = null;
        }));

        var values = answer["explanation"]!["default"]!["contributions"]!.AsArray()
            .ToDictionary(c => c!["feature"]!.GetValue<string>(), c => c!["value"]?.ToJsonString());
        values["riskCategory"].ShouldBe("\"LOW\"");
        values["monthlyIncome"].ShouldBe("3200");
        values["bureauScore"].ShouldBeNull();
    }

    [Theory]
    [InlineData("""{ "requestedAmount": null, "constraints": null, "alternatives": null, "explain": null }""")]
    [InlineData("""{ "constraints": {} }""")]
    [InlineData("""{ "constraints": { "minAmount": null, "maxAmount": null, "months": null, "maxRate": null, "maxInstallment": null } }""")]
    public async Task Null_And_Absent_Optional_Members_Are_Alike(string members)
    {
        var plain = await PostAsync(TestService.ValidBody);
        var withNulls = await PostAsync(TestService.With(body => Merge(body, members)));

        plain.Remove("decisionId");
        withNulls.Remove("decisionId");
        withNulls.ToJsonString().ShouldBe(plain.ToJsonString());
    }

    [Fact]
    public async Task Constraints_Hold_For_Every_Offer()
    {
        var answer = await PostAsync(TestService.With(body =>
        {
            body["requestedAmount"] = 2000;
            body["alternatives"] = 10;
            body["constraints"] = JsonNode.Parse(
                """{ "minAmount": 600, "maxAmount": 1200, "months": [4, 6], "maxRate": 6.5, "maxInstallment": 300 }""");
        }));

        foreach (var offer in answer["alternatives"]!.AsArray().Append(answer["offer"]))
        {
            offer!["amount"]!.GetValue<double>().ShouldBeInRange(600, 1200);
            offer["months"]!.GetValue<int>().ShouldBeOneOf(4, 6);
            offer["rate"]!.GetValue<double>().ShouldBeLessThanOrEqualTo(6.5);
            offer["installment"]!.GetValue<double>().ShouldBeLessThanOrEqualTo(300);
        }
    }

    [Theory]
    [InlineData("""{ "constraints": { "maxRate": 1 } }""", "maxRate")]
    [InlineData("""{ "constraints": { "maxInstallment": 1 } }""", "maxInstallment")]
    [InlineData("""{ "constraints": { "minAmount": 5000 } }""", "minAmount")]
    [InlineData("""{ "applicant": { "riskCategory": "HIGH", "applicationScore": 29, "monthsSinceLastLoan": 10, "lastLoanAmount": 1000, "lastLoanMonths": 4 }, "constraints": { "months": [12] } }""", "months")]
    public async Task Constraint_That_Leaves_No_Offer_Is_A_Decline_With_Its_Reason(string members, string feature)
    {
        var answer = await PostAsync(TestService.With(body => Merge(body, members)));

        answer.Names().ShouldBe(["decisionId", "decision", "offer", "reasons", "alternatives", "search", "models"]);
        answer["decision"]!.GetValue<string>().ShouldBe("decline");
        answer["offer"].ShouldBeNull();
        answer["alternatives"]!.AsArray().ShouldBeEmpty();
        var reasons = answer["reasons"]!.AsArray();
        reasons.Count.ShouldBeInRange(1, 4);
        reasons[0].Names().ShouldBe(["code", "feature", "text"]);
        reasons[0]!["feature"]!.GetValue<string>().ShouldBe(feature);
    }

    [Fact]
    public async Task Applicant_Who_Would_Surely_Default_Is_Declined()
    {
        _workspace.Promote(TestModels.RiskOfCertainDefault(_workspace.Product), TestModels.Acceptance(_workspace.Product));

        var answer = await PostAsync(TestService.ValidBody);

        answer["decision"]!.GetValue<string>().ShouldBe("decline");
        answer["reasons"]!.AsArray().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Byte_Order_Mark_And_Json_Suffixes_Are_Taken()
    {
        var body = System.Text.Encoding.UTF8.GetBytes(TestService.ValidBody);

        (await _service.PostAsync([0xEF, 0xBB, 0xBF, .. body])).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _service.PostAsync(body, "application/vnd.lender+json; charset=\"UTF-8\"")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<JsonObject> PostAsync(string body)
    {
        using var response = await _service.PostAsync(body);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        return JsonNode.Parse(text)!.AsObject();
    }

    private static void Merge(JsonNode body, string members)
    {
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
            body[name] = value?.DeepClone();
    }

    private static int Decimals(JsonNode number)
    {
        var text = decimal.Parse(number.ToJsonString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture)
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
        return text.Contains('.') ? text.Length - text.IndexOf('.') - 1 : 0;
    }
}
