using System.Text.Json.Nodes;
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

        (await Sync(mlflow).SyncAllAsync()).Sent.ShouldHaveSingleItem().Run.ShouldBe(id);
        var requests = mlflow.Server.Requests.Count;
        (await Sync(mlflow).SyncAllAsync()).Sent.ShouldBeEmpty();
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
    public async Task A_Run_That_Came_Back_From_Another_Server_Is_Not_Sent_Again()
    {
        var id = Record();
        using var first = new MlflowFixture(options: new MlflowOptions("http://first"));
        using var second = new MlflowFixture(options: new MlflowOptions("http://second"));
        await Sync(first).SyncAsync(id);
        await Sync(second).SyncAsync(id);
        var requests = first.Server.Requests.Count;

        (await Sync(first).SyncAllAsync()).Sent.ShouldBeEmpty();

        first.Server.Requests.Count.ShouldBe(requests);
    }

    [Fact]
    public async Task A_Note_Of_An_Older_Version_Counts()
    {
        var id = Record();
        using var mlflow = new MlflowFixture();
        File.WriteAllText(_folder["runs", id, "synced.json"], $$"""
            { "run": "{{id}}", "server": "http://mlflow.test:5000/", "experimentId": "1", "remoteId": "r", "when": "2026-03-01T00:00:00+00:00" }
            """);

        Sync(mlflow).Synced(id)!.RemoteId.ShouldBe("r");
        (await Sync(mlflow).SyncAllAsync()).Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_An_Older_Version_Sent_In_Part_Is_Completed()
    {
        // 1,000 metrics of two keys in one batch, whose answer was lost: sent again in that size, the server refuses them for ever.
        var id = Record();
        using var mlflow = new MlflowFixture();
        var experiment = await mlflow.Client.EnsureExperimentAsync("team/cash loan");
        var run = _store.Read(id);
        var remote = await mlflow.Client.EnsureRunAsync(experiment, run.Id, run.Name, run.Start);
        var batch = new JsonObject
        {
            ["run_id"] = remote.RunId,
            ["metrics"] = new JsonArray([.. LogBatches.Of("r", run.Parameters, run.Tags, [.. run.Metrics.Take(1000)])
                .SelectMany(part => part["metrics"]?.AsArray() ?? []).Select(metric => metric!.DeepClone())]),
        };
        await mlflow.Client.SendAsync(HttpMethod.Post, "runs/log-batch", batch, CancellationToken.None);
        (await Should.ThrowAsync<MlflowException>(() => mlflow.Client.SendAsync(HttpMethod.Post, "runs/log-batch", batch, CancellationToken.None)))
            .IsRepeated.ShouldBeTrue();

        await Sync(mlflow).SyncAllAsync();

        ShouldBeWhole(mlflow.Server);
    }

    [Fact]
    public async Task One_Run_That_Is_Refused_Or_Damaged_Does_Not_Keep_The_Others()
    {
        var refused = Record();
        var damaged = Record();
        var fine = Record();
        File.WriteAllText(_folder["runs", damaged, "events.jsonl"], "{ \"event\": \"none\" }\n");
        using var mlflow = new MlflowFixture();
        var experiment = await mlflow.Client.EnsureExperimentAsync("team/cash loan");
        var there = await mlflow.Client.EnsureRunAsync(experiment, refused, "train", DateTimeOffset.UnixEpoch);
        await mlflow.Client.LogAsync(there.RunId, new Dictionary<string, string> { ["trees"] = "1" }, new Dictionary<string, string>(), []);

        var outcome = await Sync(mlflow).SyncAllAsync();

        outcome.Sent.ShouldHaveSingleItem().Run.ShouldBe(fine);
        outcome.Refused.Select(run => run.Run).ShouldBe([refused, damaged], ignoreOrder: true);
        outcome.Refused.Single(run => run.Run == refused).Reason.ShouldContain("Changing param values");
    }

    [Fact]
    public async Task A_Server_That_Keeps_Files_Elsewhere_Is_Asked_Before_A_Run_Is_Made_There()
    {
        Record();
        using var mlflow = new MlflowFixture();
        mlflow.Server.ArtifactRoot = "file:///srv/mlruns/";

        (await Should.ThrowAsync<MlflowException>(() => Sync(mlflow).SyncAllAsync())).Message.ShouldContain("--serve-artifacts");

        mlflow.Server.Runs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Servers_Own_Tags_Say_Who_And_What_And_Nothing_Unknown()
    {
        using (var run = _store.Start("cash-loan", "train"))
        {
            run.SetTag("commit", "unknown");
            run.SetTag("user", "anna");
            run.Finish(RunStatus.Finished);
        }
        using var mlflow = new MlflowFixture();

        await Sync(mlflow).SyncAllAsync();

        var tags = mlflow.Server.Runs.ShouldHaveSingleItem().Tags;
        (tags["mlflow.user"], tags["mlflow.source.name"], tags["mlflow.source.type"]).ShouldBe(("anna", "finntelligence train", "LOCAL"));
        tags.ShouldNotContainKey("mlflow.source.git.commit");
    }

    [Fact]
    public async Task A_Run_Is_Seen_While_It_Goes_On_And_Arrives_Once_All_The_Same()
    {
        using var mlflow = new MlflowFixture();
        var follower = new RunFollower(_store, mlflow.Client, TimeProvider.System) { Interval = TimeSpan.FromMilliseconds(5) };
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        string id;
        using (var run = _store.Start("cash-loan", "train"))
        {
            id = run.Id;
            run.LogParameter("trees", "200");
            run.LogMetric("loss", 1, 0);
            var following = follower.FollowAsync(id, stop.Token);
            while (mlflow.Server.Runs.SingleOrDefault()?.Metrics.Count is not 1)
                await Task.Delay(5, stop.Token);
            mlflow.Server.Runs[0].Status.ShouldBe("RUNNING");
            run.LogMetric("loss", 0.5, 1);
            run.Finish(RunStatus.Finished);
            await following;
        }
        mlflow.Server.Runs[0].Metrics.Count.ShouldBe(2);

        await Sync(mlflow).SyncAllAsync();

        var sent = mlflow.Server.Runs.ShouldHaveSingleItem();
        (sent.Status, sent.Metrics.Count, sent.Parameters["trees"]).ShouldBe(("FINISHED", 2, "200"));
    }

    [Fact]
    public async Task A_Run_That_Goes_On_Is_Left_Alone()
    {
        using var mlflow = new MlflowFixture();
        using var run = _store.Start("cash-loan", "train");

        (await Sync(mlflow).SyncAllAsync()).Sent.ShouldBeEmpty();
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
            run.LogMetric(step % 2 == 0 ? "loss" : "risk/loss", 1.0 / (step + 1), step);
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
