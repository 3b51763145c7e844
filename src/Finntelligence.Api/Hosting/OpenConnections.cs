using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Finntelligence.Api.Hosting;

/// <summary>The connections to the service. Safe for any number of threads.</summary>
internal sealed class OpenConnections
{
    private readonly ConcurrentDictionary<ConnectionContext, byte> _open = new();
    private volatile bool _areToClose;

    /// <summary>Whether clients are told to close theirs.</summary>
    public bool AreToClose => _areToClose;

    /// <summary>From now on they are.</summary>
    public void AskToClose() => _areToClose = true;

    /// <summary>Whether there is none.</summary>
    public bool AreNone => _open.IsEmpty;

    /// <summary>Those whose client leaves so much unread that nothing more can be sent.</summary>
    public IEnumerable<ConnectionContext> Unread => _open.Keys.Where(IsUnread);

    /// <summary>Keeps a connection here as long as it lasts.</summary>
    public async Task KeepAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        _open.TryAdd(connection, 0);
        try
        {
            await next(connection);
        }
        finally
        {
            _open.TryRemove(connection, out _);
        }
    }

    private static bool IsUnread(ConnectionContext connection)
    {
        try
        {
            return connection.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket && !socket.Poll(TimeSpan.Zero, SelectMode.SelectWrite);
        }
        catch (Exception fault) when (fault is ObjectDisposedException or SocketException)
        {
            // It has just ended.
            return false;
        }
    }
}
