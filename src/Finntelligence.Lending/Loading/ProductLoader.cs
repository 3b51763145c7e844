using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Loading;

/// <summary>Reads product.json.</summary>
public static partial class ProductLoader
{
    /// <summary>Reads and checks a definition.</summary>
    /// <exception cref="InvalidProductException">The definition has faults; all of them are named by JSON path.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ProductDefinition Load(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > JsonFile.GreatestLength })
            throw new InvalidProductException([JsonFile.TooLong]);
        return Parse(File.ReadAllBytes(path));
    }

    /// <summary>Checks a definition.</summary>
    /// <param name="utf8">The bytes of product.json.</param>
    /// <exception cref="InvalidProductException">The definition has faults; all of them are named by JSON path.</exception>
    public static ProductDefinition Parse(ReadOnlyMemory<byte> utf8)
    {
        var faults = new List<Fault>();
        using var document = JsonFile.Parse(utf8, faults);
        var hash = Convert.ToHexStringLower(SHA256.HashData(utf8.Span));
        var product = document is null ? null : Read(document.RootElement, faults) with { Sha256 = hash };
        if (product is not null)
        {
            NameChecks.Check(product, faults);
            ProtectionChecks.Check(product, faults);
            DerivedChecks.Check(product, faults);
            ModelChecks.Check(product, faults);
            ExampleChecks.Check(product, faults);
            if (faults.Count == 0)
                CardChecks.Check(product, faults);
            if (faults.Count == 0)
                PaymentChecks.Check(product, faults);
        }
        return faults.Count == 0 ? product! : throw new InvalidProductException([.. faults], JsonLines.Of(utf8.Span));
    }

    private static ProductDefinition Read(JsonElement root, List<Fault> faults)
    {
        var json = new ObjectReader(root, "", faults);
        // Editors look there for completion; nothing here does.
        json.OptionalText("$schema");
        var name = Matching(json, "name", ProductName(), "Must be lower-case letters, digits and hyphens, such as \"cash-loan\".");
        var title = json.Text("title");
        var currency = Matching(json, "currency", Currency(), "Must be a code of three capitals as in ISO 4217, such as \"ZAR\".");
        var period = json.Choice<RatePeriod>("ratePeriod");
        var applicant = ApplicantSection.Read(json);
        var features = new FeatureReferences(applicant);
        var offer = OfferSection.Read(json, features);
        var derived = DerivedSection.Read(json, applicant, features);
        var economics = EconomicsSection.Read(json, features, offer.Months.Values);
        var policy = PolicySection.Read(json, features);
        var monitoring = MonitoringSection.Read(json, [.. features.Names, .. derived.Select(d => d.Name)]);
        var disclosure = DisclosureSection.Read(json);
        var history = HistorySection.Read(json);
        var models = json.Object("models");
        var product = new ProductDefinition
        {
            Name = name,
            Title = title,
            Currency = currency,
            RatePeriod = period,
            Applicant = applicant,
            Offer = offer,
            Derived = derived,
            Economics = economics,
            Policy = policy,
            Monitoring = monitoring,
            Disclosure = disclosure,
            History = history,
            Risk = ModelSection.Read(models, "risk", ModelKind.Risk, features, period),
            Acceptance = ModelSection.Read(models, "acceptance", ModelKind.Acceptance, features, period),
            Audit = json.Texts("audit"),
            KnownOnlyAfterOffer = json.Texts("knownOnlyAfterOffer"),
            Sha256 = "",
        };
        models?.Close();
        json.Close();
        return product;
    }

    private static string Matching(ObjectReader json, string member, Regex pattern, string fault)
    {
        var text = json.Text(member);
        if (text.Length > 0 && !pattern.IsMatch(text))
            json.AddFault(member, fault);
        return text;
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex ProductName();

    [GeneratedRegex("^[A-Z]{3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Currency();
}
