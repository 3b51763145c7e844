using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;
using FluentValidation;

namespace Finntelligence.Lending.Requests;

/// <summary>Limits must make sense by themselves. Whether they leave an offer is for the engine to say.</summary>
internal sealed class PredictConstraintsValidator : AbstractValidator<PredictConstraints>
{
    public PredictConstraintsValidator(ProductDefinition product)
    {
        RuleFor(c => c.MinAmount).GreaterThanOrEqualTo(0).WithMessage("Must not be negative.").OverridePropertyName(PredictMembers.MinAmount);
        RuleFor(c => c.MaxAmount).GreaterThan(0).WithMessage("Must be more than 0.").OverridePropertyName(PredictMembers.MaxAmount);
        RuleFor(c => c.MinAmount).Must((c, minimum) => !(minimum > c.MaxAmount))
            .WithMessage($"Must not be more than {PredictMembers.MaxAmount}.")
            .OverridePropertyName(PredictMembers.MinAmount);
        RuleFor(c => c.MaxRate).GreaterThan(0).WithMessage("Must be more than 0.").OverridePropertyName(PredictMembers.MaxRate);
        RuleFor(c => c.MaxInstallment).GreaterThan(0).WithMessage("Must be more than 0.").OverridePropertyName(PredictMembers.MaxInstallment);
        RuleFor(c => c.Months).Custom((months, context) => CheckMonths(months, product.Offer.Months.Values, context));
    }

    private static void CheckMonths(ImmutableArray<int?>? months, ImmutableArray<int> known, ValidationContext<PredictConstraints> context)
    {
        if (months is not { } terms)
            return;
        if (terms.IsEmpty)
            context.AddFailure(PredictMembers.Months, "Must name a term; leave it out to allow all.");
        var (seen, failures) = (new HashSet<int>(), 0);
        for (var i = 0; i < terms.Length; i++)
        {
            if (terms[i] is not { } term)
                continue;
            var path = JsonPaths.Element(PredictMembers.Months, i);
            if (failures > Fault.MostReported)
                break;
            if (!known.Contains(term))
                Fail(path, $"Must be one of {string.Join(", ", known)}.");
            else if (!seen.Add(term))
                Fail(path, $"{term} is listed twice.");
        }

        void Fail(string path, string message)
        {
            failures++;
            context.AddFailure(path, message);
        }
    }
}
