using System.Collections.Immutable;

namespace Finntelligence.Trees.Formats.Onnx;

/// <summary>What an ONNX file says about itself beside the model.</summary>
/// <param name="Name">Name of the graph; not empty.</param>
/// <param name="Metadata">
/// Free texts by key, in this order: the product, the model's version, the ranges of its features. Keys are distinct, and
/// <c>feature_names</c> and <c>output_names</c> are the writer's own.
/// </param>
public sealed record OnnxDescription(string Name, ImmutableArray<KeyValuePair<string, string>> Metadata);
