using Finntelligence.Foundation.Faults;

namespace Finntelligence.ModelOps.Registry;

/// <summary>A registry that cannot do what was asked. The message is for the user: it names the fault and says what to do.</summary>
public sealed class RegistryException(string message, Exception? inner = null) : DataFaultException(message, inner);
