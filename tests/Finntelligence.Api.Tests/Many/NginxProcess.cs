using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Finntelligence.Api.Tests.Many;

/// <summary>nginx with the file of deploy/, in front of two instances on ports of a test's own.</summary>
internal sealed partial class NginxProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private NginxProcess(Process process, DirectoryInfo folder, Uri address) => (_process, _folder, Address) = (process, folder, address);

    /// <summary>The answer's header that names the instance, which only the test has.</summary>
    public const string Instance = "X-Instance";

    public Uri Address { get; }

    /// <summary>Starts it, and waits until it listens.</summary>
    /// <param name="ports">Of the instances.</param>
    public static async Task<NginxProcess> StartAsync(int[] ports)
    {
        var folder = Directory.CreateTempSubdirectory("finntelligence-nginx-");
        var listen = FreePort();
        var next = 0;
        var site = Port().Replace(File.ReadAllText(Repository.File("deploy/nginx/finntelligence.conf")), match =>
            match.Groups["what"].Value + (match.Groups["what"].Value.StartsWith("listen", StringComparison.Ordinal) ? listen : ports[next++]));
        next.ShouldBe(ports.Length);
        File.WriteAllText(Path.Combine(folder.FullName, "site.conf"), site);
        File.WriteAllText(
            Path.Combine(folder.FullName, "nginx.conf"),
            $$"""
            daemon off;
            master_process off;
            pid nginx.pid;
            events {}
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                add_header {{Instance}} $upstream_addr always;
                include site.conf;
            }
            """);
        var process = Process.Start(new ProcessStartInfo(
            NginxPostgresFactAttribute.Nginx!, ["-p", folder.FullName, "-c", "nginx.conf", "-e", Path.Combine(folder.FullName, "error.log")]))!;
        var nginx = new NginxProcess(process, folder, new Uri($"http://127.0.0.1:{listen}"));
        var waited = Stopwatch.StartNew();
        while (!await ListensAsync(listen))
        {
            if (process.HasExited || waited.Elapsed > Patience)
            {
                var said = File.ReadAllText(Path.Combine(folder.FullName, "error.log"));
                nginx.Dispose();
                throw new InvalidOperationException($"nginx does not listen: {said}");
            }

            await Task.Delay(20);
        }

        return nginx;
    }

    /// <summary>A port that nobody has at the moment.</summary>
    public static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task<bool> ListensAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"(?<what>(listen|server) 127\.0\.0\.1:)\d+")]
    private static partial Regex Port();
}
