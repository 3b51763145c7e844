using Finntelligence.Foundation.Faults;

namespace Finntelligence.ModelOps.Dvc;

/// <summary>A data version that cannot be recorded, found or restored. The message is for the user and says what to do.</summary>
public sealed class DvcException(string message, Exception? inner = null) : DataFaultException(message, inner);
