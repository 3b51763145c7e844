namespace Finntelligence.Trees.Storage;

/// <summary>A scratch folder cannot hold what was to be kept there; the message names folder and size.</summary>
public sealed class ScratchException(string message, Exception? inner = null) : IOException(message, inner);
