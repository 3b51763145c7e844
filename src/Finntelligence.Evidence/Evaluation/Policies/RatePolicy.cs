namespace Finntelligence.Evidence.Evaluation.Policies;

/// <summary>A policy over all rows of the experiment.</summary>
/// <param name="Name">Identifier.</param>
/// <param name="Title">For a person.</param>
/// <param name="Positions">Position of each row's rate on its class's grid; null for a policy that draws.</param>
/// <param name="AsMailed">Draws as the experiment did; else, without positions, uniformly from the grid.</param>
internal sealed record RatePolicy(string Name, string Title, byte[]? Positions, bool AsMailed = false);
