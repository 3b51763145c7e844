using System.Text.Json;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Experiments;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Tests.MLflow;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Tests.Commands.Models;

/// <summary>Training as a run: what is recorded, however it ends and whatever is in the way.</summary>
public sealed class RunRecorderTests(TrainedWorkspace trained) : IClassFixture<TrainedWorkspace>
{
    private const string ServerVariable = "MLFLOW_TRACKING_URI";

    [Fact]
    public void Training_Is_A_Run_With_All_That_Went_In_And_Came_Out()
    {
        using var console = trained.Copy();

        var run = Store(console).List().ShouldHaveSingleItem();

        (run.Experiment, run.Name, run.Status).ShouldBe(("cash-loan", "train", RunStatus.Finished));
        run.End.ShouldNotBeNull();
        run.Parameters["seed"].ShouldBe("1");
        run.Parameters["risk/NumberOfTrees"].ShouldNotBeEmpty();
        run.Tags["commit"].ShouldBe(console.Code.Commit);
        run.Tags["tree"].ShouldBe("clean");
        run.Tags["library"].ShouldBe("1.0.0");
        run.Tags["machine"].ShouldContain("processors");
        run.Inputs.Select(i => (i.Name, i.Source, i.Context)).ShouldBe(
            [("simulated.csv.gz", "data/cash-loan/simulated.csv.gz", "training"), ("product.json", "data/cash-loan/product.json", "product")]);
        run.Inputs.ShouldAllBe(i => i.Digest.Length == 32);
        foreach (var kind in new[] { "risk", "acceptance" })
        {
            foreach (var file in new[] { "model.zip", "model.onnx", "MLmodel", "requirements.txt", "input_example.json", "metrics.json", "importance.json" })
                run.Artifacts.ShouldContain(a => a.Path == $"{kind}/{file}");
            run.Metrics.Where(m => m.Key == $"{kind}/fold/auc").Select(m => m.Step).ShouldBe([0, 1, 2, 3, 4]);
            run.Metrics.Count(m => m.Key == $"{kind}/candidate1/logLoss").ShouldBeInRange(20, 210);
            run.LastMetrics[$"{kind}/auc"].ShouldBeInRange(0.3, 1);
        }
    }

    [Fact]
    public void Version_Names_Run_And_Commit_And_Its_File_Is_The_Runs()
    {
        using var console = trained.Copy();
        var run = Store(console).List().Single();

        foreach (var kind in new[] { "risk", "acceptance" })
        {
            var version = Registry(console).Resolve(kind, "production");
            version.Entry.RunId.ShouldBe(run.Id);
            version.Entry.Commit.ShouldBe(console.Code.Commit);
            version.Entry.Tags["tree"].ShouldBe("clean");
            run.Artifacts.Single(a => a.Path == $"{kind}/model.zip").Sha256.ShouldBe(version.Entry.Sha256);
        }
    }

    [Fact]
    public async Task Same_Training_Gives_The_Same_Bytes_Whatever_Run_Commit_And_Threads()
    {
        using var console = trained.Copy();
        var before = await File.ReadAllTextAsync(Registry(console).StatePath);
        console.Code = new CodeState("ffff", false);

        var said = await console.SayAsync("train", "--threads", "1");

        said.ShouldContain("byte for byte");
        (await File.ReadAllTextAsync(Registry(console).StatePath)).ShouldBe(before);
        Store(console).List().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Failed_Training_Is_Recorded_As_Failed_With_Its_Fault()
    {
        using var console = trained.Copy(withModels: false);
        console.Folder.Write("history.csv", "a,b\n1,2\n");

        (await console.RunAsync("train", "--data", console.Folder.File("history.csv"))).ShouldBe(1);

        var run = Store(console).List().ShouldHaveSingleItem();
        run.Status.ShouldBe(RunStatus.Failed);
        run.Tags["fault"].ShouldNotBeEmpty();
        // The terminal breaks lines where it likes.
        Words(console.Error).ShouldContain(Words(run.Tags["fault"]));
        Directory.GetFileSystemEntries(console.Folder.File("models")).ShouldBeEmpty();
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public async Task Cancelled_Training_Is_Recorded_As_Killed_And_Leaves_No_Model()
    {
        using var console = trained.Copy(withModels: false);
        using var cancellation = new CancellationTokenSource();
        // Cancelled in the middle: by the time that a second run event is on the disk, the fitting has begun.
        var training = console.RunAsync(cancellation.Token, "train");
        while (!Store(console).List().Any(run => run.Parameters.ContainsKey("product.sha256")) && !training.IsCompleted)
            await Task.Delay(5);
        await cancellation.CancelAsync();

        (await training).ShouldBe(CommandRun.Cancelled);

        Store(console).List().ShouldHaveSingleItem().Status.ShouldBe(RunStatus.Killed);
        Directory.GetFileSystemEntries(console.Folder.File("models")).ShouldBeEmpty();
        console.Error.ShouldBe("Cancelled.\n");
    }

    [Fact]
    public async Task Cancelled_Training_Is_Sent_All_The_Same()
    {
        using var console = trained.Copy(withModels: false);
        var server = new FakeMlflowServer(majorVersion: 3);
        (console.Network, console.Variables[ServerVariable]) = (server, "http://mlflow.test:5000");
        using var cancellation = new CancellationTokenSource();
        var training = console.RunAsync(cancellation.Token, "train");
        while (!Store(console).List().Any(run => run.Parameters.ContainsKey("product.sha256")) && !training.IsCompleted)
            await Task.Delay(5);
        await cancellation.CancelAsync();

        (await training).ShouldBe(CommandRun.Cancelled);

        var run = server.Runs.ShouldHaveSingleItem();
        (run.Status, run.End is null).ShouldBe(("KILLED", false));
        server.RegisteredModels.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_Trainings_At_Once_Are_Two_Runs_And_One_Version()
    {
        using var console = trained.Copy(withModels: false);

        var codes = await Task.WhenAll(console.RunAsync("train"), console.RunAsync("train"));

        codes.ShouldBe([0, 0], console.Error);
        Store(console).List().Select(run => run.Status).ShouldBe([RunStatus.Finished, RunStatus.Finished]);
        Registry(console).Read().Kind("risk").Versions.ShouldHaveSingleItem();
        Registry(console).Read().Kind("risk").Aliases["staging"].ShouldBe(1);
        Registry(console).Verify().IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Models_Folder_That_Cannot_Be_Written_Is_One_Clear_Line_And_A_Failed_Run()
    {
        using var console = trained.Copy(withModels: false);
        // A file where the folder should be: no permission can make up for it, not even root's.
        console.Folder.Write("models/cash-loan", "in the way");

        (await console.RunAsync("train")).ShouldBe(1);

        console.Error.TrimEnd('\n').ShouldNotContain("\n");
        console.Error.ShouldContain(console.Folder.File("models/cash-loan"));
        console.Error.ShouldNotContain("defect");
        Store(console).List().Single().Status.ShouldBe(RunStatus.Failed);
    }

    [Fact]
    public async Task Runs_Folder_That_Cannot_Be_Written_Is_Said_Before_The_Work()
    {
        using var console = trained.Copy(withModels: false);
        console.Folder.Write("runs", "in the way");

        (await console.RunAsync("train")).ShouldBe(1);

        console.Error.ShouldContain(console.Folder.File("runs"));
        console.Output.ShouldNotContain("Fitting");
    }

    [Fact]
    public async Task Truncated_Registry_Is_Refused_With_What_To_Do_And_Stays_As_It_Is()
    {
        using var console = trained.Copy();
        var path = Registry(console).StatePath;
        var half = (await File.ReadAllTextAsync(path))[..200];
        await File.WriteAllTextAsync(path, half);

        (await console.RunAsync("train")).ShouldBe(1);

        console.Error.ShouldContain("git checkout");
        (await File.ReadAllTextAsync(path)).ShouldBe(half);
        Directory.GetDirectories(console.Folder.File("models/cash-loan/risk")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Run_And_Models_Go_To_The_Server()
    {
        using var console = trained.Copy();
        var server = new FakeMlflowServer(majorVersion: 3);
        (console.Network, console.Variables[ServerVariable]) = (server, "http://mlflow.test:5000");

        await console.SayAsync("train");

        var run = server.Runs.ShouldHaveSingleItem();
        run.Status.ShouldBe("FINISHED");
        run.Tags["mlflow.source.git.commit"].ShouldBe(console.Code.Commit);
        run.Inputs.Count.ShouldBe(2);
        run.Parameters["risk/NumberOfTrees"].ShouldNotBeEmpty();
        server.Versions.Select(v => (v.Name, v.Version, v.Stage)).ShouldBe(
            [("cash-loan-acceptance", 1, "Staging"), ("cash-loan-risk", 1, "Staging")], ignoreOrder: true);
        server.Aliases.Count(a => a.Key.Alias == "staging").ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dead_Server_Loses_Nothing_And_Sync_Sends_The_Run_Once(bool diesHalfway)
    {
        using var console = trained.Copy();
        var server = new FakeMlflowServer(majorVersion: 2) { DiesAfter = diesHalfway ? 5 : 0 };
        (console.Network, console.Variables[ServerVariable]) = (server, "http://mlflow.test:5000");

        await console.SayAsync("train");

        console.Error.ShouldStartWith("warning: Run ");
        console.Error.ShouldContain("runs sync");
        server.DiesAfter = null;
        // The run of the fixture had no server to go to.
        (await console.SayAsync("runs", "sync")).ShouldContain("2 runs sent");
        (await console.SayAsync("runs", "sync")).ShouldContain("has every training");
        server.Runs.Select(run => run.Status).ShouldBe(["FINISHED", "FINISHED"]);
        server.Versions.Count.ShouldBe(2);
        server.Artifacts.Keys.Count(path => path.EndsWith("model.zip", StringComparison.Ordinal)).ShouldBe(2, "both runs made the same two models");
    }

    [Theory]
    [InlineData("file:///tmp/mlruns")]
    [InlineData("sqlite:///secret@host.db")]
    public async Task Something_Else_Than_A_Server_Is_Refused_Before_The_Work(string address)
    {
        using var console = trained.Copy(withModels: false);
        console.Variables[ServerVariable] = address;

        (await console.RunAsync("train")).ShouldBe(1);

        console.Error.ShouldContain("MLFLOW_TRACKING_URI");
        console.Error.ShouldNotContain("secret");
        Directory.Exists(console.Workspace.RunsFolder).ShouldBeFalse();
    }

    [Fact]
    public async Task Sync_Without_A_Server_Says_What_To_Set()
    {
        using var console = trained.Copy();
        (await console.RunAsync("runs", "sync")).ShouldBe(1);
        console.Error.ShouldContain("MLFLOW_TRACKING_URI");
    }

    [Fact]
    public async Task Seed_Comes_From_The_Parameters_Unless_It_Is_Given()
    {
        using var console = trained.Copy(withModels: false);
        console.Folder.Write("params.yaml", "train:\n  seed: 7\n");
        var seven = JsonDocument.Parse(await console.SayAsync("train", "--json")).RootElement.GetProperty("models")[1].GetProperty("sha256").GetString();
        var given = JsonDocument.Parse(await console.SayAsync("train", "--json", "--seed", "7")).RootElement;

        given.GetProperty("models")[1].GetProperty("sha256").GetString().ShouldBe(seven);
        given.GetProperty("models")[1].GetProperty("isNew").GetBoolean().ShouldBeFalse();
        Store(console).Read("latest").Parameters["seed"].ShouldBe("7");
        using var seedOne = trained.Copy();
        seven.ShouldNotBe(Registry(seedOne).Resolve("risk", "1").Entry.Sha256);
    }

    private static LocalExperimentStore Store(TestConsole console) => new(console.Workspace.RunsFolder, TimeProvider.System);

    private static LocalModelRegistry Registry(TestConsole console) => new(console.Workspace.ModelFolder("cash-loan"), TimeProvider.System);
}
