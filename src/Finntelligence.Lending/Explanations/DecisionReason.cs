namespace Finntelligence.Lending.Explanations;

/// <summary>Why not.</summary>
/// <param name="Code">Upper-case identifier.</param>
/// <param name="Feature">The applicant feature, derived feature or constraint it is about; null if none.</param>
/// <param name="Text">For the customer.</param>
public sealed record DecisionReason(string Code, string? Feature, string Text);
