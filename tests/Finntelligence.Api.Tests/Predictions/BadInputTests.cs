using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Api.Tests.Support;

namespace Finntelligence.Api.Tests.Predictions;

/// <summary>What a client can send by mistake or by malice, and what exactly it gets.</summary>
public sealed class BadInputTests(BadInputTests.Fixture fixture) : IClassFixture<BadInputTests.Fixture>
{
    // What stands in the place of A is the valid applicant.
    public static TheoryData<string, string[]> BadBodies { get; } = new()
    {
        // Not a document
        { "", ["$"] },
        { " \r\n\t ", ["$"] },
        { "hello", ["$"] },
        { "{", ["$"] },
        { "{ \"applicant\": A, }", ["$"] },
        { "{ \"applicant\": A } {}", ["$"] },
        { "{ \"applicant\": A } // why", ["$"] },
        { "{ \"applicant\": A, \"requestedAmount\": NaN }", ["$"] },
        { "{ \"applicant\": A, \"requestedAmount\": Infinity }", ["$"] },
        { "{ \"applicant\": A, \"requestedAmount\": 01000 }", ["$"] },
        { "{ 'applicant': A }", ["$"] },
        // Not an object
        { "[]", ["$"] },
        { "[{ \"applicant\": A }]", ["$"] },
        { "null", ["$"] },
        { "\"applicant\"", ["$"] },
        { "42", ["$"] },
        // The applicant
        { "{}", ["applicant"] },
        { "{ \"applicant\": null }", ["applicant"] },
        { "{ \"applicant\": [] }", ["applicant"] },
        { "{ \"applicant\": \"A\" }", ["applicant"] },
        {
            "{ \"applicant\": {} }",
            ["applicant.riskCategory", "applicant.applicationScore", "applicant.monthsSinceLastLoan", "applicant.lastLoanAmount", "applicant.lastLoanMonths"]
        },
        { Applicant("riskCategory", "null"), ["applicant.riskCategory"] },
        { Applicant("riskCategory", "\"low\""), ["applicant.riskCategory"] },
        { Applicant("riskCategory", "\"\""), ["applicant.riskCategory"] },
        { Applicant("riskCategory", "1"), ["applicant.riskCategory"] },
        { Applicant("riskCategory", "\"\\uD800\""), ["applicant.riskCategory"] },
        { Applicant("bureauScore", "\"610\""), ["applicant.bureauScore"] },
        { Applicant("bureauScore", "\"NaN\""), ["applicant.bureauScore"] },
        { Applicant("bureauScore", "610.5"), ["applicant.bureauScore"] },
        { Applicant("bureauScore", "0"), ["applicant.bureauScore"] },
        { Applicant("bureauScore", "1000"), ["applicant.bureauScore"] },
        { Applicant("bureauScore", "true"), ["applicant.bureauScore"] },
        { Applicant("bureauScore", "[610]"), ["applicant.bureauScore"] },
        { Applicant("bureauScore", "{ \"value\": 610 }"), ["applicant.bureauScore"] },
        { Applicant("monthlyIncome", "1e400"), ["applicant.monthlyIncome"] },
        { Applicant("monthlyIncome", "-1e400"), ["applicant.monthlyIncome"] },
        { Applicant("monthlyIncome", "79228162514264337593543950336"), ["applicant.monthlyIncome"] },
        { Applicant("monthlyIncome", "-3200"), ["applicant.monthlyIncome"] },
        { Applicant("lastLoanAmount", "1e-400"), ["applicant.lastLoanAmount"] },
        { Applicant("age", "40"), ["applicant.age"] },
        { Applicant("RiskCategory", "\"LOW\""), ["applicant.RiskCategory"] },
        { Applicant("last amount", "1"), ["applicant['last amount']"] },
        { "{ \"applicant\": A, \"applicant\": A }", ["applicant"] },
        { "{ \"applicant\": { \"riskCategory\": \"LOW\", \"riskCategory\": \"LOW\", \"applicationScore\": 29, \"monthsSinceLastLoan\": 1, \"lastLoanAmount\": 1000, \"lastLoanMonths\": 4 } }", ["applicant.riskCategory"] },
        // The requested amount
        { Top("requestedAmount", "\"2000\""), ["requestedAmount"] },
        { Top("requestedAmount", "199.99"), ["requestedAmount"] },
        { Top("requestedAmount", "-1000"), ["requestedAmount"] },
        { Top("requestedAmount", "2500.01"), ["requestedAmount"] },
        { Top("requestedAmount", "10001"), ["requestedAmount"] },
        { Top("requestedAmount", "1e28"), ["requestedAmount"] },
        { Top("requestedAmount", "1e29"), ["requestedAmount"] },
        { Top("requestedAmount", "true"), ["requestedAmount"] },
        // Alternatives, explain, unknown members
        { Top("alternatives", "-1"), ["alternatives"] },
        { Top("alternatives", "11"), ["alternatives"] },
        { Top("alternatives", "1.5"), ["alternatives"] },
        { Top("alternatives", "\"3\""), ["alternatives"] },
        { Top("alternatives", "99999999999"), ["alternatives"] },
        { Top("explain", "\"true\""), ["explain"] },
        { Top("explain", "1"), ["explain"] },
        { Top("explian", "true"), ["explian"] },
        { Top("note", "\"for people\""), ["note"] },
        { Top("", "1"), ["['']"] },
        { Top("\\uD800", "1"), ["['\uFFFD']"] },
        // Constraints
        { Top("constraints", "[]"), ["constraints"] },
        { Top("constraints", "\"none\""), ["constraints"] },
        { Constraints("minAmount", "-0.01"), ["constraints.minAmount"] },
        { Constraints("minAmount", "\"500\""), ["constraints.minAmount"] },
        { Constraints("maxAmount", "0"), ["constraints.maxAmount"] },
        { Constraints("maxAmount", "1e999"), ["constraints.maxAmount"] },
        { Top("constraints", "{ \"minAmount\": 1000, \"maxAmount\": 999 }"), ["constraints.minAmount"] },
        { Constraints("maxRate", "0"), ["constraints.maxRate"] },
        { Constraints("maxRate", "-3"), ["constraints.maxRate"] },
        { Constraints("maxRate", "false"), ["constraints.maxRate"] },
        { Constraints("maxInstallment", "0"), ["constraints.maxInstallment"] },
        { Constraints("maxInstallment", "{}"), ["constraints.maxInstallment"] },
        { Constraints("months", "4"), ["constraints.months"] },
        { Constraints("months", "[]"), ["constraints.months"] },
        { Constraints("months", "[4, 5]"), ["constraints.months[1]"] },
        { Constraints("months", "[4, 6, 4]"), ["constraints.months[2]"] },
        { Constraints("months", "[4.5, \"6\", null, true]"), ["constraints.months[0]", "constraints.months[1]", "constraints.months[2]", "constraints.months[3]"] },
        { Constraints("months", "[[4]]"), ["constraints.months[0]"] },
        { Constraints("maxMonths", "6"), ["constraints.maxMonths"] },
        { Top("constraints", "{ \"maxRate\": 5, \"maxRate\": 6 }"), ["constraints.maxRate"] },
        // Several at once; what is wrong elsewhere in the applicant hides no limit that goes by a member that can be read
        {
            """
            { "applicant": { "riskCategory": "BEST", "applicationScore": 29, "monthsSinceLastLoan": 1, "lastLoanAmount": 1000, "lastLoanMonths": 4 },
              "requestedAmount": 2600 }
            """,
            ["applicant.riskCategory", "requestedAmount"]
        },
        {
            """
            { "applicant": { "riskCategory": "BEST", "bureauScore": "610", "applicationScore": null, "lastLoanAmount": 1000, "lastLoanMonths": 4, "sex": "f" },
              "requestedAmount": 100000, "constraints": { "minAmount": 9, "maxAmount": 8, "months": [6, 6, 7], "maxRate": -1, "x": {} },
              "alternatives": 99, "explain": "yes", "extra": [] }
            """,
            [
                "applicant.riskCategory", "applicant.bureauScore", "applicant.applicationScore", "applicant.monthsSinceLastLoan", "applicant.sex",
                "requestedAmount", "constraints.minAmount", "constraints.months[1]", "constraints.months[2]", "constraints.maxRate", "constraints.x",
                "alternatives", "explain", "extra",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task Bad_Body_Is_400_With_Every_Fault_By_Its_Path(string body, string[] paths)
    {
        using var response = await fixture.Service.PostAsync(body.Replace(": A", $": {ValidApplicant}", StringComparison.Ordinal));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await response.ProblemAsync();
        problem["errors"].Names().ShouldBe(paths, ignoreOrder: true);
        problem["errors"]!.AsObject().ShouldAllBe(e => e.Value!.AsArray().Count > 0 && e.Value!.AsArray().All(m => m!.GetValue<string>().EndsWith('.') || m!.GetValue<string>().EndsWith('?')));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0 })]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}' })]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF })]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0, 0, 0, 0, 0 })]
    public async Task Bytes_That_Are_No_Text_Are_400(byte[] body)
    {
        using var response = await fixture.Service.PostAsync(body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.ProblemAsync())["errors"].Names().ShouldBe(["$"]);
    }

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public async Task Deep_Nesting_Is_400(char open, char close)
    {
        var opening = open == '{' ? "{\"a\":" : "[";
        var body = string.Concat(Enumerable.Repeat(opening, 5000)) + "1" + new string(close, 5000);

        using var response = await fixture.Service.PostAsync(body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.ProblemAsync())["errors"].Names().ShouldBe(["$"]);
    }

    [Fact]
    public async Task Many_Faults_Bring_No_Huge_Answer()
    {
        var months = string.Join(',', Enumerable.Repeat("1", 20_000));

        using var response = await fixture.Service.PostAsync(TestService.With(b => b["constraints"] = JsonNode.Parse($$"""{ "months": [{{months}}] }""")));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var errors = (await response.ProblemAsync())["errors"]!.AsObject();
        errors.Count.ShouldBe(101);
        errors.ContainsKey("constraints.months[99]").ShouldBeTrue();
        errors["$"]![0]!.GetValue<string>().ShouldContain("100");
    }

    [Fact]
    public async Task Misspelt_Member_Is_Told_What_It_Should_Be()
    {
        using var response = await fixture.Service.PostAsync(TestService.With(b => b["explian"] = true));

        (await response.ProblemAsync())["errors"]!["explian"]![0]!.GetValue<string>().ShouldContain("explain");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/problem")]
    [InlineData("json")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Other_Content_Type_Is_415(string? contentType)
    {
        using var response = await fixture.Service.PostAsync(Encoding.UTF8.GetBytes(TestService.ValidBody), contentType);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        await response.ProblemAsync();
    }

    [Fact]
    public async Task Compressed_Body_Is_415()
    {
        using var content = new StringContent(TestService.ValidBody, Encoding.UTF8, "application/json");
        content.Headers.ContentEncoding.Add("gzip");

        using var response = await fixture.Service.CreateClient().PostAsync("/predict", content);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        await response.ProblemAsync();
    }

    [Fact]
    public async Task No_Body_At_All_Is_400()
    {
        using var response = await fixture.Service.CreateClient().PostAsync("/predict", null);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.ProblemAsync())["errors"].Names().ShouldBe(["$"]);
    }

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(10_000_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Body_Above_The_Limit_Is_413(int bytesAbove, HttpStatusCode expected)
    {
        using var response = await fixture.Service.PostAsync(TestService.ValidBody.PadRight(64 * 1024 + bytesAbove));

        response.StatusCode.ShouldBe(expected);
        if (expected != HttpStatusCode.OK)
            (await response.ProblemAsync())["detail"]!.GetValue<string>().ShouldContain("65536");
    }

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(10_000_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Body_Above_The_Limit_Is_413_When_No_Length_Is_Stated(int bytesAbove, HttpStatusCode expected)
    {
        using var body = new UnknownLengthContent(Encoding.UTF8.GetBytes(TestService.ValidBody.PadRight(64 * 1024 + bytesAbove)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/predict") { Content = body };

        using var response = await fixture.Service.CreateClient().SendAsync(request);

        response.StatusCode.ShouldBe(expected);
        if (expected != HttpStatusCode.OK)
            await response.ProblemAsync();
    }

    [Theory]
    [InlineData("GET", "/predict", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", "/predict", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/", HttpStatusCode.MethodNotAllowed)]
    [InlineData("NONSENSE", "/health/live", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound)]
    [InlineData("POST", "/predict/more", HttpStatusCode.NotFound)]
    [InlineData("GET", "/openapi/v9.json", HttpStatusCode.NotFound)]
    public async Task Wrong_Address_Or_Method_Is_A_Problem_Whatever_Is_Accepted(string method, string path, HttpStatusCode expected)
    {
        foreach (var accept in new[] { "*/*", "text/html", "image/png" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.TryAddWithoutValidation("Accept", accept);

            using var response = await fixture.Service.CreateClient().SendAsync(request);

            response.StatusCode.ShouldBe(expected);
            response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            await response.ProblemAsync();
            if (expected == HttpStatusCode.MethodNotAllowed)
                response.Content.Headers.Allow.ShouldNotBeEmpty();
        }
    }

    private static string ValidApplicant => JsonNode.Parse(TestService.ValidBody)!["applicant"]!.ToJsonString();

    private static string Applicant(string member, string value)
    {
        var applicant = JsonNode.Parse(TestService.ValidBody)!["applicant"]!.AsObject();
        applicant.Remove(member);
        return $"{{ \"applicant\": {applicant.ToJsonString().TrimEnd('}')}, \"{member}\": {value} }} }}";
    }

    private static string Top(string member, string value) => $"{{ \"applicant\": A, \"{member}\": {value} }}";

    private static string Constraints(string member, string value) => Top("constraints", $"{{ \"{member}\": {value} }}");

    /// <summary>One service for all: bad input changes nothing.</summary>
    public sealed class Fixture : IDisposable
    {
        private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

        public Fixture() => Service = new TestService(_workspace);

        internal TestService Service { get; }

        public void Dispose()
        {
            Service.Dispose();
            _workspace.Dispose();
        }
    }

    private sealed class UnknownLengthContent : HttpContent
    {
        private readonly byte[] _bytes;

        public UnknownLengthContent(byte[] bytes)
        {
            _bytes = bytes;
            Headers.ContentType = new("application/json");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            try
            {
                await stream.WriteAsync(_bytes);
            }
            catch (IOException)
            {
                // The service answered without reading on.
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
