using System.Globalization;
using Finntelligence.Lending.Products;
using FluentValidation;

namespace Finntelligence.Lending.Requests;

/// <summary>
/// What a well-formed request must also fulfil, for one product. Names of faults are JSON paths. All in one rule: each rule has its price,
/// which every request would pay.
/// </summary>
internal sealed class PredictRequestValidator : AbstractValidator<PredictRequest>
{
    private readonly ProductDefinition _product;
    private readonly int? _defaultFeature;
    private readonly int? _capFeature;
    private readonly ConstraintRules _constraints;

    public PredictRequestValidator(ProductDefinition product)
    {
        _product = product;
        _defaultFeature = PositionOf(product, product.Offer.Amount.DefaultFeature);
        _capFeature = PositionOf(product, product.Offer.Amount.RequestedCap?.Feature);
        _constraints = new ConstraintRules(product.Offer.Months.Values);
        RuleFor(r => r).Custom(Check);
    }

    private void Check(PredictRequest request, ValidationContext<PredictRequest> context)
    {
        CheckAmount(request, context);
        if (request.RequestedMonths is { } months && !_product.Offer.Months.Values.Contains(months))
            context.AddFailure(PredictMembers.RequestedMonths, $"Must be one of {string.Join(", ", _product.Offer.Months.Values)}.");
        if (request.Constraints is { } constraints)
            _constraints.Check(constraints, context);
        if (request.Search?.Mode is not (null or PredictSearch.Grid or PredictSearch.Exact))
            context.AddFailure($"{PredictMembers.Search}.{PredictMembers.Mode}", $"Must be \"{PredictSearch.Grid}\" or \"{PredictSearch.Exact}\".");
        if (request.Alternatives is < 0 or > PredictRequest.MaximumAlternatives)
            context.AddFailure(PredictMembers.Alternatives, $"Must be between 0 and {PredictRequest.MaximumAlternatives}.");
    }

    private void CheckAmount(PredictRequest request, ValidationContext<PredictRequest> context)
    {
        var amount = _product.Offer.Amount;
        if (request.RequestedAmount is { } asked)
        {
            if (asked < amount.Minimum || asked > amount.Maximum)
                Fail($"Must be between {amount.Minimum} and {amount.Maximum} {_product.Currency}.");
            // No cap where the feature is missing: there is nothing to take a multiple of.
            if (amount.RequestedCap is { } cap && asked > ValueOf(request.Applicant ?? request.Legible, _capFeature) * cap.Factor)
                Fail($"Must be at most {cap.Factor} times the applicant's {cap.Feature}.");
        }
        else if (request.Applicant is { } applicant && ValueOf(applicant, _defaultFeature) is null)
        {
            context.AddFailure(
                PredictMembers.RequestedAmount,
                amount.DefaultFeature is { } feature ? $"Is missing, and so is the applicant's {feature}, which would stand for it." : "Is missing.");
        }

        void Fail(FormattableString message) => context.AddFailure(PredictMembers.RequestedAmount, message.ToString(CultureInfo.InvariantCulture));
    }

    private static int? PositionOf(ProductDefinition product, string? feature) =>
        product.Applicant.Index().Where(f => f.Item.Name == feature).Select(f => (int?)f.Index).FirstOrDefault();

    private static decimal? ValueOf(Applicant? applicant, int? feature) =>
        applicant is not null && feature is { } position && !float.IsNaN(applicant.Values[position]) ? (decimal)applicant.Values[position] : null;
}
