using System.Net;
using Finntelligence.ModelOps.MLflow;

namespace Finntelligence.ModelOps.Tests.MLflow;

/// <summary>A client of a server in memory, whose waits take no time.</summary>
internal sealed class MlflowFixture : IDisposable
{
    private readonly HttpClient _http;

    public MlflowFixture(int majorVersion = 3, MlflowOptions? options = null)
    {
        Server = new FakeMlflowServer(majorVersion);
        _http = new HttpClient(Server) { Timeout = Timeout.InfiniteTimeSpan };
        Client = new MlflowClient(_http, options ?? new MlflowOptions("http://mlflow.test:5000"), Clock, random: () => 1);
    }

    public FakeMlflowServer Server { get; }

    public SettableClock Clock { get; } = new();

    public MlflowClient Client { get; }

    public static FakeMlflowServer.Fault Lost(string call) => new(call, Status: null, IsDoneFirst: true);

    public static FakeMlflowServer.Fault Busy(string call, HttpStatusCode status = HttpStatusCode.ServiceUnavailable, string? retryAfter = null) =>
        new(call, status, retryAfter);

    public void Dispose() => _http.Dispose();
}
