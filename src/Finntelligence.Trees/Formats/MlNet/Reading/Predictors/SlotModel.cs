using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Predictors;

/// <summary>A model as the file has it: trees over the slots of the features column.</summary>
/// <param name="Trainer">What ML.NET calls the trainer.</param>
/// <param name="BaseScore">What is added before any tree.</param>
/// <param name="Trees">In the order in which their leaves are added.</param>
internal sealed record SlotModel(string Trainer, double BaseScore, ImmutableArray<DecisionTree> Trees);
