namespace Finntelligence.Modelling.Gates;

/// <summary>What one gate found.</summary>
/// <param name="Kind">"risk" or "acceptance".</param>
/// <param name="Gate">Its name.</param>
/// <param name="Passed">Whether the figure keeps the limit.</param>
/// <param name="Figure">What was found, for people.</param>
/// <param name="Limit">What had to be found, for people.</param>
public sealed record GateResult(string Kind, string Gate, bool Passed, string Figure, string Limit)
{
    /// <summary>One phrase for an error message.</summary>
    public override string ToString() => $"{Kind} {Gate}: {Figure}, needed {Limit}";
}
