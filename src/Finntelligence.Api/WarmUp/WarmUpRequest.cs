using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Finntelligence.Api.WarmUp;

/// <summary>A request as a client sends it: HTTP/1.1, on a connection of its own.</summary>
/// <param name="Path">Of the address.</param>
/// <param name="Body">Of a POST; null for a GET.</param>
/// <param name="MediaType">Of the body.</param>
internal sealed record WarmUpRequest(string Path, ReadOnlyMemory<byte>? Body = null, string MediaType = "application/json")
{
    private static ReadOnlySpan<byte> Version => "HTTP/1.1 "u8;

    private string Method => Body is null ? HttpMethods.Get : HttpMethods.Post;

    /// <summary>The status of the answer; the answer itself is thrown away.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public async Task<int> SendAsync(IDuplexPipe connection, CancellationToken cancellationToken)
    {
        connection.Output.Write(Encoding.ASCII.GetBytes(Head()));
        await connection.Output.WriteAsync(Body ?? default, cancellationToken);
        try
        {
            return await ReadAsync(connection.Input, cancellationToken);
        }
        finally
        {
            await connection.Output.CompleteAsync();
            await connection.Input.CompleteAsync();
        }
    }

    /// <summary>As the request says.</summary>
    public override string ToString() => $"{Method} {Path}";

    private string Head()
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Method} {Path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        if (Body is { } body)
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {MediaType}\r\nContent-Length: {body.Length}\r\n");
        return head.Append("\r\n").ToString();
    }

    // Up to the end of the connection, which the server closes after the answer.
    private static async Task<int> ReadAsync(PipeReader answer, CancellationToken cancellationToken)
    {
        int? status = null;
        while (true)
        {
            var read = await answer.ReadAsync(cancellationToken);
            status ??= Status(read.Buffer);
            answer.AdvanceTo(status is null ? read.Buffer.Start : read.Buffer.End, read.Buffer.End);
            if (read.IsCompleted)
                return status ?? throw new IOException("The answer has no status.");
        }
    }

    private static int? Status(in ReadOnlySequence<byte> begin)
    {
        Span<byte> line = stackalloc byte[Version.Length + 3];
        if (begin.Length < line.Length)
            return null;
        begin.Slice(0, line.Length).CopyTo(line);
        return line.StartsWith(Version) && Utf8Parser.TryParse(line[Version.Length..], out int status, out _) ? status : null;
    }
}
