using Finntelligence.ModelOps.MLflow;

namespace Finntelligence.Api.Pool;

/// <summary>The MLflow server that the environment names, if any, as the service asks it: each look once, since the next look is soon.</summary>
internal sealed class MlflowServer
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private readonly TimeProvider _time;

    public MlflowServer(MlflowOptions options, HttpMessageHandler handler, TimeProvider time)
    {
        var http = new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        Client = new MlflowClient(http, options.With(Timeout, maximumRetries: 0, maximumWait: TimeSpan.Zero), time);
        Registry = new MlflowModelRegistry(Client);
        _time = time;
    }

    public MlflowClient Client { get; }

    public MlflowModelRegistry Registry { get; }

    public MlflowProductModels Models(string product, IReadOnlyList<string> kinds) => new(Registry, product, kinds, _time);
}

/// <summary>How the service finds its MLflow server; tests have one of their own.</summary>
/// <param name="Variable">Environment variables.</param>
/// <param name="Handler">What carries HTTP.</param>
internal sealed record MlflowAccess(Func<string, string?> Variable, Func<HttpMessageHandler> Handler)
{
    public static MlflowAccess OfProcess { get; } = new(Environment.GetEnvironmentVariable, () => new SocketsHttpHandler());

    /// <summary>Null when MLFLOW_TRACKING_URI is not set.</summary>
    /// <exception cref="IOException">It names something else than a server.</exception>
    public MlflowServer? Connect(TimeProvider time)
    {
        try
        {
            return MlflowOptions.FromEnvironment(Variable) is { } options ? new MlflowServer(options, Handler(), time) : null;
        }
        catch (ArgumentException fault)
        {
            // The address itself may hold a password.
            throw new IOException("MLFLOW_TRACKING_URI must name an MLflow server, as http://host:5000. Correct it or unset it.", fault);
        }
    }
}
