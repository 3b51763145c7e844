namespace Finntelligence.Lending.Offers.Searching;

/// <summary>Bounds of a probability.</summary>
/// <param name="Least">At most the probability.</param>
/// <param name="Greatest">At least the probability.</param>
internal readonly record struct Interval(float Least, float Greatest);
