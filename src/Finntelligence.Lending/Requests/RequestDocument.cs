using System.Collections.Immutable;
using System.Text.Json;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Requests;

/// <summary>Reads the members of a request out of JSON. What is wrong with their form becomes faults.</summary>
internal sealed class RequestDocument(ProductDefinition product, params ImmutableArray<string> more)
{
    private static readonly ImmutableArray<string> ConstraintMembers =
    [
        PredictMembers.MinAmount, PredictMembers.MaxAmount, PredictMembers.Months, PredictMembers.MaxRate, PredictMembers.MaxInstallment,
    ];

    private readonly ImmutableArray<string> _members =
    [
        PredictMembers.Applicant, PredictMembers.RequestedAmount, PredictMembers.Constraints, PredictMembers.Alternatives, PredictMembers.Explain,
        PredictMembers.Schedule, PredictMembers.Disclosure, PredictMembers.Search, .. more,
    ];

    /// <param name="json">An object.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public PredictRequest Read(JsonElement json, List<Fault> faults)
    {
        var members = new JsonMembers(json, "", _members, faults);
        var applicant = ReadApplicant(members, faults, out var legible);
        return new PredictRequest
        {
            Applicant = applicant,
            Legible = legible,
            RequestedAmount = members.Number(PredictMembers.RequestedAmount),
            Constraints = members.Optional(PredictMembers.Constraints) is { } constraints ? ReadConstraints(constraints, faults) : null,
            Alternatives = members.Integer(PredictMembers.Alternatives),
            Explain = members.Flag(PredictMembers.Explain),
            Schedule = members.Flag(PredictMembers.Schedule),
            Disclosure = members.Flag(PredictMembers.Disclosure),
            Search = members.Optional(PredictMembers.Search) is { } search
                ? new PredictSearch { Mode = new JsonMembers(search, PredictMembers.Search, [PredictMembers.Mode], faults).Text(PredictMembers.Mode) }
                : null,
        };
    }

    private Applicant? ReadApplicant(JsonMembers members, List<Fault> faults, out Applicant? legible)
    {
        if (members.Any(PredictMembers.Applicant) is { } json)
            return ApplicantReader.FromJson(product, json, PredictMembers.Applicant, faults, out legible);
        legible = null;
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
            Months = members.Integers(PredictMembers.Months),
            MaxRate = members.Number(PredictMembers.MaxRate),
            MaxInstallment = members.Number(PredictMembers.MaxInstallment),
        };
    }
}
