namespace Finntelligence.Foundation.Faults;

/// <summary>A file, or what is in it, is not what it must be. Another file, or a mended one, is needed.</summary>
/// <inheritdoc cref="UserFaultException(string, string?, string?, Exception?)"/>
public class DataFaultException(string what, Exception? inner = null, string? where = null, string? remedy = null)
    : UserFaultException(what, where, remedy, inner);
