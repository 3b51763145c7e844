using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.ModelOps.Experiments;
using Finntelligence.ModelOps.MLflow;

namespace Finntelligence.Modelling.Tracking;

/// <summary>The MLflow server that MLFLOW_TRACKING_URI names.</summary>
public sealed class TrackingServer
{
    private static readonly TimeSpan LongestSending = TimeSpan.FromMinutes(1);

    // Whoever sent the signal waits for the end: a shell's user, or a supervisor that kills after ten seconds (docker) or thirty (Kubernetes).
    private static readonly TimeSpan LongestSendingWhenInterrupted = TimeSpan.FromSeconds(7);

    private readonly MlflowClient _client;
    private readonly TimeProvider _time;

    private TrackingServer(MlflowClient client, TimeProvider time)
    {
        _client = client;
        _time = time;
    }

    /// <summary>The server's address, without credentials.</summary>
    public Uri Address => _client.Server;

    /// <summary>The server's models.</summary>
    public MlflowModelRegistry Registry => new(_client);

    /// <summary>Patience for when a person waits for something else: what fails is sent later.</summary>
    public static MlflowOptions WhileOthersWait(MlflowOptions options) =>
        options.With(timeout: TimeSpan.FromSeconds(10), maximumRetries: 2, maximumWait: TimeSpan.FromSeconds(5));

    /// <summary>Null when no server is named.</summary>
    /// <exception cref="RequestFaultException">Something else than a server is named.</exception>
    public static TrackingServer? Of(TrackingSurroundings surroundings, Func<MlflowOptions, MlflowOptions>? patience = null)
    {
        MlflowOptions? options;
        try
        {
            options = MlflowOptions.FromEnvironment(surroundings.Variable);
        }
        catch (ArgumentException fault)
        {
            // The address itself may hold a password.
            throw new RequestFaultException("MLFLOW_TRACKING_URI must name an MLflow server, as http://host:5000.", fault, remedy: "Correct it or unset it.");
        }
        if (options is null)
            return null;
        var http = new HttpClient(surroundings.Network ?? new SocketsHttpHandler(), disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        return new TrackingServer(new MlflowClient(http, patience?.Invoke(options) ?? options, surroundings.Time), surroundings.Time);
    }

    /// <summary>Sends every run that was not sent yet, and registers the models they made.</summary>
    /// <exception cref="MlflowException">The server refuses or cannot be reached.</exception>
    public SyncOutcome SendAll(LocalExperimentStore store, IProgress<SyncedRun> progress, CancellationToken cancellation) =>
        Sync(store).SyncAllAsync(progress, cancellation).GetAwaiter().GetResult();

    /// <summary>Where a run was sent on this server, or null.</summary>
    public SyncedRun? Sent(LocalExperimentStore store, string run) => Sync(store).Synced(run);

    /// <summary>
    /// Sends a run whose work is done, or was interrupted: then for a few seconds only. Whatever goes wrong is a warning: the run is safe
    /// here, and is sent later.
    /// </summary>
    public void SendAfterwards(LocalExperimentStore store, string run, IReporter reporter, bool wasInterrupted)
    {
        using var limit = new CancellationTokenSource(wasInterrupted ? LongestSendingWhenInterrupted : LongestSending, _time);
        try
        {
            var sent = Sync(store).SyncAsync(run, limit.Token).GetAwaiter().GetResult();
            reporter.Status($"Sent to MLflow at {Address} as run {sent.RemoteId}.");
        }
        catch (Exception fault) when (fault is MlflowException or OperationCanceledException or IOException or DataFaultException or TimeoutException)
        {
            var reason = fault is OperationCanceledException ? $"MLflow at {Address} took too long." : fault.Message;
            reporter.Warning($"Run {run} could not be sent to MLflow. It is safe here; `runs sync` sends it later. {reason}");
        }
    }

    /// <summary>Shows a run that goes on, until it is told to stop.</summary>
    public Task FollowAsync(LocalExperimentStore store, string run, CancellationToken stop) =>
        new RunFollower(store, _client, _time).FollowAsync(run, stop);

    private RunSync Sync(LocalExperimentStore store) =>
        new(store, _client, _time, new ModelPublication(store, Registry, _time));
}
