using System.IO.Pipelines;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Finntelligence.Api.WarmUp;

/// <summary>Connections through memory, from this process to itself: nothing listens on any address, so that nobody else can connect.</summary>
internal sealed class MemoryTransport : IConnectionListenerFactory, IConnectionListener
{
    /// <summary>What stands for an address; there is no port.</summary>
    public static readonly IPEndPoint Name = new(IPAddress.Loopback, 0);

    private readonly Channel<ConnectionContext> _connections = Channel.CreateUnbounded<ConnectionContext>();

    public EndPoint EndPoint => Name;

    /// <summary>Connects to the server behind it.</summary>
    /// <returns>The client's end.</returns>
    public IDuplexPipe Connect()
    {
        var request = new Pipe(new PipeOptions(useSynchronizationContext: false));
        var response = new Pipe(new PipeOptions(useSynchronizationContext: false));
        IDuplexPipe client = new Ends(response.Reader, request.Writer), server = new Ends(request.Reader, response.Writer);
        var connection = new Connection(server, client) { LocalEndPoint = EndPoint, RemoteEndPoint = EndPoint };
        if (!_connections.Writer.TryWrite(connection))
            throw new InvalidOperationException("The server behind it has stopped.");
        return client;
    }

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => ValueTask.FromResult<IConnectionListener>(this);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _connections.Reader.WaitToReadAsync(cancellationToken) && _connections.Reader.TryRead(out var connection) ? connection : null;

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _connections.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => UnbindAsync();

    /// <summary>The server's end.</summary>
    private sealed class Connection(IDuplexPipe server, IDuplexPipe client) : DefaultConnectionContext(Guid.NewGuid().ToString(), server, client)
    {
        // As a socket is closed, by which the client knows the end of the answer.
        public override async ValueTask DisposeAsync()
        {
            await Transport.Input.CompleteAsync();
            await Transport.Output.CompleteAsync();
            await base.DisposeAsync();
        }
    }

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
