using Finntelligence.ModelOps.Experiments;
using Finntelligence.ModelOps.MLflow;

namespace Finntelligence.ModelOps.Tests.MLflow;

public sealed class RunSyncTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalExperimentStore _store;

    public RunSyncTests() => _store = new LocalExperimentStore(_folder["runs"], new SettableClock());

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_Run_Arrives_Whole_And_Once(int majorVersion)
    {
        using var mlflow = new MlflowFixture(majorVersion);
        var id = Record();

        (await Sync(mlflow).SyncAllAsync()).ShouldHaveSingleItem().Run.ShouldBe(id);
        var requests = mlflow.Server.Requests.Count;
        (await Sync(mlflow).SyncAllAsync()).ShouldBeEmpty();
        (await Sync(mlflow).SyncAsync(id)).RemoteId.ShouldBe(mlflow.Server.Runs.Single().Id);

        mlflow.Server.Requests.Count.ShouldBe(requests);
        ShouldBeWhole(mlflow.Server);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_Server_That_Dies_In_Any_Request_Costs_Nothing(bool doesLastWork)
    {
        var note = _folder["runs", Record(), "synced.json"];
        using var counting = new MlflowFixture();
        await Sync(counting).SyncAllAsync();
        var requests = counting.Server.Requests.Count;
        requests.ShouldBeGreaterThan(8);

        for (var answered = 0; answered < requests; answered++)
        {
            File.Delete(note);
            using var mlflow = new MlflowFixture();
            mlflow.Server.DiesAfter = answered;
            mlflow.Server.DoesLastWork = doesLastWork;
            await Should.ThrowAsync<MlflowException>(() => Sync(mlflow).SyncAllAsync());

            mlflow.Server.DiesAfter = null;
            await Sync(mlflow).SyncAllAsync();

            ShouldBeWhole(mlflow.Server);
        }
    }

    [Fact]
    public async Task A_Lost_Note_Sends_The_Run_Again_Without_A_Trace()
    {
        using var mlflow = new MlflowFixture();
        var id = Record();
        await Sync(mlflow).SyncAsync(id);
        File.WriteAllText(_folder["runs", id, "synced.json"], "{ half");

        await Sync(mlflow).SyncAsync(id);

        ShouldBeWhole(mlflow.Server);
    }

    [Fact]
    public async Task A_Run_Goes_To_Another_Server_As_Well()
    {
        var id = Record();
        using var first = new MlflowFixture(options: new MlflowOptions("http://first"));
        using var second = new MlflowFixture(options: new MlflowOptions("http://second"));

        await Sync(first).SyncAsync(id);
        await Sync(second).SyncAllAsync();

        ShouldBeWhole(second.Server);
    }

    [Fact]
    public async Task A_Run_That_Goes_On_Is_Left_Alone()
    {
        using var mlflow = new MlflowFixture();
        using var run = _store.Start("cash-loan", "train");

        (await Sync(mlflow).SyncAllAsync()).ShouldBeEmpty();
        await Should.ThrowAsync<InvalidOperationException>(() => Sync(mlflow).SyncAsync(run.Id));

        mlflow.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_Run_That_Was_Killed_Arrives_As_Killed()
    {
        using var child = ChildProcess.Start("run-forever", _folder["runs"]);
        await child.StandardOutput.ReadLineAsync();
        child.Kill();
        await child.WaitForExitAsync();
        using var mlflow = new MlflowFixture();

        await Sync(mlflow).SyncAllAsync();

        var run = mlflow.Server.Runs.ShouldHaveSingleItem();
        (run.Status, run.Metrics.Count, run.End is null).ShouldBe(("KILLED", 1000, false));
    }

    private RunSync Sync(MlflowFixture mlflow) => new(_store, mlflow.Client, mlflow.Clock);

    private string Record()
    {
        using var run = _store.Start("team/cash loan", "train");
        run.LogParameter("trees", "200");
        run.SetTag("commit", "0123abc");
        run.LogInput(new DataInput("history.csv", "d41d8cd98f00b204e9800998ecf8427e", "data/history.csv", "training"));
        for (var step = 0; step < 1500; step++)
            run.LogMetric("loss", 1.0 / (step + 1), step);
        run.LogArtifact("risk/model.zip", "zip"u8.ToArray());
        run.LogArtifact("metrics.json", "{}"u8.ToArray());
        run.Finish(RunStatus.Finished);
        return run.Id;
    }

    private static void ShouldBeWhole(FakeMlflowServer server)
    {
        server.Experiments.Keys.ShouldBe(["team/cash loan"]);
        var run = server.Runs.ShouldHaveSingleItem();
        (run.Status, run.Metrics.Count, run.Inputs.Count, run.Parameters.Count).ShouldBe(("FINISHED", 1500, 1, 1));
        run.Tags["commit"].ShouldBe("0123abc");
        server.Artifacts.Keys.Order(StringComparer.Ordinal).ShouldBe([$"1/{run.Id}/artifacts/metrics.json", $"1/{run.Id}/artifacts/risk/model.zip"]);
    }
}
