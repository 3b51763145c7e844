using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Finntelligence.Api.WarmUp;

/// <summary>
/// Connections from this process to itself, over the same sockets as a client's, so that these are warm too. Whoever else connects in the moment in which one
/// is made is turned away: what comes through here may do everything.
/// </summary>
internal sealed class OwnConnections(ILoggerFactory loggers) : IConnectionListenerFactory, IConnectionListener
{
    /// <summary>What stands for an address: each connection has a port of its own, for as long as it takes to be made.</summary>
    public static readonly IPEndPoint Name = new(IPAddress.Loopback, 0);

    private readonly SocketConnectionContextFactory _factory = new(new SocketConnectionFactoryOptions(), loggers.CreateLogger<OwnConnections>());
    private readonly Channel<ConnectionContext> _connections = Channel.CreateUnbounded<ConnectionContext>();

    public EndPoint EndPoint => Name;

    /// <summary>Connects to the server behind it.</summary>
    /// <returns>The client's end.</returns>
    /// <exception cref="SocketException">This machine lets nobody connect to itself.</exception>
    public async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        using var listener = new Socket(Name.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(Name);
        listener.Listen(backlog: 1);
        var client = new Socket(Name.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await client.ConnectAsync(listener.LocalEndPoint!, cancellationToken);
            var server = await AcceptAsync(listener, client.LocalEndPoint!, cancellationToken);
            server.NoDelay = true;
            var connection = _factory.Create(server);
            if (_connections.Writer.TryWrite(connection))
                return new NetworkStream(client, ownsSocket: true);
            await connection.DisposeAsync();
            throw new InvalidOperationException("The server behind it has stopped.");
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>The connection that comes from an address; all that came before it are closed.</summary>
    internal static async ValueTask<Socket> AcceptAsync(Socket listener, EndPoint from, CancellationToken cancellationToken)
    {
        while (true)
        {
            var accepted = await listener.AcceptAsync(cancellationToken);
            if (from.Equals(accepted.RemoteEndPoint))
                return accepted;
            accepted.Dispose();
        }
    }

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => ValueTask.FromResult<IConnectionListener>(this);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _connections.Reader.WaitToReadAsync(cancellationToken) && _connections.Reader.TryRead(out var connection) ? connection : null;

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _connections.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await UnbindAsync();
        while (_connections.Reader.TryRead(out var left))
            await left.DisposeAsync();
        _factory.Dispose();
    }
}
