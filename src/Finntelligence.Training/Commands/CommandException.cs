namespace Finntelligence.Training.Commands;

/// <summary>A command cannot do what was asked; the message tells the user why and what to do.</summary>
internal class CommandException(string message, Exception? inner = null) : Exception(message, inner);
