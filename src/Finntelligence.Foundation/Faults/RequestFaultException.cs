namespace Finntelligence.Foundation.Faults;

/// <summary>What was asked for cannot be done, or not so: an option, a name, a combination. Asking otherwise mends it.</summary>
/// <inheritdoc cref="UserFaultException(string, string?, string?, Exception?)"/>
public class RequestFaultException(string what, Exception? inner = null, string? where = null, string? remedy = null)
    : UserFaultException(what, where, remedy, inner);
