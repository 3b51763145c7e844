using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Trees;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Benchmarks.Offers;

/// <summary>Products, models and applicants that the offer benchmarks share. Everything is seeded.</summary>
internal static class BenchmarkLoans
{
    private static readonly Dictionary<string, (float Least, float Greatest)> Ranges = new()
    {
        ["riskCategory"] = (0, 2),
        ["monthlyIncome"] = (500, 8000),
        ["bureauScore"] = (400, 800),
        ["applicationScore"] = (5, 60),
        ["priorLoans"] = (1, 12),
        ["monthsSinceLastLoan"] = (1, 24),
        ["lastLoanAmount"] = (200, 10000),
        ["lastLoanMonths"] = (1, 12),
        ["amount"] = (200, 10000),
        ["months"] = (4, 18),
        ["rate"] = (3.25f, 11.75f),
        ["loanToLastLoan"] = (0, 4),
    };

    /// <summary>The product of wide-loan.json: 13,860 offers to everyone. The model of acceptance sees the rate alone, as the shipped one.</summary>
    public static ProductDefinition Wide => ProductLoader.Parse(WideJson);

    /// <summary>Its file.</summary>
    public static byte[] WideJson => Read("wide-loan.json");

    /// <summary>The same, with models of acceptance that see amount and months too, so that nothing collapses.</summary>
    public static ProductDefinition WideBothSeeAll
    {
        get
        {
            var json = JsonNode.Parse(Read("wide-loan.json"))!;
            var acceptance = json["models"]!["acceptance"]!;
            acceptance["inputs"] = json["models"]!["risk"]!["inputs"]!.DeepClone();
            acceptance["offerColumns"] = JsonNode.Parse("""{ "amount": "lastamount", "months": "lastterm", "rate": "offer4" }""");
            return ProductLoader.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()));
        }
    }

    /// <summary>The shipped product.</summary>
    public static ProductDefinition CashLoan => ProductLoader.Parse(CashLoanJson);

    /// <summary>Its file.</summary>
    public static byte[] CashLoanJson => Read("cash-loan.json");

    /// <summary>A model of random trees over the product's inputs, and history everywhere.</summary>
    public static LoanModel Model(ProductDefinition product, ModelKind kind, int trees = 150, int leaves = 16, ICalibrator? calibrator = null)
    {
        var encoder = new FeatureEncoder(product, kind);
        var random = new Random(kind == ModelKind.Risk ? 1 : 2);
        var ensemble = new TreeEnsemble(
            encoder.Features,
            FixedPoint.Round(kind == ModelKind.Risk ? -2 : -1),
            [.. Enumerable.Range(0, trees).Select(_ => Tree(encoder.Features, leaves, random))]);
        return UnregisteredModel.Of(product, kind, ensemble, calibrator ?? new PlattCalibrator(-1, 0), FullSupport(product, kind));
    }

    /// <summary>Random applicants who ask for the greatest amount, with alternatives as a client would.</summary>
    public static OfferRequest[] Requests(ProductDefinition product, int count, int alternatives)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(_ => new OfferRequest(Someone(product, random), 10_000, OfferConstraints.None, alternatives, false))];
    }

    private static Applicant Someone(ProductDefinition product, Random random) => new(
        [.. product.Applicant.Select(f => f.Kind == ApplicantFeatureKind.Category ? random.Next(f.Values.Length) : Value(Ranges[f.Name], random))]);

    private static float Value((float Least, float Greatest) range, Random random) =>
        MathF.Round(range.Least + (range.Greatest - range.Least) * random.NextSingle());

    private static DecisionTree Tree(ImmutableArray<FeatureSpec> features, int leaves, Random random)
    {
        var nodes = new List<SplitNode>();
        var values = new List<Leaf>();
        Grow(leaves);
        return new DecisionTree([.. nodes], [.. values]);

        int Grow(int size)
        {
            if (size == 1)
            {
                values.Add(new Leaf(FixedPoint.Round((random.NextDouble() - 0.5) / 10), 1));
                return ~(values.Count - 1);
            }

            var n = nodes.Count;
            nodes.Add(null!);
            var feature = random.Next(features.Length);
            var (least, greatest) = Ranges[features[feature].Name];
            var threshold = least + (greatest - least) * random.NextSingle();
            var left = random.Next(1, size);
            var (low, high) = (Grow(left), Grow(size - left));
            nodes[n] = new SplitNode(feature, threshold, low, high, random.Next(2) == 0, 1, 1);
            return n;
        }
    }

    private static SupportTable FullSupport(ProductDefinition product, ModelKind kind)
    {
        var definition = product.Model(kind).Support;
        var byMonths = definition.Variables.Any(v => v.Variable == OfferVariable.Months);
        var cells = ImmutableArray.CreateBuilder<SupportCell>();
        for (var stratum = 0; stratum < 3; stratum++)
        {
            for (var rate = product.Offer.Rate.Minimum; rate <= product.Offer.Rate.Maximum; rate += product.Offer.Rate.Step)
            {
                foreach (var months in byMonths ? product.Offer.Months.Values : [0])
                    cells.Add(new SupportCell(stratum, byMonths ? [(double)rate, months] : [(double)rate], 1000));
            }
        }

        return new SupportTable(definition.By, byMonths ? [OfferVariable.Rate, OfferVariable.Months] : [OfferVariable.Rate], cells.ToImmutable());
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(BenchmarkLoans).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
