using System.Collections.Immutable;

namespace Finntelligence.Trees.Formats.MlNet.Writing;

/// <summary>The columns a trainer was given, as its fitted transformer remembers them.</summary>
/// <param name="Features">Name of the column of feature vectors.</param>
/// <param name="Label">Name of the Boolean label.</param>
/// <param name="Weight">Name of the float weight, if there is one.</param>
/// <param name="SlotNames">One name for each feature, or empty where the vectors have none.</param>
internal sealed record TrainerColumns(string Features, string Label, string? Weight, ImmutableArray<string> SlotNames);
