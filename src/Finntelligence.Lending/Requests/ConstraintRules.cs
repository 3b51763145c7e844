using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;
using FluentValidation;

namespace Finntelligence.Lending.Requests;

/// <summary>Limits must make sense by themselves. Whether they leave an offer is for the engine to say.</summary>
/// <param name="known">The product's terms.</param>
internal sealed class ConstraintRules(ImmutableArray<int> known)
{
    private static readonly string MinAmount = Path(PredictMembers.MinAmount);
    private static readonly string MaxAmount = Path(PredictMembers.MaxAmount);
    private static readonly string MaxRate = Path(PredictMembers.MaxRate);
    private static readonly string MaxInstallment = Path(PredictMembers.MaxInstallment);
    private static readonly string Months = Path(PredictMembers.Months);

    /// <summary>Tells what is wrong.</summary>
    public void Check(PredictConstraints constraints, ValidationContext<PredictRequest> context)
    {
        if (constraints.MinAmount < 0)
            context.AddFailure(MinAmount, "Must not be negative.");
        CheckPositive(constraints.MaxAmount, MaxAmount, context);
        if (constraints.MinAmount > constraints.MaxAmount)
            context.AddFailure(MinAmount, $"Must not be more than {PredictMembers.MaxAmount}.");
        CheckPositive(constraints.MaxRate, MaxRate, context);
        CheckPositive(constraints.MaxInstallment, MaxInstallment, context);
        if (constraints.Months is { } terms)
            CheckMonths(terms, context);
    }

    private static void CheckPositive(decimal? limit, string path, ValidationContext<PredictRequest> context)
    {
        if (limit <= 0)
            context.AddFailure(path, "Must be more than 0.");
    }

    private void CheckMonths(ImmutableArray<int?> terms, ValidationContext<PredictRequest> context)
    {
        if (terms.IsEmpty)
            context.AddFailure(Months, "Must name a term; leave it out to allow all.");
        var (seen, failures) = (new HashSet<int>(), 0);
        for (var i = 0; i < terms.Length && failures <= Fault.MostReported; i++)
        {
            if (terms[i] is not { } term)
                continue;
            if (!known.Contains(term))
                Fail(i, $"Must be one of {string.Join(", ", known)}.");
            else if (!seen.Add(term))
                Fail(i, $"{term} is listed twice.");
        }

        void Fail(int position, string message)
        {
            failures++;
            context.AddFailure(JsonPaths.Element(Months, position), message);
        }
    }

    private static string Path(string member) => JsonPaths.Member(PredictMembers.Constraints, member);
}
