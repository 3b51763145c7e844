using System.CommandLine;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Modelling.Tracking;
using Finntelligence.ModelOps.MLflow;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Runs;

/// <summary><c>runs sync</c>: sends to MLflow what could not be sent before.</summary>
internal static class RunsSyncCommand
{
    public static Command Create(ConsoleHost host)
    {
        var command = new Command("sync", "Send every training that MLflow does not have yet, each once, with the models it made. One that is refused does not keep the others.");
        command.Does(host, (_, reporter, cancellation) =>
        {
            TrackingServer server = TrackingServer.Of(host.Surroundings)
                ?? throw new RequestFaultException("MLFLOW_TRACKING_URI names no server.", remedy: "Set it, as http://host:5000.");
            var (sent, refused) = server.SendAll(RunsCommand.Store(host), new Lines(reporter), cancellation);
            reporter.Status((sent.Count, refused.Count) switch
            {
                (0, 0) => $"MLflow at {server.Address} has every training.",
                (var count, _) => $"{Figures.Count(count)} runs sent to MLflow at {server.Address}.",
            });
            reporter.Document(new { server = server.Address, sent, refused });
            if (refused.Count > 0)
                throw new RequestFaultException($"{Figures.Count(refused.Count)} runs could not be sent. {string.Join(' ', refused.Select(r => $"{r.Run}: {r.Reason}"))}");
        });
        return command;
    }

    private sealed class Lines(IReporter reporter) : IProgress<SyncedRun>
    {
        public void Report(SyncedRun value) => reporter.Status($"{value.Run} is run {value.RemoteId} there.");
    }
}
