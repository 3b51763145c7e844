using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Tests.Support.Contract;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Serilog.Core;
using Serilog.Events;
using Swashbuckle.AspNetCore.Swagger;

namespace Finntelligence.Api.Tests.Support;

/// <summary>The whole service over a workspace. Its clock stands, so it looks at files only when told to.</summary>
internal sealed class TestService(TestWorkspace workspace, params (string Key, string Value)[] settings) : WebApplicationFactory<Program>
{
    public const string ValidBody =
        """
        { "applicant": { "riskCategory": "LOW", "monthlyIncome": 3200, "bureauScore": 610, "applicationScore": 29,
                         "priorLoans": 3, "monthsSinceLastLoan": 10, "lastLoanAmount": 1000, "lastLoanMonths": 4 } }
        """;

    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    // Everything is captured, whatever appsettings.json lets through, and nothing is written to the console.
    private static readonly (string Key, string Value)[] LogSettings =
    [
        ("Serilog:MinimumLevel:Default", nameof(LogEventLevel.Verbose)),
        ("Serilog:MinimumLevel:Override:Microsoft", nameof(LogEventLevel.Verbose)),
        ("Serilog:MinimumLevel:Override:Microsoft.Hosting.Lifetime", nameof(LogEventLevel.Verbose)),
        ("Serilog:MinimumLevel:Override:Microsoft.Extensions.Hosting.Internal.Host", nameof(LogEventLevel.Verbose)),
        ("Serilog:WriteTo:0:Args:restrictedToMinimumLevel", nameof(LogEventLevel.Fatal)),
    ];

    public ManualTime Time { get; } = new(Start);

    public CapturedLogs Logs { get; } = new();

    public TestWorkspace Workspace { get; } = workspace;

    /// <summary>Set before the first request, it holds requests while they read.</summary>
    public ReadGate? Gate { get; init; }

    /// <summary>The MLflow server of the environment; none by default.</summary>
    public HttpMessageHandler? Mlflow { get; init; }

    public PredictionEnginePool Pool => Services.GetRequiredService<PredictionEnginePool>();

    // What the document says of answers depends on the product alone.
    private static readonly ConcurrentDictionary<string, Lazy<ServedContract>> Contracts = new(StringComparer.Ordinal);

    /// <summary>What the service says of its answers at the moment.</summary>
    public ServedContract Contract =>
        Contracts.GetOrAdd(Pool.Product.Sha256, _ => new Lazy<ServedContract>(() => new ServedContract(DocumentAsync().GetAwaiter().GetResult()))).Value;

    /// <summary>A client all of whose answers are held against the served document.</summary>
    public new HttpClient CreateClient() => CreateDefaultClient(new RedirectHandler(), new ContractHandler(() => Contract));

    /// <summary>Such a client that gets an answer while it is still written; it follows no redirects.</summary>
    public HttpClient CreateStreamingClient() =>
        new(new ContractHandler(() => Contract) { InnerHandler = Server.CreateHandler() }) { BaseAddress = Server.BaseAddress };

    /// <summary>The document, made as it is for a request, which tests that count requests would see.</summary>
    public async Task<string> DocumentAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var document = await scope.ServiceProvider.GetRequiredService<IAsyncSwaggerProvider>().GetSwaggerAsync("v1", host: null, basePath: null);
        return await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1);
    }

    /// <summary>Posts text as JSON.</summary>
    public Task<HttpResponseMessage> PostAsync(string body) => PostAsync(Encoding.UTF8.GetBytes(body));

    /// <summary>Posts bytes as JSON.</summary>
    public async Task<HttpResponseMessage> PostAsync(byte[] body, string? contentType = "application/json")
    {
        using var content = new ByteArrayContent(body);
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return await CreateClient().PostAsync("/predict", content);
    }

    /// <summary>The valid body after a change.</summary>
    public static string With(Action<JsonNode> change)
    {
        var json = JsonNode.Parse(ValidBody)!;
        change(json);
        return json.ToJsonString();
    }

    // The factory hands settings over as arguments, an empty one for each section too, which Serilog takes for a sink without a name.
    private static bool IsOfLog(string key) => key.StartsWith("Serilog:", StringComparison.Ordinal);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Finntelligence:Root", Workspace.Root);
        // Looks come when the clock says so, not by chance.
        builder.UseSetting("Finntelligence:Models:PollJitter", "0");
        foreach (var (key, value) in settings.Where(s => !IsOfLog(s.Key)))
            builder.UseSetting(key, value);
        builder.ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(
            LogSettings.Concat(settings.Where(s => IsOfLog(s.Key))).Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))));
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<ILogEventSink>(Logs);
            services.AddSingleton<TimeProvider>(Time);
            services.AddSingleton(new MlflowAccess(
                name => Mlflow is not null && name == "MLFLOW_TRACKING_URI" ? "http://mlflow.test:5000" : null, () => Mlflow!));
            if (Gate is not null)
                services.AddSingleton<IStartupFilter>(Gate);
        });
    }
}
