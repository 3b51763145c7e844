using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Products;
using Finntelligence.Trees;

namespace Finntelligence.Lending.Tests.Loading;

public sealed class ProductLoaderTests
{
    /// <summary>One change to the shipped product, the path of the one fault it must bring, and a part of the message.</summary>
    public static TheoryData<string, string, string, string> SingleFaults { get; } = new()
    {
        { "name", "\"Cash Loan\"", "name", "lower-case" },
        { "name", "null", "name", "null" },
        { "models.risk.trainer", "\"LightGbm\"", "models.risk.trainer", "possible are FastTree and MonotoneFastTree" },
        { "name", "7", "name", "a string, not a number" },
        { "title", "\" \"", "title", "blank" },
        { "currency", "\"rand\"", "currency", "ISO 4217" },
        { "ratePeriod", "\"week\"", "ratePeriod", "\"month\", \"year\", not \"week\"" },
        { "applicants", "[]", "applicants", "Did you mean \"applicant\"?" },
        { "applicant[2].name", "\"monthlyIncome\"", "applicant[2].name", "already the name of applicant[1]" },
        { "applicant[4].name", "\"rate\"", "applicant[4].name", "already the name of an offer variable" },
        { "applicant[4].name", "\"PriorLoans\"", "applicant[4].name", "camelCase" },
        { "applicant[0].kind", "\"categorie\"", "applicant[0].kind", "must be one of" },
        { "applicant[0].values", "[\"LOW\", \"LOW\", \"HIGH\"]", "applicant[0].values[1]", "twice" },
        { "applicant[0].ordered", "\"yes\"", "applicant[0].ordered", "true or false" },
        { "applicant[0].range", "[0, 2]", "applicant[0].range", "number or an integer only" },
        { "applicant[1].values", "[\"a\", \"b\"]", "applicant[1].values", "category only" },
        { "applicant[1].range", "[5000, 100]", "applicant[1].range", "reversed" },
        { "applicant[1].range", "[100, 100]", "applicant[1].range", "empty" },
        { "applicant[1].range", "[100]", "applicant[1].range", "two numbers" },
        { "applicant[1].range[0]", "\"100\"", "applicant[1].range[0]", "a number, not a string" },
        { "applicant[1].range[1]", "1e40", "applicant[1].range[1]", "too large" },
        { "applicant[2].range[0]", "300.5", "applicant[2].range[0]", "whole number" },
        { "applicant[2].range[1]", "16777217", "applicant[2].range[1]", "float32" },
        { "applicant[1].required", "0", "applicant[1].required", "true or false" },
        { "applicant[1].example", "5", "applicant[1].example", "between 100 and 100000 ZAR a month" },
        { "applicant[0].example", "\"SOME\"", "applicant[0].example", "\"LOW\", \"MEDIUM\", \"HIGH\"" },
        { "applicant[1].source.scale", "0", "applicant[1].source.scale", "above 0" },
        { "applicant[0].source.scale", "2", "applicant[0].source.scale", "number or an integer only" },
        { "applicant[2].source.missing", "[\"0\", \"0\"]", "applicant[2].source.missing[1]", "twice" },
        { "applicant[2].monotone.default", "\"down\"", "applicant[2].monotone.default", "\"none\", \"increasing\", \"decreasing\"" },
        { "applicant[2].monotone.risk", "\"decreasing\"", "applicant[2].monotone.risk", "not known" },
        { "applicant[2].reason.code", "\"score!\"", "applicant[2].reason.code", "upper-case" },
        { "applicant[3]", "7", "applicant[3]", "an object, not a number" },
        { "offer.amount.minimum", "0", "offer.amount.minimum", "above 0" },
        { "offer.amount.maximum", "100", "offer.amount.maximum", "below the minimum" },
        { "offer.amount.step", "0", "offer.amount.step", "above 0" },
        { "offer.amount.step", "20000", "offer.amount.step", "No multiple" },
        { "offer.amount.step", "0.01", "offer", "too small" },
        { "offer.amount.minimumShareOfRequested", "1.5", "offer.amount.minimumShareOfRequested", "at most 1" },
        { "offer.amount.defaultFeature", "\"lastLoanAmont\"", "offer.amount.defaultFeature", "Did you mean \"lastLoanAmount\"?" },
        { "offer.amount.defaultFeature", "\"riskCategory\"", "offer.amount.defaultFeature", "not a number" },
        { "offer.amount.requestedCap.factor", "-1", "offer.amount.requestedCap.factor", "above 0" },
        { "offer.months.values", "[4, 12, 6]", "offer.months.values[2]", "ascend" },
        { "offer.months.values[2]", "601", "offer.months.values[2]", "1 to 600" },
        { "offer.months.values[2]", "12.5", "offer.months.values[2]", "whole number" },
        { "offer.months.byCategory.values.HIGH", "[5]", "offer.months.byCategory.values.HIGH", "5 is not among offer.months.values" },
        { "offer.months.byCategory.values.HIGH", "[]", "offer.months.byCategory.values.HIGH", "at least one" },
        { "offer.months.byCategory.values.VERYHIGH", "[4]", "offer.months.byCategory.values.VERYHIGH", "not a value of \"riskCategory\"" },
        { "offer.months.byCategory.feature", "\"monthlyIncome\"", "offer.months.byCategory.feature", "not a category" },
        { "offer.rate.step", "0", "offer.rate.step", "above 0" },
        { "offer.rate.step", "-0.25", "offer.rate.step", "above 0" },
        { "offer.rate.minimum", "-1", "offer.rate.minimum", "below 0" },
        { "offer.rate.maximum", "3", "offer.rate.maximum", "below the minimum" },
        { "offer.rate.maximum", "2000", "offer.rate.maximum", "at most 1000" },
        { "derived[0].function", "\"product\"", "derived[0].function", "\"ratio\", \"difference\"" },
        { "derived[0].feature", "\"income\"", "derived[0].feature", "not a feature" },
        { "derived[1].name", "\"bureauScore\"", "derived[1].name", "already the name of applicant[2]" },
        { "economics.interest", "\"compound\"", "economics.interest", "\"addOn\", \"amortizing\"" },
        { "economics.costOfFunds", "-1", "economics.costOfFunds", "below 0" },
        { "economics.lossGivenDefault", "1.01", "economics.lossGivenDefault", "between 0 and 1" },
        { "economics.costOfFunds", "1001", "economics.costOfFunds", "between 0 and 1000" },
        { "economics.costOfFunds", "{\"default\":1}", "economics.costOfFunds", "byCategory or byMonths" },
        { "economics.costOfFunds", "{\"default\":1,\"byMonths\":{\"5\":1}}", "economics.costOfFunds.byMonths['5']", "not known" },
        { "economics.operatingCost", "{\"default\":1,\"byCategory\":{\"feature\":\"riskCategory\",\"values\":{\"LOW\":1,\"HIGH\":2}}}", "economics.operatingCost.byCategory.values.MEDIUM", "missing" },
        { "economics.lossGivenDefault", "{\"default\":1,\"byMonths\":{\"4\":1}}", "economics.lossGivenDefault", "byCategory" },
        { "economics.rounding", "{\"step\":0.015}", "economics.rounding.step", "multiple of the unit" },
        { "economics.rounding", "{\"unit\":0}", "economics.rounding.unit", "multiple of 0.01" },
        { "economics.rounding", "{\"step\":500}", "economics.rounding", "last installment" },
        { "economics.fees", "{\"installment\":0.005}", "economics.fees.installment", "multiple of 0.01" },
        { "economics.fees", "{\"origination\":{\"fixed\":200,\"collected\":\"deducted\"}}", "economics.fees.origination", "whole of the least loan" },
        { "economics.fees", "{\"origination\":{\"minimum\":9,\"maximum\":8,\"collected\":\"first\"}}", "economics.fees.origination.maximum", "below the minimum" },
        { "economics.exposureAtDefault", "{}", "economics.exposureAtDefault", "either month or hazard" },
        { "economics.exposureAtDefault", "{\"month\":0}", "economics.exposureAtDefault.month", "1 to 600" },
        { "economics.exposureAtDefault", "{\"hazard\":[0]}", "economics.exposureAtDefault.hazard", "at least one above 0" },
        { "offer.amount.maximum", "1e28", "offer.amount.maximum", "between 0 and 1000000000000" },
        { "offer.amount.step", "100.005", "offer.amount.step", "multiple of 0.01" },
        { "offer.amount.requestedCap.factor", "5e24", "offer.amount.requestedCap.factor", "between 0 and 1000000" },
        { "disclosure", "{\"languages\":{}}", "disclosure.languages", "at least one language" },
        { "economics.lossGivenDefault", "\"none\"", "economics.lossGivenDefault", "a number, not a string" },
        { "policy.rateCaps.values.LOW", "-1", "policy.rateCaps.values.LOW", "below 0" },
        { "policy.maximumProbabilityOfDefault", "0", "policy.maximumProbabilityOfDefault", "above 0" },
        { "policy.installmentToIncome", "{\"incomeFeature\":\"monthlyIncome\",\"maximum\":2}", "policy.installmentToIncome.maximum", "at most 1" },
        { "monitoring", "{\"stabilityLimit\":0.05}", "monitoring.stabilityLimit", "below stabilityWarning" },
        { "monitoring", "{\"stabilityWarning\":0}", "monitoring.stabilityWarning", "above 0" },
        { "monitoring", "{\"missingLimit\":1.5}", "monitoring.missingLimit", "at most 1" },
        { "monitoring", "{\"calibrationLimit\":\"low\"}", "monitoring.calibrationLimit", "a number, not a string" },
        { "monitoring", "{\"minimumRows\":0}", "monitoring.minimumRows", "at least 1" },
        { "monitoring", "{\"stabilityLimits\":1}", "monitoring.stabilityLimits", "Did you mean \"stabilityLimit\"?" },
        { "models.risk.inputs[1]", "\"montlyIncome\"", "models.risk.inputs[1]", "Did you mean \"monthlyIncome\"?" },
        { "models.risk.inputs[1]", "\"rate\"", "models.risk.inputs[10]", "twice" },
        { "models.risk.inputs", "[]", "models.risk.inputs", "at least one" },
        { "models.acceptance.inputs[1]", "\"months\"", "models.acceptance.inputs[1]", "column of history for \"months\"" },
        { "models.acceptance.inputs[1]", "\"loanToIncome\"", "models.acceptance.inputs[1]", "column of history for \"amount\"" },
        { "models.acceptance.offerColumns.rate", "\"final4\"", "models.acceptance.offerColumns.rate", "known only after the offer" },
        { "models.acceptance.offerColumns.term", "\"x\"", "models.acceptance.offerColumns.term", "not known" },
        { "models.acceptance.filters", "[{\"column\":\"applied\",\"equalTo\":1}]", "models.acceptance.filters[0].column", "known only after" },
        { "models.acceptance.support.variables[0].variable", "\"months\"", "models.acceptance.support.variables[0].variable", "column of history" },
        { "models.acceptance.support.variables[0].within", "-1", "models.acceptance.support.variables[0].within", "below 0" },
        { "models.acceptance.support.minimumNeighbours", "1.5", "models.acceptance.support.minimumNeighbours", "whole number" },
        { "models.acceptance.support.by", "\"priorLoans\"", "models.acceptance.support.by", "not a category" },
        { "models.risk.label.column", "null", "models.risk.label.column", "null" },
        { "models.risk.filters[0].equalTo", "[1]", "models.risk.filters[0].equalTo", "a number, a text" },
        { "models.risk.label.column", "\"appscore\"", "models.risk.inputs[3]", "the column of the label" },
        { "audit[1]", "\"female\"", "audit[1]", "twice" },
        { "audit[1]", "3", "audit[1]", "a string" },
        { "offer.rate", "null", "offer.rate", "null" },
        { "models", "[]", "models", "an object, not an array" },
    };

    /// <summary>The changes alone.</summary>
    public static IEnumerable<object[]> SingleValues => SingleFaults.Select(f => new[] { f[0], f[1] });

    [Theory]
    [MemberData(nameof(SingleFaults))]
    public void Parse_Names_a_fault_by_its_path(string where, string value, string path, string message)
    {
        var faults = ProductFile.Faults(json => Set(json, where, JsonNode.Parse(value)));

        faults.ShouldContain(
            f => f.Path == path && f.Message.Contains(message, StringComparison.OrdinalIgnoreCase),
            string.Join("\n", faults.Select(f => $"{f.Path}: {f.Message}")));
    }

    [Theory]
    [MemberData(nameof(SingleFaults))]
    public void Parse_Does_not_drown_one_fault_in_others(string where, string value, string path, string message)
    {
        // A section that is gone leaves the names in it unknown to others; everything else is one slip, one fault.
        var faults = ProductFile.Faults(json => Set(json, where, JsonNode.Parse(value)));
        var mayFollow = faults.Where(f => f.Path.StartsWith("models.", StringComparison.Ordinal) && !path.StartsWith("models", StringComparison.Ordinal));

        faults.Except(mayFollow).Count().ShouldBeLessThanOrEqualTo(
            where.StartsWith("applicant[", StringComparison.Ordinal) ? 4 : 3, $"{message}\n{string.Join("\n", faults)}");
    }

    [Theory]
    [InlineData("applicant[4].name", "applicantAge")]
    [InlineData("applicant[4].name", "gender")]
    [InlineData("applicant[4].source.column", "lnage")]
    [InlineData("applicant[4].source.column", "marital_status")]
    [InlineData("models.acceptance.offerColumns.rate", "age")]
    [InlineData("derived[0].name", "loanToAge")]
    public void Parse_Refuses_protected_attributes(string where, string value) =>
        ProductFile.Faults(json => Set(json, where, value)).ShouldContain(f => f.Path == where);

    [Fact]
    public void Parse_Lets_a_product_declare_that_an_ambiguous_name_is_no_persons()
    {
        ProductFile.Faults(json => Set(json, "applicant[4].source.column", "the_age"))
            .ShouldContain(f => f.Path == "applicant[4].source.column" && f.Message.Contains("notPersonal"));
        ProductFile.Faults(json =>
        {
            Set(json, "applicant[4].source.column", "the_age");
            Set(json, "applicant[4].notPersonal", "the car");
        }).ShouldNotContain(f => f.Path == "applicant[4].source.column");
    }

    [Fact]
    public void Parse_Takes_no_declaration_for_a_name_that_only_people_have() =>
        ProductFile.Faults(json =>
        {
            Set(json, "applicant[4].source.column", "gender");
            Set(json, "applicant[4].notPersonal", "the car");
        }).ShouldContain(f => f.Path == "applicant[4].source.column");

    [Theory]
    [InlineData("province")]
    [InlineData("dependants")]
    [InlineData("Rural")]
    public void Parse_Refuses_audit_columns_as_inputs(string column) =>
        ProductFile.Faults(json => Set(json, "applicant[4].source.column", column))
            .ShouldHaveSingleItem().ShouldBe(new Fault("applicant[4].source.column", $"\"{column}\" is listed under audit, so no model may use it."));

    [Fact]
    public void Parse_Refuses_what_is_known_only_after_the_offer_behind_an_applicant_feature()
    {
        var faults = ProductFile.Faults(json => Set(json, "applicant[4].source.column", "yearlong"));

        faults.ShouldHaveSingleItem().Path.ShouldBe("models.acceptance.inputs[4]");
    }

    [Fact]
    public void Parse_Lets_the_model_of_default_use_the_terms_that_were_taken() =>
        ProductFile.CashLoan.Risk.OfferColumns[OfferVariable.Amount].Column.ShouldBe("loansize");

    [Fact]
    public void Parse_Refuses_a_direction_for_a_category_without_an_order()
    {
        var faults = ProductFile.Faults(json =>
        {
            Set(json, "applicant[0].ordered", false);
            Set(json, "applicant[0].monotone", JsonNode.Parse("{\"default\":\"increasing\"}"));
        });

        faults.ShouldHaveSingleItem().ShouldBe(new Fault("applicant[0].monotone", "A category without an order has no direction."));
    }

    [Fact]
    public void Parse_Refuses_a_map_by_category_that_leaves_a_value_out()
    {
        var faults = ProductFile.Faults(json => json["policy"]!["rateCaps"]!["values"]!.AsObject().Remove("MEDIUM"));

        faults.ShouldHaveSingleItem().ShouldBe(new Fault("policy.rateCaps.values.MEDIUM", "Is missing."));
    }

    [Fact]
    public void Parse_Refuses_a_map_by_an_optional_category()
    {
        var faults = ProductFile.Faults(json => Set(json, "applicant[0].required", false));

        faults.Select(f => f.Path).ShouldBe(["offer.months.byCategory.feature", "policy.rateCaps.feature"]);
    }

    [Fact]
    public void Parse_Names_every_fault_at_once()
    {
        var faults = ProductFile.Faults(json =>
        {
            Set(json, "currency", "Rand");
            Set(json, "applicant[2].range", JsonNode.Parse("[999, 300]"));
            Set(json, "offer.rate.step", -1);
            Set(json, "economics.costOfFunds", "one");
            Set(json, "models.risk.inputs[0]", "unknown");
            json.Remove("audit");
            json["extra"] = 1;
        });

        faults.Select(f => f.Path).ShouldBe(
            ["currency", "applicant[2].range", "offer.rate.step", "economics.costOfFunds", "audit", "extra", "models.risk.inputs[0]", "applicant[2].example"],
            ignoreOrder: true);
    }

    [Fact]
    public void Parse_Takes_the_defaults_of_monitoring_and_leaves_the_schema_alone()
    {
        var shipped = ProductFile.CashLoan;
        var tuned = ProductLoader.Parse(ProductFile.With(json => json["monitoring"] = JsonNode.Parse("{\"stabilityLimit\":0.3}")));

        shipped.Monitoring.ShouldBe(Monitoring.Default);
        tuned.Monitoring.ShouldBe(Monitoring.Default with { StabilityLimit = 0.3m });
        new FeatureEncoder(tuned, ModelKind.Risk).SchemaHash.ShouldBe(new FeatureEncoder(shipped, ModelKind.Risk).SchemaHash);
    }

    [Fact]
    public void Parse_Of_an_empty_object_asks_for_every_member() =>
        ProductFile.Faults("{}"u8.ToArray()).Select(f => f.Path).ShouldBe(
            ["name", "title", "currency", "ratePeriod", "applicant", "offer", "derived", "economics", "policy", "models", "audit", "knownOnlyAfterOffer"],
            ignoreOrder: true);

    [Theory]
    [InlineData("", "line 1, column 1")]
    [InlineData("{\n  \"name\": \"a\",\n  oops\n}", "line 3, column 3")]
    [InlineData("{ \"name\": \"a\", }", "line 1, column 16")]
    [InlineData("{ /* why */ }", "line 1, column 3")]
    public void Parse_Of_what_is_not_json_names_line_and_column(string text, string place)
    {
        var fault = ProductFile.Faults(Encoding.UTF8.GetBytes(text)).ShouldHaveSingleItem();

        fault.Path.ShouldBe("");
        fault.Message.ShouldContain(place);
        fault.Message.ShouldNotContain("LineNumber");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    public void Parse_Of_another_value_says_what_it_found(string text) =>
        ProductFile.Faults(Encoding.UTF8.GetBytes(text)).ShouldContain(f => f.Path == "" && f.Message.StartsWith("Must be an object", StringComparison.Ordinal));

    [Fact]
    public void Parse_Refuses_a_member_that_stands_twice()
    {
        var text = System.Text.Encoding.UTF8.GetString(ProductFile.SomeLoan).Replace("\"currency\": \"ZAR\",", "\"currency\": \"ZAR\", \"currency\": \"EUR\",", StringComparison.Ordinal);

        ProductFile.Faults(Encoding.UTF8.GetBytes(text)).ShouldHaveSingleItem().ShouldBe(new Fault("currency", "Stands here more than once."));
    }

    [Theory]
    [InlineData("\"Cash loan for returning clients\"", "\"\\ud800\"", "title", "Is not valid Unicode.")]
    [InlineData("\"currency\":", "\"\\ud800\": 1, \"currency\":", "['\uFFFD']", "Is not known here.")]
    public void Parse_Refuses_half_a_surrogate_pair(string old, string replacement, string path, string message)
    {
        var text = System.Text.Encoding.UTF8.GetString(ProductFile.SomeLoan).Replace(old, replacement, StringComparison.Ordinal);

        ProductFile.Faults(Encoding.UTF8.GetBytes(text)).ShouldHaveSingleItem().ShouldBe(new Fault(path, message));
    }

    [Fact]
    public void Parse_Refuses_bytes_that_are_not_utf8() =>
        ProductFile.Faults([(byte)'"', 0xFF, (byte)'"']).ShouldHaveSingleItem().Message.ShouldBe("The file is not valid UTF-8.");

    [Fact]
    public void Parse_Refuses_a_huge_file() =>
        ProductFile.Faults(new byte[10_000_001]).ShouldHaveSingleItem().Message.ShouldBe("The file is longer than 10 MB.");

    [Fact]
    public void Parse_Skips_a_byte_order_mark_and_hashes_the_file_as_it_is()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. ProductFile.SomeLoan];

        ProductLoader.Parse(bytes).Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public void Parse_Survives_any_change_of_a_value()
    {
        var random = new Random(20061);
        string[] replacements = ["null", "true", "-1", "0.5", "1e30", "1e400", "\"\"", "\"x\"", "[]", "{}", "[null]", "{\"a\":1}", "[[1]]"];
        var places = Places(JsonNode.Parse(ProductFile.SomeLoan)!, "").ToList();
        places.Count.ShouldBeGreaterThan(200);
        foreach (var place in places)
        {
            var replacement = replacements[random.Next(replacements.Length)];
            // Anything but a list of faults, such as another exception, fails the test.
            Should.NotThrow(() => ProductFile.Faults(json => Set(json, place, JsonNode.Parse(replacement))), $"{place} = {replacement}");
        }
    }

    [Fact]
    public void Parse_Reads_what_the_shipped_product_does_not_use()
    {
        var product = ProductLoader.Parse(ProductFile.With(json =>
        {
            Set(json, "ratePeriod", "year");
            Set(json, "economics.interest", "amortizing");
            Set(json, "policy.maximumProbabilityOfDefault", 0.4);
            Set(json, "policy.installmentToIncome", JsonNode.Parse("{\"incomeFeature\":\"monthlyIncome\",\"maximum\":0.3}"));
            Set(json, "derived[0].function", "difference");
            json["applicant"]!.AsArray().Add(JsonNode.Parse(
                """
                { "name": "ownsHome", "kind": "boolean", "required": false, "description": "Owns a home.", "example": true,
                  "source": { "column": "home" }, "monotone": { "acceptance": "decreasing" }, "reason": { "code": "HOME", "text": "Your home" } }
                """));
            json["offer"]!["months"]!.AsObject().Remove("byCategory");
            json["policy"]!.AsObject().Remove("rateCaps");
        }));

        product.RatePeriod.ShouldBe(RatePeriod.Year);
        product.Economics.Interest.ShouldBe(InterestMethod.Amortizing);
        product.Policy.MaximumProbabilityOfDefault.ShouldBe(0.4);
        product.Policy.InstallmentToIncome.ShouldBe(new InstallmentToIncome("monthlyIncome", 0.3m));
        product.Policy.RateCaps.ShouldBeNull();
        product.Derived[0].Function.ShouldBe(DerivedFunction.Difference);
        product.Offer.Months.ByCategory.ShouldBeNull();
        product.Applicant[8].Kind.ShouldBe(ApplicantFeatureKind.Boolean);
        product.Applicant[8].MonotoneAcceptance.ShouldBe(Monotonicity.Decreasing);
    }

    [Fact]
    public void Load_Names_a_file_that_is_not_there() =>
        Should.Throw<FileNotFoundException>(() => ProductLoader.Load(Path.Combine(Path.GetTempPath(), "no-such-product.json")));

    [Fact]
    public void InvalidProductException_Lists_every_fault() =>
        new InvalidProductException([new Fault("", "Is empty."), new Fault("a[0]", "Is wrong.")]).Message
            .ShouldBe("The product definition has faults:\n  $: Is empty.\n  a[0]: Is wrong.");

    private static IEnumerable<string> Places(JsonNode node, string path) => node switch
    {
        JsonObject members => members.SelectMany(m => Below(m.Value, path.Length == 0 ? m.Key : $"{path}.{m.Key}")),
        JsonArray items => items.SelectMany((item, i) => Below(item, $"{path}[{i}]")),
        _ => [],
    };

    private static IEnumerable<string> Below(JsonNode? node, string path) => node is null ? [path] : Places(node, path).Prepend(path);

    internal static void Set(JsonObject root, string where, JsonNode? value)
    {
        var steps = where.Replace("]", "", StringComparison.Ordinal).Split('.', '[');
        JsonNode node = root;
        foreach (var step in steps[..^1])
            node = node is JsonArray items ? items[int.Parse(step)]! : node[step] ??= new JsonObject();
        if (node is JsonArray array)
            array[int.Parse(steps[^1])] = value;
        else
            node[steps[^1]] = value;
    }
}
