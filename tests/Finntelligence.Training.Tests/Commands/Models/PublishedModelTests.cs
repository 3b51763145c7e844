using System.Text;
using System.Text.Json;
using Finntelligence.Lending.Loading;
using Finntelligence.Modelling.Tests.Exporting;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Tests.MLflow;
using Microsoft.ML.OnnxRuntime;

namespace Finntelligence.Training.Tests.Commands.Models;

/// <summary>
/// What a training leaves on a server for those who have MLflow and not us: done by hand, step for step, what
/// <c>mlflow.pyfunc.load_model("models:/cash-loan-risk@…").predict(frame)</c> does with it, by the alias that the training got.
/// </summary>
public sealed class PublishedModelTests(TrainedWorkspace trained) : IClassFixture<TrainedWorkspace>
{
    [Theory]
    [InlineData(2, "risk")]
    [InlineData(2, "acceptance")]
    [InlineData(3, "risk")]
    [InlineData(3, "acceptance")]
    public async Task The_Example_Is_Scored_As_We_Score_It(int majorVersion, string kind)
    {
        using var console = trained.Copy();
        var server = new FakeMlflowServer(majorVersion);
        (console.Network, console.Variables["MLFLOW_TRACKING_URI"]) = (server, "http://mlflow.test:5000");
        await console.SayAsync("runs", "sync");

        var folder = FolderOf(server, $"cash-loan-{kind}");
        var card = Encoding.UTF8.GetString(folder["MLmodel"]);
        card.ShouldContain("    loader_module: mlflow.onnx\n");
        var example = JsonDocument.Parse(folder["input_example.json"]).RootElement;
        string[] columns = [.. example.GetProperty("columns").EnumerateArray().Select(name => name.GetString()!)];
        float[] row = [.. example.GetProperty("data")[0].EnumerateArray().Select(Value)];

        var product = ProductLoader.Load(console.Workspace.ProductFile("cash-loan"));
        var registry = new LocalModelRegistry(console.Workspace.ModelFolder("cash-loan"), TimeProvider.System);
        var model = VersionFile.Read(registry.Resolve(kind, "1"), product);
        columns.ShouldBe(model.Manifest.Features);
        Signature(card, "inputs").ShouldBe(columns);
        using var scorer = new OnnxScorer(folder["model.onnx"]);
        Signature(card, "outputs").ShouldBe(scorer.Outputs);
        scorer.Run("Probability.output", [.. columns.Select((name, i) => OnnxScorer.Column(name, [row[i]]))])
            .ShouldHaveSingleItem().ShouldBe(model.Probability(row), 1e-6f);
        row.Count(float.IsFinite).ShouldBeGreaterThan(row.Length / 2, "an example of unknown values would show nothing");
    }

    /// <summary>Why the signature is of tensors: with one of columns MLflow gives every input one dimension.</summary>
    [Fact]
    public async Task A_Columns_Values_Without_Their_Second_Dimension_Are_Refused_By_Onnx_Runtime()
    {
        using var console = trained.Copy();
        var server = new FakeMlflowServer(majorVersion: 3);
        (console.Network, console.Variables["MLFLOW_TRACKING_URI"]) = (server, "http://mlflow.test:5000");
        await console.SayAsync("runs", "sync");
        using var session = new InferenceSession(FolderOf(server, "cash-loan-risk")["model.onnx"]);
        NamedOnnxValue[] flat = [.. session.InputMetadata.Keys.Select(name =>
            NamedOnnxValue.CreateFromTensor(name, new Microsoft.ML.OnnxRuntime.Tensors.DenseTensor<float>(new float[1], [1])))];

        Should.Throw<OnnxRuntimeException>(() => session.Run(flat).Dispose()).Message.ShouldContain("Invalid rank");
    }

    // As MLflow resolves models:/<name>@<alias>: alias, version, source, and of 3.x the logged model that the source names.
    private static Dictionary<string, byte[]> FolderOf(FakeMlflowServer server, string name)
    {
        var number = server.Aliases.Single(alias => alias.Key.Model == name).Value;
        var version = server.Versions.Single(version => version.Name == name && version.Version == number);
        var model = server.LoggedModels.SingleOrDefault(model => version.Source == $"models:/{model.Id}");
        var folder = model is null ? version.Source["mlflow-artifacts:/".Length..] : $"{model.ExperimentId}/models/{model.Id}/artifacts";
        return server.Artifacts.Where(file => file.Key.StartsWith(folder + "/", StringComparison.Ordinal))
            .ToDictionary(file => file.Key[(folder.Length + 1)..], file => file.Value);
    }

    private static float Value(JsonElement value) => value.ValueKind == JsonValueKind.Null ? float.NaN : value.GetSingle();

    private static IEnumerable<string> Signature(string card, string which)
    {
        var line = card.Split('\n').Single(line => line.StartsWith($"  {which}: ", StringComparison.Ordinal))[$"  {which}: ".Length..];
        foreach (var tensor in JsonDocument.Parse(line.Trim('\'')).RootElement.EnumerateArray())
        {
            tensor.GetProperty("type").GetString().ShouldBe("tensor");
            tensor.GetProperty("tensor-spec").GetRawText().ShouldBe("""{"dtype":"float32","shape":[-1,1]}""");
            yield return tensor.GetProperty("name").GetString()!;
        }
    }
}
