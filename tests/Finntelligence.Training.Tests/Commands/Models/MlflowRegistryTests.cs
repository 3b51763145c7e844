using System.Text.Json;
using Finntelligence.ModelOps.Tests.MLflow;

namespace Finntelligence.Training.Tests.Commands.Models;

/// <summary>The commands of the registry with --registry mlflow, on what a training published.</summary>
public sealed class MlflowRegistryTests(TrainedWorkspace trained) : IClassFixture<TrainedWorkspace>
{
    private static readonly string[] Mlflow = ["--registry", "mlflow"];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_Training_Is_Promoted_Through_The_Gates_And_Rolled_Back(int majorVersion)
    {
        using var console = trained.Copy();
        var server = new FakeMlflowServer(majorVersion);
        (console.Network, console.Variables["MLFLOW_TRACKING_URI"]) = (server, "http://mlflow.test:5000");
        string[] promote = ["models", "promote", "both", "--alias", "production"], force = ["--force", "--reason", "a test", .. Mlflow];
        await console.SayAsync("train");
        await console.SayAsync([.. promote, .. force]);
        await console.SayAsync("train", "--seed", "2");

        // Nobody lived the twin's rows.
        var refused = JsonDocument.Parse(await TryAsync(console, [.. promote, "--json"])).RootElement;
        refused.GetProperty("promoted").GetBoolean().ShouldBeFalse();
        refused.GetProperty("gates").EnumerateArray().Count(gate => gate.GetProperty("gate").GetString() == "data").ShouldBe(2);
        await console.SayAsync([.. promote, .. force]);

        server.Aliases.Where(alias => alias.Key.Alias == "production").ShouldAllBe(alias => alias.Value == 2);
        server.Versions.Where(version => version.Version == 2).ShouldAllBe(version => version.Stage == "Production");
        var moves = Moves(await console.SayAsync(["models", "show", "risk@production", "--json", .. Mlflow]));
        moves.Select(move => move.GetProperty("alias").GetString()).ShouldBe(["staging", "production", "staging", "production"]);
        moves[3].GetProperty("forced").GetBoolean().ShouldBeTrue();
        moves[3].GetProperty("moves")[1].GetProperty("metrics").GetProperty("auc").GetDouble()
            .ShouldBe(server.Runs[1].Metrics.Last(metric => metric.Key == "risk/auc").Value);
        var listed = JsonDocument.Parse(await console.SayAsync(["models", "list", "--json", .. Mlflow])).RootElement.GetProperty("models");
        listed.EnumerateArray().Select(model => model.GetProperty("data").GetProperty("md5").GetString()!.Length).ShouldBe([32, 32, 32, 32]);
        (await console.SayAsync(["models", "verify", .. Mlflow])).ShouldContain("4 versions have exactly the bytes");

        (await console.SayAsync(["models", "rollback", "--reason", "worse", .. Mlflow])).ShouldContain("production: risk 2 → 1");

        server.Aliases.Where(alias => alias.Key.Alias == "production").ShouldAllBe(alias => alias.Value == 1);
    }

    [Fact]
    public async Task A_Changed_File_On_The_Server_Is_Found_Out()
    {
        using var console = trained.Copy();
        var server = new FakeMlflowServer(majorVersion: 3);
        (console.Network, console.Variables["MLFLOW_TRACKING_URI"]) = (server, "http://mlflow.test:5000");
        await console.SayAsync("runs", "sync");
        var path = server.Artifacts.Keys.First(key => key.Contains("/models/", StringComparison.Ordinal) && key.EndsWith("model.zip", StringComparison.Ordinal));
        server.Artifacts[path] = [1, 2, 3];

        (await console.RunAsync(["models", "verify", .. Mlflow])).ShouldBe(1);

        console.Error.ShouldContain("changed after it was registered");
    }

    [Fact]
    public async Task Without_A_Server_It_Is_Said_What_To_Set()
    {
        using var console = trained.Copy();
        (await console.RunAsync(["models", "list", .. Mlflow])).ShouldBe(1);
        console.Error.ShouldContain("MLFLOW_TRACKING_URI");
    }

    private static async Task<string> TryAsync(TestConsole console, params string[] args)
    {
        console.Forget();
        await console.RunAsync([.. args, .. Mlflow]);
        return console.Output;
    }

    private static JsonElement[] Moves(string json) => [.. JsonDocument.Parse(json).RootElement.GetProperty("moves").EnumerateArray()];
}
