using System.Text.Json.Nodes;
using Finntelligence.Foundation.Output;
using Finntelligence.Foundation.Tests.Output;
using Finntelligence.Histories.Simulation;
using Finntelligence.Lending.Models;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Modelling.Tracking;
using Finntelligence.Modelling.Training;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Modelling.Tests.Training;

/// <summary>A workspace in which one small training was done, with our own learner alone. Tests take copies of it, since a training takes seconds.</summary>
public sealed class TrainedFolder : IDisposable
{
    public const string Product = "cash-loan";

    /// <summary>As few as still hold every label in every fold.</summary>
    public const int Rows = 1500;

    private readonly TestFolder _folder = new();

    public TrainedFolder()
    {
        JsonNode product = JsonNode.Parse(File.ReadAllText(Repository.File("data/cash-loan/product.json")))!;
        foreach (var kind in (string[])["risk", "acceptance"])
            product["models"]![kind]!["trainer"] = "MonotoneFastTree";
        _folder.Write("data/cash-loan/product.json", product.ToJsonString());
        _folder.Write("data/cash-loan/experiment.json", File.ReadAllBytes(Repository.File("data/cash-loan/experiment.json")));
        TwinSimulation.Write(_folder.File("data/cash-loan/simulated.csv.gz"), TwinSimulation.ShippedSeed, Rows, new Progress<double>(), CancellationToken.None);
        Outcome = Train(_folder, new TrainingRequest(Product, null, null, null, Threads: 2), Reporter, View);
    }

    internal TrainingOutcome Outcome { get; }

    internal RecordingReporter Reporter { get; } = new();

    internal RecordingView View { get; } = new();

    internal static TrainingOutcome Train(
        TestFolder folder, TrainingRequest request, IReporter reporter, ITrainingView? view = null, CancellationToken cancellation = default) =>
        new TrainingJob(
            new Workspace(folder.Path), new TrackingSurroundings { Variable = _ => null }, new CodeState("0123456789abcdef0123456789abcdef01234567", true), reporter,
            view ?? new RecordingView()).Run(request, cancellation);

    /// <summary>A workspace of the test's own.</summary>
    internal TestFolder Copy(bool withModels = true)
    {
        var copy = new TestFolder();
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(_folder.Path, file);
            if (withModels || relative.StartsWith("data", StringComparison.Ordinal))
                copy.Write(relative, File.ReadAllBytes(file));
        }

        return copy;
    }

    public void Dispose() => _folder.Dispose();

    internal sealed class RecordingView : ITrainingView
    {
        public List<string> Seen { get; } = [];

        public void Examined(ModelManifest first) => Seen.Add($"examined {first.Kind}");

        public void Fitted(ModelFit fit) => Seen.Add($"fitted {fit.Contents.Manifest.Kind}");

        public void Registered(TrainingOutcome outcome) => Seen.Add($"registered {outcome.Models.Length}");
    }
}
