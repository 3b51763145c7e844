using System.Text.Json.Nodes;

namespace Finntelligence.Client;

/// <summary>Shapley values of both models at the best offer.</summary>
/// <param name="Default">Of the probability of default.</param>
/// <param name="Acceptance">Of the probability of acceptance.</param>
public sealed record Explanation(ModelExplanation Default, ModelExplanation Acceptance);

/// <summary>One model's score, shared out among the features: base value + contributions = score, in log-odds before calibration.</summary>
/// <param name="BaseValue">Mean score.</param>
/// <param name="Contributions">Greatest magnitude first.</param>
public sealed record ModelExplanation(double BaseValue, IReadOnlyList<Contribution> Contributions);

/// <summary>One feature's share.</summary>
/// <param name="Feature">Name of the model's input; what derives from it is counted with it.</param>
/// <param name="Value">A number, a text, true or false; null when missing.</param>
/// <param name="Amount">Log-odds.</param>
public sealed record Contribution(
    string Feature, JsonNode? Value, [property: System.Text.Json.Serialization.JsonPropertyName("contribution")] double Amount);
