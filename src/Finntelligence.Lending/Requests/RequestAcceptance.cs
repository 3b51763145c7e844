using System.Collections.Immutable;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Requests;

/// <summary>The last step of reading a request, whatever it was written in: checks its meaning and turns it into what the engine takes.</summary>
/// <param name="product">Says what may be asked.</param>
/// <param name="defaultAlternatives">How many other offers to name where a request does not say.</param>
/// <param name="defaultSearch">Which offers are looked at where a request does not say.</param>
internal sealed class RequestAcceptance(ProductDefinition product, int defaultAlternatives, SearchMode defaultSearch = SearchMode.Grid)
{
    private readonly PredictRequestValidator _validator = new(product);

    /// <summary>The valid request, or every fault there is.</summary>
    /// <param name="request">What could be read.</param>
    /// <param name="faults">Faults of form found so far; takes those of meaning.</param>
    public PredictReading Finish(PredictRequest request, List<Fault> faults)
    {
        Validate(request, faults);
        return faults.Count == 0 && request.Applicant is { } applicant
            ? new PredictReading(Accept(request, applicant), [])
            : new PredictReading(null, Shorten(faults));
    }

    private void Validate(PredictRequest request, List<Fault> faults)
    {
        var failures = _validator.Validate(request).Errors;
        if (failures.Count == 0)
            return;
        // A member of the wrong type is null in the request; that it is missing would be a second, untrue fault.
        var faulty = faults.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var failure in failures)
            if (!faulty.Contains(failure.PropertyName))
                faults.Add(new Fault(failure.PropertyName, failure.ErrorMessage));
    }

    private OfferRequest Accept(PredictRequest request, Applicant applicant) => new(
        applicant,
        request.RequestedAmount,
        request.Constraints is { } constraints ? Accept(constraints) : OfferConstraints.None,
        request.Alternatives ?? defaultAlternatives,
        request.Explain ?? false)
    {
        RequestedMonths = request.RequestedMonths,
        Schedule = request.Schedule ?? false,
        Disclosure = request.Disclosure ?? false,
        Search = request.Search?.Mode switch
        {
            PredictSearch.Exact => SearchMode.Exact,
            PredictSearch.Grid => SearchMode.Grid,
            _ => defaultSearch,
        },
    };

    private static OfferConstraints Accept(PredictConstraints constraints) => new()
    {
        MinimumAmount = constraints.MinAmount,
        MaximumAmount = constraints.MaxAmount,
        Months = constraints.Months is { } months ? [.. months.OfType<int>()] : [],
        MaximumRate = constraints.MaxRate,
        MaximumInstallment = constraints.MaxInstallment,
    };

    private static ImmutableArray<Fault> Shorten(List<Fault> faults) => faults.Count <= Fault.MostReported
        ? [.. faults]
        : [.. faults.Take(Fault.MostReported), new Fault("", $"Only the first {Fault.MostReported} faults are listed.")];
}
