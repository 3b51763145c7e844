using System.Collections.Immutable;

namespace Finntelligence.Lending.Explanations;

/// <summary>Both probabilities of one offer, attributed to the features.</summary>
public sealed record DecisionExplanation(ModelExplanation Default, ModelExplanation Acceptance);

/// <summary>
/// Shapley values (path-dependent TreeSHAP) on the ensemble's score: base value + Σ contributions = the score before calibration.
/// </summary>
/// <param name="BaseValue">Cover-weighted mean score, log-odds.</param>
/// <param name="Contributions">Greatest magnitude first.</param>
public sealed record ModelExplanation(double BaseValue, ImmutableArray<FeatureContribution> Contributions);

/// <summary>What one feature contributed.</summary>
/// <param name="Feature">Name of the model's input; what derives from it is counted with it.</param>
/// <param name="Value">A number, a category's text, a boolean, or null when missing.</param>
/// <param name="Contribution">Log-odds.</param>
public sealed record FeatureContribution(string Feature, object? Value, double Contribution);
