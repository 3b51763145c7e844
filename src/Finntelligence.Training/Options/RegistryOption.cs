using System.CommandLine;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.RateCards;
using Finntelligence.Modelling.Tracking;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.MLflow;
using Finntelligence.ModelOps.Registry;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Options;

/// <summary><c>--registry</c>: the files under models/&lt;product&gt;, or the MLflow server that MLFLOW_TRACKING_URI names.</summary>
internal static class RegistryOption
{
    private const string Local = "local";
    private const string Mlflow = "mlflow";

    public static Option<string> Create()
    {
        var option = new Option<string>("--registry")
        {
            Description = "local: models/<product>. mlflow: the registry of the server that MLFLOW_TRACKING_URI names.",
            DefaultValueFactory = _ => Local,
        };
        option.AcceptOnlyFromAmong(Local, Mlflow);
        return option;
    }

    /// <exception cref="RequestFaultException">MLflow's is asked for and no server is named.</exception>
    public static IModelRegistry Open(ConsoleHost host, string registry, string product)
    {
        if (registry == Local)
            return new LocalModelRegistry(host.Workspace().ModelFolder(product), host.Time);
        TrackingServer server = TrackingServer.Of(host.Surroundings)
            ?? throw new RequestFaultException("--registry mlflow needs MLFLOW_TRACKING_URI.", remedy: "Set it, as http://host:5000.");
        return new MlflowRegistryFiles(
            new MlflowProductModels(server.Registry, product, [.. ModelKinds.Names, SegmentCard.Kind], host.Time),
            $"MLflow at {server.Address}",
            Path.Combine(Path.GetTempPath(), $"finntelligence-{Environment.UserName}", product));
    }
}
