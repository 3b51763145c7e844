using System.Collections.Immutable;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Tests.Models;

/// <summary>Made-up applicants of the cash-loan product.</summary>
internal static class SomeApplicants
{
    private static readonly ImmutableDictionary<string, (float Least, float Greatest)> Ranges = new Dictionary<string, (float, float)>
    {
        ["riskCategory"] = (0, 2),
        ["monthlyIncome"] = (500, 8000),
        ["bureauScore"] = (400, 800),
        ["applicationScore"] = (5, 60),
        ["priorLoans"] = (1, 12),
        ["monthsSinceLastLoan"] = (1, 24),
        ["lastLoanAmount"] = (200, 3000),
        ["lastLoanMonths"] = (1, 12),
        ["amount"] = (200, 3000),
        ["months"] = (4, 12),
        ["rate"] = (3.25f, 11.75f),
        ["loanToIncome"] = (0, 2),
        ["loanToLastLoan"] = (0, 2.5f),
    }.ToImmutableDictionary();

    /// <summary>Where the values of an input usually lie.</summary>
    public static (float Least, float Greatest) RangeOf(ProductDefinition product, string input) =>
        Ranges.TryGetValue(input, out var range) ? range : throw new ArgumentException($"{product.Name} has no input '{input}'.");

    /// <summary>A client with nothing missing.</summary>
    public static Applicant Typical(ProductDefinition product, string risk = "LOW") => With(
        product,
        ("riskCategory", product.Applicant.Single(f => f.Name == "riskCategory").Values.IndexOf(risk)),
        ("monthlyIncome", 3200), ("bureauScore", 610), ("applicationScore", 29), ("priorLoans", 3),
        ("monthsSinceLastLoan", 10), ("lastLoanAmount", 1000), ("lastLoanMonths", 4));

    /// <summary>Given values; the rest is missing.</summary>
    public static Applicant With(ProductDefinition product, params (string Name, float Value)[] values) => new(
        [.. product.Applicant.Select(f => values.Where(v => v.Name == f.Name).Select(v => v.Value).DefaultIfEmpty(float.NaN).First())]);

    /// <summary>Another value of one feature.</summary>
    public static Applicant Changed(ProductDefinition product, Applicant applicant, string name, float value) =>
        new(applicant.Values.SetItem(product.Applicant.Select(f => f.Name).ToList().IndexOf(name), value));

    /// <summary>Random values; optional ones are missing three times in ten.</summary>
    public static Applicant Random(ProductDefinition product, Random random) => new(
        [.. product.Applicant.Select(f => !f.Required && random.Next(10) < 3 ? float.NaN : Value(f, random))]);

    private static float Value(ApplicantFeature feature, Random random)
    {
        if (feature.Kind == ApplicantFeatureKind.Category)
            return random.Next(feature.Values.Length);
        var (least, greatest) = Ranges[feature.Name];
        return MathF.Round(least + (greatest - least) * (float)random.NextDouble());
    }
}
