namespace Finntelligence.Foundation.Faults;

/// <summary>A command cannot do what was asked; the message tells the user why and what to do.</summary>
public sealed class RequestFaultException(string message, Exception? inner = null) : Exception(message, inner);
