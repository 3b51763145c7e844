using System.Collections.Immutable;

namespace Finntelligence.Lending.Models;

/// <summary>Training distribution of every input and of the score: the baseline of drift.</summary>
/// <param name="Features">One per input, in vector order.</param>
/// <param name="Score">Of out-of-fold probabilities.</param>
public sealed record FeatureHistograms(ImmutableArray<Histogram> Features, Histogram Score);

/// <summary>Counts between edges.</summary>
/// <param name="Name">What was counted.</param>
/// <param name="Edges">Ascending, distinct; a value ≤ edge i and > edge i−1 is in bin i, a value above the last edge in the last bin.</param>
/// <param name="Counts">One more than edges.</param>
/// <param name="Missing">NaN values.</param>
public sealed record Histogram(string Name, ImmutableArray<float> Edges, ImmutableArray<long> Counts, long Missing);
