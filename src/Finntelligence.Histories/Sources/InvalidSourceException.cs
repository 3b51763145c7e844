using Finntelligence.Foundation.Faults;

namespace Finntelligence.Histories.Sources;

/// <summary>A file a user gave cannot be read as history; the message says what was found and where.</summary>
internal sealed class InvalidSourceException(string message, Exception? inner = null) : DataFaultException(message, inner);
