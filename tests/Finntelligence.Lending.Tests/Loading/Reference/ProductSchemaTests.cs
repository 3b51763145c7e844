using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Finntelligence.Lending.Loading.Reference;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;
using Finntelligence.Lending.Tests.Products;
using Json.Schema;

namespace Finntelligence.Lending.Tests.Loading.Reference;

/// <summary>The schema says what the loader says, of definitions that load and of definitions with a fault.</summary>
public sealed class ProductSchemaTests
{
    private const string Write = "FINNTELLIGENCE_WRITE_MAP";

    // What the loader says of a member by itself. What it says of how parts fit together (names, order, sizes) no schema can.
    private static readonly string[] OfOneMember =
    [
        "Is missing", "Must not be null", "Is not known here", "Must be a string", "Must be a number", "Must be an object", "Must be an array", "Must be true or false",
        "Must be one of \"", "Must not be blank", "Must be above 0", "Must not be below 0", "Must be a code of", "Must be in camelCase", "Must be upper-case", "Must be lower-case",
        "Must hold at least one", "Must hold two numbers", "Belongs to", "Must not stand beside", "Must be either", "Must have either",
    ];

    private static JsonSchema Schema { get; } = JsonSchema.FromText(ProductSchema.Text());

    /// <summary>Definitions that load: the shipped one, the tests' own, and changes that use every member.</summary>
    public static TheoryData<string, string> Good { get; } = new()
    {
        { "name", "\"cash-loan\"" },
        { "$schema", "\"../product.schema.json\"" },
        { "note", "{ \"any\": [1, null] }" },
        { "applicant[1].unit", "null" },
        { "applicant[2].monotone", "null" },
        { "applicant[1].source", "{\"column\":\"grossincome\",\"scale\":1000,\"missing\":[\"0\"],\"map\":{\"none\":0}}" },
        { "applicant[4].notPersonal", "\"the lender\"" },
        { "offer.months", "{\"minimum\":4,\"maximum\":12,\"step\":4}" },
        { "economics.costOfFunds", "{\"default\":1,\"byMonths\":{\"4\":1}}" },
        { "economics.lossGivenDefault", "{\"default\":1,\"byCategory\":{\"feature\":\"riskCategory\",\"values\":{\"LOW\":1,\"MEDIUM\":0.5,\"HIGH\":0}}}" },
        { "economics.rounding", "{\"step\":1,\"unit\":0.01,\"mode\":\"up\"}" },
        { "economics.fees", "{\"origination\":{\"fixed\":5,\"percent\":2,\"minimum\":10,\"maximum\":80,\"collected\":\"deducted\"},\"installment\":1.5}" },
        { "economics.exposureAtDefault", "{\"month\":3}" },
        { "economics.exposureAtDefault", "{\"hazard\":[0.1,0.2]}" },
        { "monitoring", "{\"stabilityWarning\":0.1,\"stabilityLimit\":0.3,\"missingLimit\":0.2,\"calibrationLimit\":0.2,\"minimumRows\":100}" },
        { "history", "{\"delimiter\":\"\\t\",\"decimal\":\",\",\"encoding\":\"windows1252\",\"sheet\":\"Loans\",\"dates\":{\"a\":\"MMM-yy\",\"b\":[\"dd.MM.yyyy\"]}}" },
        { "disclosure", File.ReadAllText(Repository.File("src/Finntelligence.Lending/Loading/standard-texts.json")) },
        { "economics.costOfFunds", "{\"default\":1,\"byCategory\":{\"feature\":\"riskCategory\",\"values\":{\"LOW\":1,\"MEDIUM\":2,\"HIGH\":3}}}" },
        { "economics.operatingCost", "{\"default\":1,\"byCategory\":{\"feature\":\"riskCategory\",\"values\":{\"LOW\":1,\"MEDIUM\":2,\"HIGH\":3}}}" },
        { "economics.recordedMargin", "{\"column\":\"net_margin\",\"scale\":1000,\"missing\":[\"x\"],\"map\":{\"none\":0}}" },
        { "policy.card", "{\"rates\":{\"feature\":\"riskCategory\",\"values\":{\"LOW\":5,\"MEDIUM\":6,\"HIGH\":7}},\"minimumGain\":1,\"minimumGainShare\":0.05}" },
        { "policy.rateCard", "{\"use\":\"compare\"}" },
        { "models.risk.offerColumns.amount", "{\"column\":\"loansize\",\"scale\":1000,\"missing\":[\"x\"],\"map\":{\"none\":0}}" },
        { "models.risk.offerColumns.months", "{\"column\":\"term\",\"scale\":12,\"missing\":[\"x\"],\"map\":{\"none\":0}}" },
        { "models.risk.label", "{\"column\":\"loan_status\",\"notOneOf\":[\"Current\"]}" },
        { "models.risk.filters", "[{\"column\":\"a\",\"oneOf\":[1,2]},{\"column\":\"b\",\"between\":[1,2]}]" },
        { "history", "{\"time\":\"issue_d\",\"folds\":\"time\",\"valueLabels\":\"codes\"}" },
        { "applicant[0].source", "{\"column\":\"risk\",\"groups\":{\"LOW\":[\"low*\",\"L\"],\"HIGH\":[\"H\"]},\"others\":\"MEDIUM\"}" },
        { "economics.operatingCost", "-25" },
        { "economics.operatingCost", "{\"default\":-5,\"byMonths\":{\"4\":-7.5}}" },
        { "models.risk.support.by", "null" },
        { "models.risk.support", "null" },
        { "models.risk.trainer", "\"FastTree\"" },
        { "models.risk.label", "{\"column\":\"loan_status\",\"oneOf\":[\"Charged Off\",1]}" },
        { "models.risk.label", "{\"column\":\"loan_status\",\"between\":[1,2]}" },
        { "models.risk.filters", "[{\"column\":\"a\",\"equalTo\":true},{\"column\":\"b\",\"notOneOf\":[\"x\"]},{\"column\":\"c\",\"notMissing\":true}]" },
        { "models.risk.filters", "null" },
        { "models.risk.offerColumns.rate", "{\"column\":\"apr\",\"unit\":\"basisPoints\",\"per\":\"year\",\"scale\":1,\"missing\":[\"x\"],\"map\":{\"none\":0}}" },
        { "models.risk.offerColumns.rate", "{\"column\":\"spread\",\"reference\":{\"column\":\"base\",\"unit\":\"fraction\",\"per\":\"year\",\"scale\":1,\"missing\":[\"x\"],\"map\":{\"none\":0}}}" },
        { "models.risk.offerColumns.rate", "{\"column\":\"spread\",\"reference\":\"base\"}" },
        { "models.risk.offerColumns.amount", "{\"column\":\"loansize\",\"scale\":1000}" },
        { "policy.maximumProbabilityOfDefault", "0.3" },
        { "policy.requested", "{\"amount\":\"kept\",\"months\":\"free\"}" },
        { "policy.requested", "{}" },
        { "models.acceptance", "{\"constant\":0.3,\"note\":\"No label.\"}" },
        { "models.risk", "{\"curve\":[{\"rate\":4,\"probability\":0.05},{\"rate\":9.5,\"probability\":0.1}]}" },
        { "derived", "[{\"name\":\"loanToIncome\",\"formula\":\"log(amount / max(ifMissing(monthlyIncome, 1500), 500))\",\"reason\":{\"code\":\"A\",\"text\":\"a\"}},"
            + "{\"name\":\"loanToLastLoan\",\"function\":\"difference\",\"variable\":\"amount\",\"feature\":\"lastLoanAmount\",\"reason\":{\"code\":\"B\",\"text\":\"b\"}}]" },
        { "policy.rateLimits", "[{\"feature\":\"bureauScore\",\"above\":-1.5}]" },
        { "policy.markup", "{\"points\":2.5}" },
        { "policy.minimumProbabilityOfAcceptance", "0.05" },
        { "policy.nearlyEqual", "{\"within\":2,\"prefer\":\"takeUp\"}" },
        { "policy.nearlyEqual", "{\"withinShare\":0.02,\"prefer\":\"shorterTerm\"}" },
        { "monitoring.calendar", "[\"bureauScore\",\"loanToIncome\"]" },
        { "models.risk.weight", "\"sampling_weight\"" },
        { "models.acceptance.weight", "{\"column\":\"w\",\"scale\":2,\"missing\":[\"x\"],\"map\":{\"one\":1}}" },
        { "economics.costOfFunds", "{\"default\":1,\"byFeature\":{\"feature\":\"bureauScore\",\"step\":10}}" },
        { "economics.recordedMargin", "\"net_margin\"" },
        { "economics.recordedMargin", "{\"column\":\"net_margin\",\"scale\":1000}" },
        { "policy.installmentToIncome", "{\"incomeFeature\":\"monthlyIncome\",\"maximum\":0.5}" },
    };

    /// <summary>Faults beside those of the loader's own tests.</summary>
    public static TheoryData<string, string> Bad { get; } = new()
    {
        { "history", "{\"delimiter\":\"-\"}" },
        { "history", "{\"encoding\":\"latin1\"}" },
        { "history", "{\"dates\":{\"a\":[]}}" },
        { "history", "{\"date\":{}}" },
        { "history", "{\"folds\":\"random\"}" },
        { "history", "{\"folds\":\"time\"}" },
        { "history", "{\"valueLabels\":\"both\"}" },
        { "applicant[0].source.groups", "{\"LOW\":[]}" },
        { "applicant[0].source.groups", "{\"LOW\":\"L\"}" },
        { "applicant[0].source.groups", "{\"LOWER\":[\"L\"]}" },
        { "applicant[0].source.groups", "{\"LOW\":[\"HIGH\"]}" },
        { "applicant[0].source.groups", "{\"LOW\":[\"L\"],\"HIGH\":[\"L\"]}" },
        { "applicant[0].source.others", "\"OTHER\"" },
        { "applicant[0].source.others", "1" },
        { "applicant[1].source.groups", "{\"LOW\":[\"L\"]}" },
        { "applicant[1].source.others", "\"LOW\"" },
        { "models.acceptance", "{\"constant\":0.3,\"support\":{\"variables\":[{\"variable\":\"rate\",\"within\":1}],\"minimumNeighbours\":5}}" },
        { "models.risk.support", "{\"by\":\"riskCategory\",\"variables\":[],\"minimumNeighbours\":5}" },
        { "economics.operatingCost", "-10000000000000000" },
        { "offer.months", "{\"minimum\":4,\"maximum\":12}" },
        { "offer.months", "{\"values\":[4],\"step\":1}" },
        { "offer.months", "{}" },
        { "models.risk.label", "{\"column\":\"x\"}" },
        { "models.risk.label", "{\"column\":\"x\",\"above\":0,\"equalTo\":1}" },
        { "models.risk.label", "{\"column\":\"x\",\"dividedBy\":\"y\",\"equalTo\":1}" },
        { "models.risk.label", "{\"column\":\"x\",\"notMissing\":true}" },
        { "models.risk.filters", "[{\"column\":\"x\"}]" },
        { "models.risk.filters", "[{\"column\":\"x\",\"equalTo\":1,\"oneOf\":[1]}]" },
        { "models.risk.filters", "[{\"column\":\"x\",\"oneOf\":[]}]" },
        { "models.risk.filters", "[{\"column\":\"x\",\"between\":[1]}]" },
        { "models.risk.filters", "[{\"column\":\"x\",\"notMissing\":false}]" },
        { "models.risk.offerColumns.rate", "{\"column\":\"apr\",\"unit\":\"permille\"}" },
        { "models.risk.offerColumns.amount", "{\"column\":\"apr\",\"unit\":\"percent\"}" },
        { "models.risk.offerColumns.amount", "{\"scale\":2}" },
        { "models.risk.offerColumns.amount", "{\"column\":\"a\",\"reference\":\"b\"}" },
        { "models.risk.offerColumns.rate", "{\"column\":\"a\",\"reference\":{\"column\":\"b\",\"reference\":\"c\"}}" },
        { "models.risk.offerColumns.rate", "{\"column\":\"a\",\"reference\":{\"unit\":\"percent\"}}" },
        { "applicant[1].source.map", "{\"none\":\"0\"}" },
        { "applicant[1].source.scale", "-1" },
        { "policy.rateLimits", "[{\"feature\":\"bureauScore\"}]" },
        { "policy.markup", "{}" },
        { "policy.minimumProbabilityOfAcceptance", "0" },
        { "policy.minimumProbabilityOfAcceptance", "1.5" },
        { "policy.nearlyEqual", "{\"within\":2}" },
        { "policy.nearlyEqual", "{\"prefer\":\"takeUp\"}" },
        { "policy.nearlyEqual", "{\"within\":-1,\"prefer\":\"takeUp\"}" },
        { "policy.nearlyEqual", "{\"withinShare\":1,\"prefer\":\"takeUp\"}" },
        { "policy.nearlyEqual", "{\"within\":1,\"prefer\":\"cheaper\"}" },
        { "monitoring.calendar", "[\"baseRate\"]" },
        { "monitoring.calendar", "\"bureauScore\"" },
        { "models.risk.weight", "1" },
        { "models.risk.weight", "{\"scale\":2}" },
        { "models.acceptance", "{\"constant\":0.3,\"weight\":\"w\"}" },
        { "economics.costOfFunds", "{\"default\":1,\"byFeature\":{\"feature\":\"riskCategory\",\"step\":1}}" },
        { "economics.costOfFunds", "{\"default\":1,\"byFeature\":{\"feature\":\"bureauScore\",\"step\":0.1}}" },
        { "economics.costOfFunds", "{\"default\":1,\"byFeature\":{\"feature\":\"bureauScore\",\"step\":0}}" },
        { "economics.costOfFunds", "{\"default\":1,\"byFeature\":{\"feature\":\"bureauScore\",\"step\":10},\"byMonths\":{\"4\":1}}" },
        { "economics.operatingCost", "{\"default\":1,\"byFeature\":{\"feature\":\"bureauScore\",\"step\":10}}" },
        { "economics.recordedMargin", "5" },
        { "policy.markup", "{\"points\":-0.5}" },
        { "economics.lossGivenDefault", "{\"default\":1}" },
        { "policy.requested", "{\"amount\":\"free\"}" },
        { "policy.requested", "{\"month\":\"free\"}" },
        { "models.acceptance", "{\"constant\":0.3,\"trainer\":\"FastTree\"}" },
        { "models.acceptance", "{\"constant\":0.3,\"curve\":[]}" },
        { "models.acceptance", "{\"curve\":[{\"rate\":4}]}" },
        { "models.acceptance", "{}" },
        { "derived[0].formula", "\"amount\"" },
        { "derived[0].function", "\"formula\"" },
        { "economics.costOfFunds", "{\"default\":1,\"byMonths\":{\"4\":1},\"byCategory\":{\"feature\":\"riskCategory\",\"values\":{}}}" },
    };

    [Fact]
    public void The_definitions_that_are_shipped_fit()
    {
        Fits(File.ReadAllBytes(Repository.File("data/cash-loan/product.json"))).ShouldBeTrue();
        Fits(ProductFile.SomeLoan).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void What_loads_fits(string where, string value)
    {
        var utf8 = Changed(where, value);
        ProductFile.Faults(utf8).ShouldBeEmpty();
        Fits(utf8).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Bad))]
    [MemberData(nameof(ProductLoaderTests.SingleValues), MemberType = typeof(ProductLoaderTests))]
    public void What_the_loader_refuses_of_a_member_does_not_fit(string where, string value)
    {
        var utf8 = Changed(where, value);
        var faults = ProductFile.Faults(utf8);

        faults.ShouldNotBeEmpty();
        if (faults.Any(f => OfOneMember.Any(m => f.Message.StartsWith(m, StringComparison.Ordinal)) && !IsByCategory(f)))
            Fits(utf8).ShouldBeFalse(string.Join('\n', faults));
    }

    // Every member of the schema is asked for by the loader, since it says of no other that it is not known.
    [Fact]
    public void Every_member_that_the_reference_names_is_one_that_the_loader_knows()
    {
        var unknown = new List<string>();
        Walk(ProductReference.Product, JsonNode.Parse(ProductFile.SomeLoan)!.AsObject(), "", (path, json) =>
        {
            foreach (var fault in ProductFile.Faults(Encoding.UTF8.GetBytes(json)).Where(f => f.Path == path && f.Message.StartsWith("Is not known", StringComparison.Ordinal)))
                unknown.Add($"{fault.Path}: {fault.Message}");
        });
        unknown.ShouldBeEmpty();
    }

    // A corpus that leaves a member out says nothing of it.
    [Fact]
    public void Every_member_occurs_in_a_definition_that_loads()
    {
        var seen = new HashSet<(Shape Owner, string Member)>();
        foreach (var row in Good)
            See(ProductReference.Product, JsonNode.Parse(Changed((string)row[0], (string)row[1])), seen);
        See(ProductReference.Product, JsonNode.Parse(File.ReadAllBytes(Repository.File("data/car-loan/product.json"))), seen);

        Members(ProductReference.Product).Where(m => !seen.Contains((m.Owner, m.Member.Name))).Select(m => m.Member.Name).ShouldBeEmpty();
    }

    // Of no type that any member has, so that loader and schema must both refuse it, whatever member it is.
    [Fact]
    public void Every_member_with_a_value_of_no_type_is_refused_by_both()
    {
        var asked = new HashSet<(Shape Owner, string Member)>();
        var wrong = new List<string>();
        foreach (var row in Good)
        {
            var json = JsonNode.Parse(Changed((string)row[0], (string)row[1]))!;
            Each(ProductReference.Product, json, (owner, member, parent) =>
            {
                if (member.Shape is AnyShape || !asked.Add((owner, member.Name)))
                    return;
                var value = parent[member.Name];
                parent[member.Name] = new JsonArray(new JsonArray());
                var utf8 = Encoding.UTF8.GetBytes(json.ToJsonString());
                if (ProductFile.Faults(utf8).Count == 0 || Fits(utf8))
                    wrong.Add(parent.GetPath() + "." + member.Name);
                parent[member.Name] = value?.DeepClone();
            });
        }

        wrong.ShouldBeEmpty();
        asked.Count.ShouldBeGreaterThan(120);
    }

    [Fact]
    public void Every_example_of_the_reference_is_a_value_of_its_member()
    {
        foreach (var (member, _) in Members(ProductReference.Product).Where(m => m.Member.Example is not null))
            Should.NotThrow(() => JsonNode.Parse(member.Example!), member.Name);
    }

    [Fact]
    public void The_shipped_schema_is_the_one_that_is_generated() => Same("data/product.schema.json", ProductSchema.Text());

    [Fact]
    public void The_shipped_reference_is_the_one_that_is_generated() => Same("data/product.md", ReferencePage.Text());

    private static void Same(string path, string generated)
    {
        var file = Repository.File(path);
        if (Environment.GetEnvironmentVariable(Write) == "1")
            File.WriteAllText(file, generated);
        File.Exists(file).ShouldBeTrue();
        File.ReadAllText(file).ShouldBe(generated, $"{path} is generated: {Write}=1 dotnet test tests/Finntelligence.Lending.Tests writes it anew.");
    }

    // Which values a category has, and what kind the feature around it is, a schema does not know.
    private static bool IsByCategory(Fault fault) =>
        (fault.Path.EndsWith("source.scale", StringComparison.Ordinal) || fault.Path.EndsWith("source.groups", StringComparison.Ordinal) || fault.Path.EndsWith("source.others", StringComparison.Ordinal)) && fault.Message.StartsWith("Belongs", StringComparison.Ordinal)
        || fault.Path.Contains("byCategory.values", StringComparison.Ordinal) || fault.Path.Contains("rateCaps.values", StringComparison.Ordinal)
        || fault.Path.Contains("byMonths", StringComparison.Ordinal) || fault.Path.StartsWith("applicant", StringComparison.Ordinal) && fault.Path.EndsWith("example", StringComparison.Ordinal)
        || fault.Message.StartsWith("Must be above 0", StringComparison.Ordinal) && fault.Path.EndsWith("rounding.unit", StringComparison.Ordinal);

    private static bool Fits(byte[] utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        return Schema.Evaluate(document.RootElement).IsValid;
    }

    private static byte[] Changed(string where, string value) => ProductFile.With(json => ProductLoaderTests.Set(json, where, JsonNode.Parse(value)));

    // Puts each optional member of the objects that some-loan.json has into it, with a value of no type, and asks the loader.
    private static void Walk(ObjectShape shape, JsonObject json, string path, Action<string, string> ask)
    {
        foreach (var member in shape.Members)
        {
            var own = JsonPaths.Member(path, member.Name);
            if (!json.ContainsKey(member.Name))
            {
                json[member.Name] = new JsonArray(new JsonArray());
                ask(own, json.Root.ToJsonString());
                json.Remove(member.Name);
            }
            else if (member.Shape is ObjectShape inner && json[member.Name] is JsonObject child)
                Walk(inner, child, own, ask);
            else if (member.Shape is ListShape { Items: ObjectShape item } && json[member.Name] is JsonArray { Count: > 0 } list && list[0] is JsonObject first)
                Walk(item, first, $"{own}[0]", ask);
        }
    }

    private static void See(Shape shape, JsonNode? json, HashSet<(Shape, string)> seen) =>
        Each(shape, json, (owner, member, _) => seen.Add((owner, member.Name)));

    // Every member of the reference that a definition has.
    private static void Each(Shape shape, JsonNode? json, Action<Shape, Member, JsonObject> tell)
    {
        switch (shape, json)
        {
            case (ObjectShape o, JsonObject members):
                foreach (var member in o.Members.Where(m => members.ContainsKey(m.Name)))
                {
                    Each(member.Shape, members[member.Name], tell);
                    tell(o, member, members);
                }

                break;
            case (ListShape l, JsonArray items):
                foreach (var item in items.ToArray())
                    Each(l.Items, item, tell);
                break;
            case (MapShape m, JsonObject values):
                foreach (var (name, value) in values.Where(v => v.Key != "note").ToArray())
                    Each(m.Values, value, tell);
                break;
            case (EitherShape e, _):
                foreach (var either in e.Shapes)
                    Each(either, json, tell);
                break;
        }
    }

    private static IEnumerable<(Member Member, Shape Owner)> Members(Shape shape) => shape switch
    {
        ObjectShape o => o.Members.Select(m => (m, (Shape)o)).Concat(o.Members.SelectMany(m => Members(m.Shape))),
        ListShape l => Members(l.Items),
        MapShape m => Members(m.Values),
        EitherShape e => e.Shapes.SelectMany(Members),
        _ => [],
    };
}
