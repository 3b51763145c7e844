using System.Globalization;
using System.Runtime.InteropServices;
using Finntelligence.Foundation.Output;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Experiments;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Modelling.Tracking;

/// <summary>Records a piece of work as a run, however it ends, and sends the run to MLflow where there is a server.</summary>
internal sealed class RunRecorder(TrackingSurroundings surroundings, Workspace workspace, IReporter reporter)
{
    /// <summary>Does the work and records it.</summary>
    /// <param name="experiment">The group of runs: the product's name.</param>
    /// <param name="name">The command.</param>
    /// <param name="code">The code that does the work.</param>
    /// <param name="work">Logs into the run what it has to say.</param>
    /// <param name="cancellation">Ends the run as killed.</param>
    public T Record<T>(string experiment, string name, CodeState code, Func<IExperimentRun, T> work, CancellationToken cancellation)
    {
        // A server that is named wrongly is found out now, not after the work.
        var server = TrackingServer.Of(surroundings, TrackingServer.WhileOthersWait);
        var store = new LocalExperimentStore(workspace.RunsFolder, surroundings.Time);
        string id;
        T result;
        using (var run = store.Start(experiment, name))
        {
            id = run.Id;
            Describe(run, code);
            using var stopFollowing = new CancellationTokenSource();
            Task following = server is null ? Task.CompletedTask : Task.Run(() => server.FollowAsync(store, id, stopFollowing.Token), CancellationToken.None);
            try
            {
                result = work(run);
                run.Finish(RunStatus.Finished);
                Stop(following, stopFollowing);
            }
            catch (Exception fault)
            {
                End(run, fault, cancellation);
                Stop(following, stopFollowing);
                server?.SendAfterwards(store, id, reporter, cancellation.IsCancellationRequested);
                throw;
            }
        }
        reporter.Status($"Recorded as run {id}.");
        server?.SendAfterwards(store, id, reporter, cancellation.IsCancellationRequested);
        return result;
    }

    // So that one sends at a time.
    private static void Stop(Task following, CancellationTokenSource stop)
    {
        stop.Cancel();
        following.GetAwaiter().GetResult();
    }

    private static void Describe(IExperimentRun run, CodeState code)
    {
        run.SetTag(RunTags.Commit, code.Commit ?? "unknown");
        run.SetTag(RunTags.User, Environment.UserName);
        run.SetTag("tree", code.Tree);
        run.SetTag("library", ModelFitter.LibraryVersion);
        run.SetTag("machine", string.Create(CultureInfo.InvariantCulture,
            $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors"));
        run.SetTag("runtime", RuntimeInformation.FrameworkDescription);
    }

    // The fault of the work is the one to report: that its end could not be written must not hide it.
    private static void End(IExperimentRun run, Exception fault, CancellationToken cancellation)
    {
        try
        {
            var wasCancelled = fault is OperationCanceledException && cancellation.IsCancellationRequested;
            if (!wasCancelled)
                run.SetTag("fault", fault.Message);
            run.Finish(wasCancelled ? RunStatus.Killed : RunStatus.Failed);
        }
        catch (Exception second) when (second is IOException or InvalidOperationException)
        {
            // A run without an end is shown as killed.
        }
    }
}
