namespace Finntelligence.Lending.Products;

/// <summary>A feature made of one offer variable and one applicant feature; missing when the applicant feature is.</summary>
/// <param name="Name">Name in the models; camelCase.</param>
/// <param name="Function">How it is made.</param>
/// <param name="Variable">The offer variable.</param>
/// <param name="Feature">The applicant feature: a number or an integer.</param>
/// <param name="Monotone">How the models may respond to it.</param>
/// <param name="Reason">How a decision names it.</param>
public sealed record DerivedFeature(
    string Name, DerivedFunction Function, OfferVariable Variable, string Feature, Directions Monotone, ReasonCode Reason);

/// <summary>The functions the code knows.</summary>
public enum DerivedFunction
{
    /// <summary>Offer variable divided by the feature; missing when the feature is 0.</summary>
    Ratio,

    /// <summary>Offer variable minus the feature.</summary>
    Difference,
}
