using Finntelligence.ModelOps.Experiments;
using Finntelligence.ModelOps.MLflow;

namespace Finntelligence.ModelOps.Tests.MLflow;

public sealed class ModelPublicationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalExperimentStore _store;

    public ModelPublicationTests() => _store = new LocalExperimentStore(_folder["runs"], new SettableClock());

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Both_Models_Of_A_Run_Are_Registered_With_Their_Own_Bytes(int majorVersion)
    {
        using var mlflow = new MlflowFixture(majorVersion);
        Record("risk one", "acceptance one");

        await SyncAsync(mlflow);

        var registry = new MlflowModelRegistry(mlflow.Client);
        foreach (var kind in new[] { "risk", "acceptance" })
        {
            var version = (await registry.ResolveAsync($"cash-loan-{kind}", "staging")).ShouldNotBeNull();
            (await registry.DownloadAsync(version)).ShouldBe(System.Text.Encoding.UTF8.GetBytes($"{kind} one"));
        }
    }

    [Fact]
    public async Task Every_Pair_Is_Staging_And_What_Is_Production_Is_Left_Alone()
    {
        using var mlflow = new MlflowFixture();
        Record("risk one", "acceptance one");
        await SyncAsync(mlflow);
        mlflow.Server.Aliases.Keys.ShouldAllBe(key => key.Alias == "staging");
        foreach (var kind in new[] { "risk", "acceptance" })
            await new MlflowModelRegistry(mlflow.Client).SetAliasAsync($"cash-loan-{kind}", "production", 1);
        Record("risk two", "acceptance one");
        await SyncAsync(mlflow);
        Record("risk one", "acceptance one");
        await SyncAsync(mlflow);

        mlflow.Server.Versions.Count.ShouldBe(3);
        mlflow.Server.Aliases[("cash-loan-risk", "production")].ShouldBe(1);
        mlflow.Server.Aliases[("cash-loan-risk", "staging")].ShouldBe(2);
        mlflow.Server.Aliases[("cash-loan-acceptance", "staging")].ShouldBe(1);
    }

    [Fact]
    public async Task A_Run_That_Was_Sent_Late_Does_Not_Take_The_Alias_From_A_Later_One()
    {
        using var mlflow = new MlflowFixture();
        foreach (var text in new[] { "one", "two", "three" })
        {
            Record($"risk {text}", $"acceptance {text}");
            await SyncAsync(mlflow);
        }
        mlflow.Server.Aliases[("cash-loan-risk", "staging")].ShouldBe(3);

        Record("risk two", "acceptance two");
        await SyncAsync(mlflow);

        mlflow.Server.Aliases[("cash-loan-risk", "staging")].ShouldBe(3);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_Models_File_Is_Sent_Once(int majorVersion)
    {
        using var mlflow = new MlflowFixture(majorVersion);
        Record("risk one", "acceptance one");

        await SyncAsync(mlflow);

        foreach (var file in new[] { "model.zip", "MLmodel" })
            mlflow.Server.Requests.Count(request => request.StartsWith("PUT", StringComparison.Ordinal) && request.EndsWith(file, StringComparison.Ordinal)).ShouldBe(2);
        mlflow.Server.Artifacts.Keys.Count(path => path.EndsWith("metrics.json", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task A_Run_That_Failed_Registers_Nothing()
    {
        using var mlflow = new MlflowFixture();
        Record("risk one", "acceptance one", RunStatus.Failed);

        await SyncAsync(mlflow);

        mlflow.Server.Runs.ShouldHaveSingleItem().Status.ShouldBe("FAILED");
        mlflow.Server.RegisteredModels.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_Server_That_Dies_In_Any_Request_Is_Given_The_Rest_Later_And_Nothing_Twice(bool doesLastWork)
    {
        var id = Record("risk one", "acceptance one");
        using var counting = new MlflowFixture();
        await SyncAsync(counting);
        var requests = counting.Server.Requests.Count;

        for (var answered = 0; answered < requests; answered++)
        {
            File.Delete(_folder["runs", id, "synced.json"]);
            using var mlflow = new MlflowFixture();
            (mlflow.Server.DiesAfter, mlflow.Server.DoesLastWork) = (answered, doesLastWork);
            await Should.ThrowAsync<MlflowException>(() => SyncAsync(mlflow));

            mlflow.Server.DiesAfter = null;
            await SyncAsync(mlflow);

            mlflow.Server.Runs.ShouldHaveSingleItem();
            mlflow.Server.Versions.Count.ShouldBe(2);
            mlflow.Server.LoggedModels.Count.ShouldBe(2);
            mlflow.Server.Aliases.Count.ShouldBe(2);
        }
    }

    private Task SyncAsync(MlflowFixture mlflow) => new RunSync(
        _store, mlflow.Client, mlflow.Clock, new ModelPublication(_store, new MlflowModelRegistry(mlflow.Client), mlflow.Clock)).SyncAllAsync();

    private string Record(string risk, string acceptance, RunStatus status = RunStatus.Finished)
    {
        using var run = _store.Start("cash-loan", "train");
        foreach (var (kind, text) in new[] { ("risk", risk), ("acceptance", acceptance) })
        {
            run.LogArtifact($"{kind}/model.zip", System.Text.Encoding.UTF8.GetBytes(text));
            run.LogArtifact($"{kind}/MLmodel", "flavors: {}\n"u8.ToArray());
            run.LogArtifact($"{kind}/metrics.json", "{}"u8.ToArray());
        }
        run.Finish(status);
        return run.Id;
    }
}
