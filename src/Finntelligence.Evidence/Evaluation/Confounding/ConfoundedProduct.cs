using System.Text.Json;
using Finntelligence.Histories.Simulation.Confounding;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Evaluation.Confounding;

/// <summary>A product whose models see the mood that set the prices.</summary>
internal static class ConfoundedProduct
{
    private const string Feature = "officerMood";
    private const decimal Farthest = 6;

    /// <summary>The product with the mood as a feature of both models.</summary>
    public static ProductDefinition Seen(ProductDefinition product) => product with
    {
        Applicant = product.Applicant.Add(new ApplicantFeature
        {
            Name = Feature,
            Kind = ApplicantFeatureKind.Number,
            Minimum = -Farthest,
            Maximum = Farthest,
            Required = true,
            Description = "What the officer who set the price thought of the applicant.",
            Example = JsonDocument.Parse("0").RootElement,
            Source = new SourceColumn(ConfoundedSimulation.MoodColumn, 1, []),
            Reason = new ReasonCode("OFFICER_MOOD", "What our officer noted"),
        }),
        Risk = product.Risk with { Inputs = product.Risk.Inputs.Insert(0, Feature) },
        Acceptance = product.Acceptance with { Inputs = product.Acceptance.Inputs.Insert(0, Feature) },
    };
}
