using System.Net.Sockets;
using System.Text;
using Finntelligence.Api.WarmUp;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;

namespace Finntelligence.Api.Tests.WarmUp;

public sealed class OwnConnectionsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task What_one_end_writes_the_other_reads()
    {
        await using var connections = new OwnConnections(NullLoggerFactory.Instance);
        await using var client = await connections.ConnectAsync(None);
        var server = (await connections.AcceptAsync(None)).ShouldNotBeNull();

        await client.WriteAsync("asked"u8.ToArray());
        Encoding.UTF8.GetString((await server.Transport.Input.ReadAsync()).Buffer).ShouldBe("asked");
        await server.Transport.Output.WriteAsync("answered"u8.ToArray());
        var answer = new byte[8];
        await client.ReadExactlyAsync(answer);
        answer.ShouldBe("answered"u8.ToArray());
        await server.DisposeAsync();
        (await client.ReadAsync(answer)).ShouldBe(0);
    }

    [Fact]
    public async Task Who_else_connects_is_turned_away()
    {
        using var listener = Tcp();
        listener.Bind(OwnConnections.Name);
        listener.Listen();
        using Socket stranger = Tcp(), own = Tcp();
        await stranger.ConnectAsync(listener.LocalEndPoint!);
        await own.ConnectAsync(listener.LocalEndPoint!);

        using var accepted = await OwnConnections.AcceptAsync(listener, own.LocalEndPoint!, None);

        accepted.RemoteEndPoint.ShouldBe(own.LocalEndPoint);
        (await stranger.ReceiveAsync(new byte[1])).ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_connects_any_more_when_it_has_ended()
    {
        var connections = new OwnConnections(NullLoggerFactory.Instance);
        await using var left = await connections.ConnectAsync(None);
        await connections.DisposeAsync();

        await Should.ThrowAsync<InvalidOperationException>(async () => await connections.ConnectAsync(None));
        (await connections.AcceptAsync(None)).ShouldBeNull();
    }

    private static Socket Tcp() => new(OwnConnections.Name.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
}
