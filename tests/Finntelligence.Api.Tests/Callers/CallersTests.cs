using System.Net;
using System.Security.Cryptography;
using System.Text;
using Finntelligence.Api.Callers;
using Finntelligence.Api.Tests.Support;
using Finntelligence.ModelOps.Keys;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Finntelligence.Api.Tests.Callers;

public sealed class CallersTests : IDisposable
{
    private const string Issuer = "https://login.example";

    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();
    private readonly KeyFile _keys;

    public CallersTests() => _keys = new KeyFile(Path.Combine(_workspace.Root, "var", "keys.json"), TimeProvider.System);

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Without_keys_everybody_on_loopback_may_do_everything()
    {
        await using var service = new TestService(_workspace);

        (await AskAsync(service, "/predict")).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(service, "/offers/explore")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task With_keys_a_caller_may_do_what_the_scopes_of_his_say()
    {
        var (_, predict) = _keys.Add("the shop", [Scopes.Predict], default);
        var (_, audit) = _keys.Add("the auditor", [Scopes.Audit], default);
        var (_, admin) = _keys.Add("the chief", [Scopes.Admin], default);
        await using var service = new TestService(_workspace);

        (await AskAsync(service, "/predict")).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(service, "/predict", predict[..^1] + (predict[^1] == '0' ? '1' : '0'))).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(service, "/predict", predict)).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(service, "/v1/predict", predict)).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(service, "/offers/explore", predict)).ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(service, "/offers/explore", admin)).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(service, "/outcomes", audit)).ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(service, $"/decisions/{Guid.NewGuid()}/replay", predict)).ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(service, $"/decisions/{Guid.NewGuid()}/replay", audit)).ShouldBe(HttpStatusCode.NotFound);
        foreach (var open in (string[])["/", "/health/ready", "/health/live", "/openapi/v1.json"])
            (await service.CreateClient().GetAsync(open)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_log_of_decisions_names_the_caller()
    {
        var (_, admin) = _keys.Add("the shop", [Scopes.Admin], default);
        await using var service = new TestService(_workspace);
        using var client = service.CreateClient();
        client.DefaultRequestHeaders.Add(ApiKeyHandler.Header, admin);

        var answer = await (await client.PostAsync("/predict", Body())).JsonAsync();

        (await (await client.GetAsync($"/decisions/{answer["decisionId"]}")).JsonAsync())["caller"]!.GetValue<string>().ShouldBe("the shop");
    }

    [Fact]
    public async Task A_refusal_is_a_problem_and_says_what_to_do()
    {
        _keys.Add("the shop", [Scopes.Predict], default);
        await using var service = new TestService(_workspace);

        using var response = await service.CreateClient().PostAsync("/predict", Body());

        response.Headers.WwwAuthenticate.ToString().ShouldContain(ApiKeyHandler.Header);
        (await response.ProblemAsync())["detail"]!.GetValue<string>().ShouldContain("X-Api-Key");
    }

    [Fact]
    public async Task A_running_service_follows_the_file_of_keys()
    {
        await using var service = new TestService(_workspace);
        (await AskAsync(service, "/predict")).ShouldBe(HttpStatusCode.OK);

        var (_, key) = _keys.Add("the shop", [Scopes.Predict], default);
        service.Time.Advance(TimeSpan.FromSeconds(2));
        (await AskAsync(service, "/predict")).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(service, "/predict", key)).ShouldBe(HttpStatusCode.OK);

        // A revocation must not open the service again.
        _keys.Revoke("the shop", default);
        File.SetLastWriteTimeUtc(_keys.Path, DateTime.UtcNow.AddSeconds(5));
        service.Time.Advance(TimeSpan.FromSeconds(2));
        (await AskAsync(service, "/predict", key)).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(service, "/predict")).ShouldBe(HttpStatusCode.Unauthorized);

        File.WriteAllText(_keys.Path, "damaged");
        File.SetLastWriteTimeUtc(_keys.Path, DateTime.UtcNow.AddSeconds(10));
        service.Time.Advance(TimeSpan.FromSeconds(2));
        (await AskAsync(service, "/predict")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_of_the_issuer_is_taken_and_no_other()
    {
        using var rsa = RSA.Create(2048);
        using var stranger = RSA.Create(2048);
        await using var service = new TestService(_workspace, ("Finntelligence:Callers:Tokens:Authority", Issuer));
        await using var host = service.WithWebHostBuilder(builder => builder.ConfigureTestServices(services =>
            services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, o => o.Configuration = Configuration(rsa))));
        using var client = host.CreateClient();

        (await StatusAsync(client, null)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(client, Token(rsa, "predict outcomes"))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(client, Token(rsa, "audit"))).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(client, Token(stranger, "predict"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(client, Token(rsa, "predict", audience: "another"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(client, Token(rsa, "predict", expires: DateTime.UtcNow.AddHours(-1)))).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(client, "no token")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("http://localhost:5080", true)]
    [InlineData("http://127.0.0.1:0", true)]
    [InlineData("http://127.8.9.10:80", true)]
    [InlineData("http://[::1]:5080", true)]
    [InlineData("http://unix:/run/finntelligence.sock", true)]
    [InlineData("http://0.0.0.0:5080", false)]
    [InlineData("http://*:5080", false)]
    [InlineData("http://+:5080", false)]
    [InlineData("http://[::]:5080", false)]
    [InlineData("https://10.0.0.1", false)]
    [InlineData("http://localhost.example.org", false)]
    public void Loopback_is_what_only_this_machine_reaches(string address, bool loopback) => ListeningCheck.IsLoopback(address).ShouldBe(loopback);

    private static Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectConfiguration Configuration(RSA rsa)
    {
        var configuration = new Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectConfiguration { Issuer = Issuer };
        configuration.SigningKeys.Add(new RsaSecurityKey(rsa.ExportParameters(false)) { KeyId = "1" });
        return configuration;
    }

    private static string Token(RSA rsa, string scopes, string audience = "finntelligence", DateTime? expires = null) => new JsonWebTokenHandler().CreateToken(
        new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = audience,
            NotBefore = DateTime.UtcNow.AddHours(-2),
            IssuedAt = DateTime.UtcNow.AddHours(-2),
            Expires = expires ?? DateTime.UtcNow.AddHours(1),
            Claims = new Dictionary<string, object> { ["sub"] = "the shop", ["scope"] = scopes },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = "1" }, SecurityAlgorithms.RsaSha256),
        });

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/predict") { Content = Body() };
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> AskAsync(TestService service, string path, string? key = null)
    {
        using var client = service.CreateClient();
        if (key is not null)
            client.DefaultRequestHeaders.Add(ApiKeyHandler.Header, key);
        using var response = await client.PostAsync(path, Body());
        return response.StatusCode;
    }

    private static StringContent Body() => new(TestService.ValidBody, Encoding.UTF8, "application/json");
}
