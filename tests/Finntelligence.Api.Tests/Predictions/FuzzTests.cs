using System.Net;
using System.Text;
using Finntelligence.Api.Tests.Support;

namespace Finntelligence.Api.Tests.Predictions;

/// <summary>Valid requests, broken in seeded random ways. The service may refuse or answer, never fail.</summary>
public sealed class FuzzTests : IDisposable
{
    private const int Bodies = 3000;

    private static readonly string[] Seeds =
    [
        TestService.ValidBody,
        """
        { "applicant": { "riskCategory": "HIGH", "monthlyIncome": null, "applicationScore": 29.5, "monthsSinceLastLoan": 0,
                         "lastLoanAmount": 20000, "lastLoanMonths": 60 },
          "requestedAmount": 10000, "constraints": { "minAmount": 500, "maxAmount": 1800, "months": [4, 6], "maxRate": 9.75, "maxInstallment": 650 },
          "alternatives": 10, "explain": true }
        """,
    ];

    private static readonly string[] Fragments =
    [
        "null", "true", "\"\"", "[]", "{}", "-1", "0", "1e308", "1e-308", "1e29", "-0", "NaN", "79228162514264337593543950335",
        "0.1111111111111111111111111111111", "\"\\uD800\"", "\"\\u0000\"", "4", "{\"a\":{\"a\":[[]]}}", ",", ":", "\"", "[", "]", "{", "}", "\\", "\u00E9", "\uFFFD",
    ];

    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();
    private readonly TestService _service;

    public FuzzTests() => _service = new TestService(_workspace);

    public void Dispose()
    {
        _service.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task No_Body_Brings_A_Server_Error()
    {
        var random = new Random(20261122);
        var seen = new Dictionary<HttpStatusCode, int>();
        for (var i = 0; i < Bodies; i++)
        {
            var body = Mutate(Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]), random);

            using var response = await _service.PostAsync(body);

            var answer = await response.Content.ReadAsStringAsync();
            response.StatusCode.ShouldBeOneOf([HttpStatusCode.OK, HttpStatusCode.BadRequest], $"body {i}: {Encoding.UTF8.GetString(body)}\n{answer}");
            answer.ShouldNotBeEmpty();
            seen[response.StatusCode] = seen.GetValueOrDefault(response.StatusCode) + 1;
        }

        // The mutations are neither all harmless nor all fatal, or the test would show nothing.
        seen.Keys.ShouldBe([HttpStatusCode.OK, HttpStatusCode.BadRequest], ignoreOrder: true);
        seen[HttpStatusCode.OK].ShouldBeGreaterThan(20);
    }

    private static byte[] Mutate(byte[] body, Random random)
    {
        var bytes = body.ToList();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            switch (random.Next(6))
            {
                case 0:
                    bytes[random.Next(bytes.Count)] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[random.Next(bytes.Count)] = (byte)('0' + random.Next(10));
                    break;
                case 2:
                    bytes.RemoveRange(random.Next(bytes.Count), 1);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count), Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]));
                    break;
                case 4:
                    ReplaceValue(bytes, random);
                    break;
                default:
                    var start = random.Next(bytes.Count);
                    bytes.InsertRange(start, bytes.GetRange(start, random.Next(1, bytes.Count - start + 1)));
                    break;
            }
        }
        return [.. bytes];
    }

    // What stands between a colon and the next comma or brace becomes something else: mostly still JSON.
    private static void ReplaceValue(List<byte> bytes, Random random)
    {
        var colon = bytes.IndexOf((byte)':', random.Next(bytes.Count));
        var end = colon < 0 ? -1 : bytes.FindIndex(colon, b => b is (byte)',' or (byte)'}');
        if (end < 0)
            return;
        bytes.RemoveRange(colon + 1, end - colon - 1);
        bytes.InsertRange(colon + 1, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]));
    }
}
