using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Finntelligence.Api.Tests.Support;

namespace Finntelligence.Api.Tests.Hosting;

/// <summary>What deploy/README.md says of ASP.NET Core's own settings.</summary>
public sealed class NetworkTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Tls_is_a_setting_of_Kestrel()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var (path, keyPath) = (Path.Combine(_workspace.Root, "tls.pem"), Path.Combine(_workspace.Root, "tls.key"));
        File.WriteAllText(path, certificate.ExportCertificatePem());
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        await using var service = ServiceApp.Build(
        [
            $"--Finntelligence:Root={_workspace.Root}", "--Serilog:MinimumLevel:Default=Fatal", "--Kestrel:Endpoints:Https:Url=https://127.0.0.1:0",
            $"--Kestrel:Endpoints:Https:Certificate:Path={path}", $"--Kestrel:Endpoints:Https:Certificate:KeyPath={keyPath}",
        ]);
        await service.StartAsync();
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown!.Thumbprint == certificate.Thumbprint,
        };
        using var http = new HttpClient(handler);

        var address = service.Urls.Single();
        address.ShouldStartWith("https://");
        (await http.GetAsync(new Uri(new Uri(address), "/health/live"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Other_hosts_are_refused_where_AllowedHosts_names_some()
    {
        await using var service = new TestService(_workspace, ("AllowedHosts", "loans.example"));

        (await GetAsync(service, "/health/live", ("Host", "loans.example"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var refused = await GetAsync(service, "/health/live", ("Host", "other.example"));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_address_that_a_proxy_tells_counts_only_where_it_is_asked_for(bool enabled)
    {
        await using var service = new TestService(
            _workspace, ("FORWARDEDHEADERS_ENABLED", enabled ? "true" : "false"), ("Finntelligence:Callers:RequestsPerSecond", "1"));
        var refused = 0;
        // Each from elsewhere, as the proxy has it.
        for (var i = 1; i <= 60; i++)
            refused += (await GetAsync(service, "/", ("X-Forwarded-For", $"192.0.2.{i}"))).StatusCode == HttpStatusCode.TooManyRequests ? 1 : 0;

        if (enabled)
            refused.ShouldBe(0);
        else
            refused.ShouldBeGreaterThan(0);
    }

    private static async Task<HttpResponseMessage> GetAsync(TestService service, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        // Who is not let in gets no answer of the service's.
        return await service.CreateDefaultClient().SendAsync(request);
    }
}
