using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Finntelligence.Explorer.Texts;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;
using Microsoft.Extensions.Localization;

namespace Finntelligence.Explorer.Customers.Case;

/// <summary>The form of a product: nothing in it is written for one product.</summary>
/// <param name="Customer">What is said of the customer.</param>
/// <param name="Wish">What he wants, and his limits.</param>
public sealed record CaseForm(ImmutableArray<CaseField> Customer, ImmutableArray<CaseField> Wish)
{
    /// <summary>Begins the names of what is asked for, which no feature's name does.</summary>
    public const string Asked = "ask.";

    // An example asks for so much of what may be asked for at most.
    private const decimal ShareOfMost = 0.8m;

    /// <summary>All fields, in the form's order.</summary>
    public IEnumerable<CaseField> All => Customer.Concat(Wish);

    /// <summary>The case of the product's own examples.</summary>
    public CustomerCase Example => new(All.Where(f => f.Example is not null).ToImmutableSortedDictionary(f => f.Name, f => f.Example!, StringComparer.Ordinal));

    /// <summary>The form of a product.</summary>
    public static CaseForm Of(ProductDefinition product, IStringLocalizer<Words> words) =>
        new([.. product.Applicant.Select(Of)], [.. Wishes(product, words)]);

    private static CaseField Of(ApplicantFeature feature) => new()
    {
        Name = feature.Name,
        Path = $"{PredictMembers.Applicant}.{feature.Name}",
        Label = Labels.Of(feature.Name),
        Kind = feature.Kind switch
        {
            ApplicantFeatureKind.Category => FieldKind.Choice,
            ApplicantFeatureKind.Boolean => FieldKind.Boolean,
            ApplicantFeatureKind.Integer => FieldKind.Integer,
            _ => FieldKind.Number,
        },
        Unit = feature.Unit,
        Help = feature.Description,
        Range = (feature.Minimum, feature.Maximum),
        Options = feature.Kind == ApplicantFeatureKind.Boolean ? ["true", "false"] : feature.Values,
        IsOptional = !feature.Required,
        Example = feature.Example.ValueKind switch
        {
            JsonValueKind.String => feature.Example.GetString(),
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            _ => feature.Example.GetRawText(),
        },
    };

    private static IEnumerable<CaseField> Wishes(ProductDefinition product, IStringLocalizer<Words> words)
    {
        var (amount, rate) = (product.Offer.Amount, product.Offer.Rate);
        yield return Asks(PredictMembers.RequestedAmount, words["RequestedAmount"], FieldKind.Number, product.Currency, (amount.Minimum, amount.Maximum)) with
        {
            IsOptional = amount.DefaultFeature is not null,
            Help = amount.DefaultFeature is { } feature ? words["RequestedAmountDefault", Labels.Of(feature)].Value : null,
            Example = amount.DefaultFeature is null ? SomeAmount(product).ToString(CultureInfo.InvariantCulture) : null,
        };
        yield return Asks(PredictMembers.RequestedMonths, words["RequestedMonths"], FieldKind.NumberChoice, words["MonthsUnit"], (null, null)) with
        {
            Options = [.. product.Offer.Months.Values.Select(m => m.ToString(CultureInfo.InvariantCulture))],
        };
        yield return Limit(PredictMembers.MaxInstallment, words["MaxInstallment"], product.Currency, (null, null));
        yield return Limit(PredictMembers.MaxRate, words["MaxRate"], RateUnit(product, words), (rate.Minimum, rate.Maximum));
        yield return Limit(PredictMembers.MinAmount, words["MinAmount"], product.Currency, (null, null));
        yield return Limit(PredictMembers.MaxAmount, words["MaxAmount"], product.Currency, (null, null));
    }

    /// <summary>What a rate is: percent a month or a year.</summary>
    public static string RateUnit(ProductDefinition product, IStringLocalizer<Words> words) =>
        words[product.RatePeriod == RatePeriod.Month ? "PercentAMonth" : "PercentAYear"];

    private static CaseField Asks(string name, string label, FieldKind kind, string unit, (decimal?, decimal?) range) => new()
    {
        Name = Asked + name,
        Path = name,
        Label = label,
        Kind = kind,
        Unit = unit,
        Range = range,
        IsOptional = true,
    };

    private static CaseField Limit(string name, string label, string unit, (decimal?, decimal?) range) =>
        Asks(name, label, FieldKind.Number, unit, range) with { Path = $"{PredictMembers.Constraints}.{name}" };

    private static decimal SomeAmount(ProductDefinition product)
    {
        var amount = product.Offer.Amount;
        var most = amount.Maximum;
        if (amount.RequestedCap is { } cap && product.Applicant.Single(f => f.Name == cap.Feature).Example is { ValueKind: JsonValueKind.Number } example)
            most = Math.Min(most, cap.Factor * example.GetDecimal());
        return Math.Max(amount.Minimum, Math.Floor(most * ShareOfMost / amount.Step) * amount.Step);
    }
}
