using System.Collections.Immutable;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Folding;

/// <summary>A range of the input in which every value goes the same way; it ends before the next one.</summary>
/// <param name="First">Position in <see cref="FloatOrder"/>.</param>
/// <param name="GoesLeft">The way.</param>
internal readonly record struct Run(int First, bool GoesLeft);

/// <summary>The way that every value of an input goes at a split.</summary>
/// <param name="Runs">From −∞ on; neighbours go different ways.</param>
/// <param name="MissingGoesLeft">The way of a missing value.</param>
internal sealed record Passage(ImmutableArray<Run> Runs, bool MissingGoesLeft);
