namespace Finntelligence.Trees.Ensembles;

/// <summary>An ensemble that cannot be scored; the message names the tree, the node and the fault.</summary>
public sealed class InvalidEnsembleException(string message) : Exception(message);
