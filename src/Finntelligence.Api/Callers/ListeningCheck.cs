using System.Net;
using Finntelligence.Api.Hosting;
using Finntelligence.Foundation.Faults;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Callers;

/// <summary>Refuses to start where strangers could ask and nobody would know who they are.</summary>
internal sealed class ListeningCheck(IConfiguration configuration, CallerBook book, IOptions<ServiceOptions> options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Callers.AllowAnonymous && !book.AsksForCallers && Addresses().FirstOrDefault(a => !IsLoopback(a)) is { } open)
            throw new RequestFaultException(
                $"It would listen on {open}, where others can reach it, and knows no callers. Make a key with `keys add`, name an issuer of tokens in "
                + "Finntelligence:Callers:Tokens:Authority, or set Finntelligence:Callers:AllowAnonymous to true.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether only this machine can reach an address.</summary>
    internal static bool IsLoopback(string address)
    {
        if (address.Contains("://unix:", StringComparison.OrdinalIgnoreCase) || address.Contains("://pipe:", StringComparison.OrdinalIgnoreCase))
            return true;
        return BindingAddress.Parse(address).Host is var host
            && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));
    }

    private IEnumerable<string> Addresses()
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"]).OfType<string>();
        var urls = Split(configuration[WebHostDefaults.ServerUrlsKey]);
        // Ports are of all addresses, and count only without urls.
        var ports = Split(configuration[WebHostDefaults.HttpPortsKey]).Concat(Split(configuration[WebHostDefaults.HttpsPortsKey])).Select(p => $"http://*:{p}");
        return endpoints.Concat(urls.Length > 0 ? urls : ports);
    }

    private static string[] Split(string? text) => text?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
