using System.Globalization;
using Finntelligence.Lending.Products;
using FluentValidation;

namespace Finntelligence.Lending.Requests;

/// <summary>What a well-formed request must also fulfil, for one product. Names of faults are JSON paths.</summary>
internal sealed class PredictRequestValidator : AbstractValidator<PredictRequest>
{
    public PredictRequestValidator(ProductDefinition product)
    {
        var amount = product.Offer.Amount;
        RuleFor(r => r.RequestedAmount).InclusiveBetween(amount.Minimum, amount.Maximum)
            .WithMessage(Text($"Must be between {amount.Minimum} and {amount.Maximum} {product.Currency}."))
            .OverridePropertyName(PredictMembers.RequestedAmount);
        if (amount.RequestedCap is { } cap)
        {
            RuleFor(r => r.RequestedAmount)
                .Must((request, asked) => !(asked > Cap(product, cap, request.Applicant ?? request.Legible)))
                .WithMessage(Text($"Must be at most {cap.Factor} times the applicant's {cap.Feature}."))
                .OverridePropertyName(PredictMembers.RequestedAmount);
        }
        RuleFor(r => r.RequestedAmount).NotNull()
            .When(r => r.Applicant is { } applicant && ValueOf(product, amount.DefaultFeature, applicant) is null)
            .WithMessage(amount.DefaultFeature is { } feature
                ? $"Is missing, and so is the applicant's {feature}, which would stand for it."
                : "Is missing.")
            .OverridePropertyName(PredictMembers.RequestedAmount);

        RuleFor(r => r.Constraints!).SetValidator(new PredictConstraintsValidator(product))
            .When(r => r.Constraints is not null)
            .OverridePropertyName(PredictMembers.Constraints);
        RuleFor(r => r.Search!.Mode).Must(mode => mode is null or PredictSearch.Grid or PredictSearch.Exact)
            .When(r => r.Search is not null)
            .WithMessage($"Must be \"{PredictSearch.Grid}\" or \"{PredictSearch.Exact}\".")
            .OverridePropertyName($"{PredictMembers.Search}.{PredictMembers.Mode}");
        RuleFor(r => r.Alternatives).InclusiveBetween(0, PredictRequest.MaximumAlternatives)
            .WithMessage($"Must be between 0 and {PredictRequest.MaximumAlternatives}.")
            .OverridePropertyName(PredictMembers.Alternatives);
    }

    // No cap where the feature is missing: there is nothing to take a multiple of.
    private static decimal? Cap(ProductDefinition product, FeatureMultiple cap, Applicant? applicant) =>
        applicant is not null && ValueOf(product, cap.Feature, applicant) is { } value ? value * cap.Factor : null;

    private static decimal? ValueOf(ProductDefinition product, string? feature, Applicant applicant)
    {
        for (var i = 0; i < product.Applicant.Length; i++)
            if (product.Applicant[i].Name == feature)
                return float.IsNaN(applicant.Values[i]) ? null : (decimal)applicant.Values[i];
        return null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
