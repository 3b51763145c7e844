using System.Collections.Immutable;
using System.Text.Json;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Api.Predictions;

/// <summary>
/// Reads the body of a prediction for one product. All faults are found in one pass: those of form while the JSON is read, those of
/// meaning by the validator over whatever could be read.
/// </summary>
internal sealed class PredictRequestReader(ProductDefinition product)
{
    // Enough for any honest mistake; more would let a small request bring a large answer.
    private const int MostFaults = 100;

    private static readonly ImmutableArray<string> Members =
    [
        PredictMembers.Applicant, PredictMembers.RequestedAmount, PredictMembers.Constraints, PredictMembers.Alternatives, PredictMembers.Explain,
    ];

    private static readonly ImmutableArray<string> ConstraintMembers =
    [
        PredictMembers.MinAmount, PredictMembers.MaxAmount, PredictMembers.Months, PredictMembers.MaxRate, PredictMembers.MaxInstallment,
    ];

    private readonly PredictRequestValidator _validator = new(product);

    /// <summary>Never throws for anything a client can send.</summary>
    public PredictReading Read(ReadOnlyMemory<byte> body)
    {
        var faults = new List<Fault>();
        using var document = JsonBody.Parse(body, faults);
        if (document is null || Read(document.RootElement, faults) is not { } request)
            return new PredictReading(null, [.. faults]);
        Validate(request, faults);
        return faults.Count == 0 && request.Applicant is { } applicant
            ? new PredictReading(Accept(request, applicant), [])
            : new PredictReading(null, Shorten(faults));
    }

    private PredictRequest? Read(JsonElement json, List<Fault> faults)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new Fault("", $"The body must be an object, not {JsonText.Describe(json.ValueKind)}."));
            return null;
        }
        var members = new JsonMembers(json, "", Members, faults);
        return new PredictRequest
        {
            Applicant = ReadApplicant(members, faults),
            RequestedAmount = members.Number(PredictMembers.RequestedAmount),
            Constraints = members.Optional(PredictMembers.Constraints) is { } constraints ? ReadConstraints(constraints, faults) : null,
            Alternatives = members.Integer(PredictMembers.Alternatives),
            Explain = members.Flag(PredictMembers.Explain),
        };
    }

    private Applicant? ReadApplicant(JsonMembers members, List<Fault> faults)
    {
        if (members.Any(PredictMembers.Applicant) is { } json)
            return ApplicantReader.FromJson(product, json, PredictMembers.Applicant, faults);
        faults.Add(new Fault(PredictMembers.Applicant, "Is required."));
        return null;
    }

    private static PredictConstraints ReadConstraints(JsonElement json, List<Fault> faults)
    {
        var members = new JsonMembers(json, PredictMembers.Constraints, ConstraintMembers, faults);
        return new PredictConstraints
        {
            MinAmount = members.Number(PredictMembers.MinAmount),
            MaxAmount = members.Number(PredictMembers.MaxAmount),
            Months = members.Integers(PredictMembers.Months) is { } months ? [.. months] : null,
            MaxRate = members.Number(PredictMembers.MaxRate),
            MaxInstallment = members.Number(PredictMembers.MaxInstallment),
        };
    }

    private void Validate(PredictRequest request, List<Fault> faults)
    {
        // A member of the wrong type is null in the request; that it is missing would be a second, untrue fault.
        var faulty = faults.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var failure in _validator.Validate(request).Errors)
            if (!faulty.Contains(failure.PropertyName))
                faults.Add(new Fault(failure.PropertyName, failure.ErrorMessage));
    }

    private static OfferRequest Accept(PredictRequest request, Applicant applicant) => new(
        applicant,
        request.RequestedAmount,
        request.Constraints is { } constraints ? Accept(constraints) : OfferConstraints.None,
        request.Alternatives ?? PredictRequest.DefaultAlternatives,
        request.Explain ?? false);

    private static OfferConstraints Accept(PredictConstraints constraints) => new()
    {
        MinimumAmount = constraints.MinAmount,
        MaximumAmount = constraints.MaxAmount,
        Months = constraints.Months is { } months ? [.. months.OfType<int>()] : [],
        MaximumRate = constraints.MaxRate,
        MaximumInstallment = constraints.MaxInstallment,
    };

    private static ImmutableArray<Fault> Shorten(List<Fault> faults) => faults.Count <= MostFaults
        ? [.. faults]
        : [.. faults.Take(MostFaults), new Fault("", $"Only the first {MostFaults} faults are listed.")];
}
