namespace Finntelligence.Foundation.Faults;

/// <summary>Another system refuses or does not answer. It may do so later.</summary>
/// <inheritdoc cref="UserFaultException(string, string?, string?, Exception?)"/>
public class ServerFaultException(string what, Exception? inner = null, string? where = null, string? remedy = null)
    : UserFaultException(what, where, remedy, inner);
