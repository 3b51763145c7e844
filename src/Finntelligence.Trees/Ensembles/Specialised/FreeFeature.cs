using System.Collections.Immutable;

namespace Finntelligence.Trees.Ensembles.Specialised;

/// <summary>A feature that some tree splits on and that is not known for the row: its value depends on the position on one axis.</summary>
/// <param name="Feature">Index among the ensemble's features.</param>
/// <param name="Axis">The axis it depends on.</param>
/// <param name="Thresholds">What the trees compare it with, ascending, each once.</param>
/// <param name="FirstCut">Where a <see cref="GridScratch"/> holds the cuts of its thresholds.</param>
public sealed record FreeFeature(int Feature, int Axis, ImmutableArray<FreeThreshold> Thresholds, int FirstCut);

/// <summary>One comparison.</summary>
/// <param name="Value">A value ≤ it goes left.</param>
/// <param name="MissingGoesLeft">Where NaN goes.</param>
public readonly record struct FreeThreshold(float Value, bool MissingGoesLeft);
