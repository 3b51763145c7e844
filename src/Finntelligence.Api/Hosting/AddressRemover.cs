using Serilog.Core;
using Serilog.Events;

namespace Finntelligence.Api.Hosting;

/// <summary>
/// Takes the address of the request from every event. The server hands it on with its scope, and sinks that write all properties
/// would write it; but a client may type what it likes there, a name too.
/// </summary>
internal sealed class AddressRemover : ILogEventEnricher
{
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory) => logEvent.RemovePropertyIfPresent("RequestPath");
}
