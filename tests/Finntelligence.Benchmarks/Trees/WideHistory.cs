using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Benchmarks.Offers;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Benchmarks.Trees;

/// <summary>A history of 30 columns and a product that learns from nearly all of them: the cash loan's, and sixteen numbers more.</summary>
internal static class WideHistory
{
    public const string Product = "thirty-columns";
    private const int More = 16;
    private static readonly string[] Classes = ["LOW", "MEDIUM", "HIGH"];

    /// <summary>Makes a workspace with product and file.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="rows">How many.</param>
    /// <param name="signal">How much the columns tell of the outcome, 1 for as much as such columns do.</param>
    /// <param name="learned">"both"; "acceptance", with the probability of default declared; or "take-up", the same of a model that sees no rate.</param>
    /// <returns>The file, as a lender exports it.</returns>
    public static string Make(string folder, int rows, double signal, string learned)
    {
        var data = Directory.CreateDirectory(Path.Combine(folder, "data", Product)).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "models"));
        File.WriteAllText(Path.Combine(data, "product.json"), Definition(learned).ToJsonString());
        var file = Path.Combine(folder, "export.csv");
        Write(file, rows, signal);
        return file;
    }

    private static JsonNode Definition(string learned)
    {
        var json = JsonNode.Parse(BenchmarkLoans.CashLoanJson)!;
        json["name"] = Product;
        var numbers = Enumerable.Range(1, More).Select(k => $"measure{k}").ToArray();
        foreach (var name in numbers)
        {
            json["applicant"]!.AsArray().Add(JsonNode.Parse($$"""
                { "name": "{{name}}", "kind": "number", "unit": "points", "range": [-1000, 1000], "required": false, "description": "One more number.",
                  "example": 1, "source": { "column": "{{name}}" }, "reason": { "code": "{{name.ToUpperInvariant()}}", "text": "Your {{name}}" } }
                """));
            foreach (var model in (string[])["risk", "acceptance"])
                json["models"]![model]!["inputs"]!.AsArray().Add(name);
        }

        if (learned == "take-up")
        {
            var acceptance = json["models"]!["acceptance"]!;
            acceptance["inputs"] = new JsonArray([.. acceptance["inputs"]!.AsArray().Select(i => i!.GetValue<string>()).Where(i => i != "rate").Select(i => (JsonNode)i)]);
        }

        if (learned != "both")
            json["models"]!["risk"] = JsonNode.Parse("""{ "constant": 0.12 }""");
        json["audit"] = new JsonArray("female");
        json["knownOnlyAfterOffer"] = new JsonArray("loansize", "term", "pstdue_average", "tookup");
        return json;
    }

    private static void Write(string file, int rows, double signal)
    {
        using var writer = new StreamWriter(file, false, new UTF8Encoding(false), 1 << 20);
        writer.Write("risk,grossincome,itcscore,appscore,trcount,dormancy,lastamount,lastterm,");
        writer.Write(string.Join(',', Enumerable.Range(1, More).Select(k => $"measure{k}")));
        writer.Write(",offer4,tookup,loansize,term,pstdue_average,female\n");
        var random = new CounterRandom(7);
        for (var i = 0; i < rows; i++)
        {
            var draw = random.Fork((ulong)i);
            ulong next = 0;
            int risk = (int)(3 * U()), income = 500 + (int)(9000 * U() * U()), bureau = U() < 0.1 ? 0 : 400 + (int)(500 * U()), score = (int)(100 * U());
            int loans = 1 + (int)(9 * U() * U()), dormancy = (int)(24 * U()), last = 200 + (100 * (int)(40 * U() * U()));
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{Classes[risk]},{income / 1000.0},{bureau},{score},{loans},{dormancy},{last},{(U() < 0.8 ? 4 : 12)},"));
            var sum = 0.0;
            for (var k = 0; k < More; k++)
            {
                // From yes and no to numbers that are all different; some are missing.
                var value = Math.Floor(U() * Math.Pow(10, 0.5 + (k * 0.35))) / 10;
                sum += k % 4 == 0 ? (value / Math.Pow(10, (k * 0.35) - 0.5)) - 0.5 : 0;
                if (U() >= 0.05)
                    writer.Write(value.ToString(CultureInfo.InvariantCulture));
                writer.Write(',');
            }

            // The old card followed class and score, and left some chance.
            var rate = Math.Clamp(Math.Round(4 * (4 + (2 * risk) - (score / 50.0) + (4 * U()))) / 4, 3.25, 11.75);
            var logOdds = -1.5 + (signal * ((0.6 * (risk - 1)) + (score / 100.0) - (0.25 * (rate - 7)) + sum + (0.05 * dormancy) - 0.6));
            var took = U() < PortableMath.Sigmoid(logOdds);
            var late = U() < PortableMath.Sigmoid(-2 + (signal * ((0.5 * risk) - (score / 60.0) + (0.1 * (rate - 7)) + sum)));
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{rate},{(took ? 1 : 0)},"));
            writer.Write(took ? string.Create(CultureInfo.InvariantCulture, $"{last},4,{(late ? last / 2 : 0)},") : ",,,");
            writer.Write(U() < 0.5 ? "1\n" : "0\n");

            double U() => draw.Uniform(next++);
        }
    }
}
