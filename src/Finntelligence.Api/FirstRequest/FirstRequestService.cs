using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Finntelligence.Api.FirstRequest;

/// <summary>Posts a file to the service's own <c>/predict</c> over the network, as a client would, and writes the answer or the reason why there is none.</summary>
internal sealed class FirstRequestService(string file, IServer server, IHostApplicationLifetime lifetime, TextWriter output) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StartedAsync(stoppingToken);
            var address = OwnAddress();
            await output.WriteLineAsync($"POST {address}predict with {Path.GetFileName(file)}:");
            await output.WriteLineAsync(await AskAsync(address, stoppingToken));
            await output.WriteLineAsync($"The service goes on at {address} (documentation: {address}docs). Ctrl+C stops it.");
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before it could ask.
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or IOException or UnauthorizedAccessException or JsonException)
        {
            await output.WriteLineAsync($"No answer: {fault.Message}");
        }
    }

    private async Task<string> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = address, Timeout = Patience };
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(file, cancellationToken));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await http.PostAsync("predict", content, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var shown = JsonNode.Parse(body)!.ToJsonString(Json);
        return response.IsSuccessStatusCode ? shown : $"No offer, status {(int)response.StatusCode}:{Environment.NewLine}{shown}";
    }

    private async Task StartedAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }

    // An address that listens on every network is no address to ask.
    private Uri OwnAddress()
    {
        var address = new UriBuilder(server.Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("://+", "://localhost").Replace("://*", "://localhost"));
        if (address.Host is "0.0.0.0" or "[::]")
            address.Host = "localhost";
        return address.Uri;
    }
}
