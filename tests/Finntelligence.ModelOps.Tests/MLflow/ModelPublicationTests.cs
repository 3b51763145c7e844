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

        foreach (var file in new[] { "/model.zip", "/model.onnx", "/MLmodel", "/requirements.txt", "/python_env.yaml", "/conda.yaml", "/input_example.json", "/metrics.json" })
        {
            mlflow.Server.Requests.Count(request => request.StartsWith("PUT", StringComparison.Ordinal) && request.EndsWith(file, StringComparison.Ordinal))
                .ShouldBe(2, file);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_An_Alias_Names_Is_A_Folder_That_Python_Opens(int majorVersion)
    {
        using var mlflow = new MlflowFixture(majorVersion);
        Record("risk one", "acceptance one");

        await SyncAsync(mlflow);

        var run = mlflow.Server.Runs.ShouldHaveSingleItem();
        foreach (var kind in new[] { "risk", "acceptance" })
        {
            var number = mlflow.Server.Aliases.Single(alias => alias.Key.Model == $"cash-loan-{kind}").Value;
            var version = mlflow.Server.Versions.Single(version => version.Name == $"cash-loan-{kind}" && version.Version == number);
            var model = mlflow.Server.LoggedModels.SingleOrDefault(model => version.Source == $"models:/{model.Id}");
            (model is not null).ShouldBe(majorVersion == 3);
            var folder = model is null ? version.Source["mlflow-artifacts:/".Length..] : $"{model.ExperimentId}/models/{model.Id}/artifacts";
            foreach (var file in ModelFiles())
                mlflow.Server.Artifacts[$"{folder}/{file.Key}"].ShouldBe(file.Value, file.Key);
            var card = System.Text.Encoding.UTF8.GetString(mlflow.Server.Artifacts[$"{folder}/MLmodel"]);
            card.ShouldContain("  python_function:\n    data: model.onnx\n");
            card.ShouldContain($"run_id: '{run.Id}'\n", customMessage: "quoted, since this one would be a number");
            card.ShouldContain(model is null
                ? $"artifact_path: cash-loan-{kind}\n"
                : $"artifact_path: mlflow-artifacts:/{folder}\n");
            card.Contains($"model_id: {model?.Id}\n", StringComparison.Ordinal).ShouldBe(model is not null);
        }
    }

    [Fact]
    public async Task On_2_X_The_Run_Lists_Its_Models_Once_Though_An_Answer_Is_Lost()
    {
        using var mlflow = new MlflowFixture(majorVersion: 2);
        mlflow.Server.FailNext(MlflowFixture.Lost("runs/log-model"));
        Record("risk one", "acceptance one");

        await SyncAsync(mlflow);

        var models = System.Text.Json.Nodes.JsonNode.Parse(mlflow.Server.Runs.ShouldHaveSingleItem().Tags["mlflow.log-model.history"])!.AsArray();
        models.Select(model => model!["artifact_path"]!.ToString()).Order().ShouldBe(["cash-loan-acceptance", "cash-loan-risk"]);
        models.ShouldAllBe(model => model!["flavors"]!["python_function"]!["loader_module"]!.ToString() == "mlflow.onnx");
        models.ShouldAllBe(model => model!["run_id"]!.ToString() == mlflow.Server.Runs[0].Id);
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

    // All but the MLmodel file, which says where it is, and our own, which says which it is.
    private static IEnumerable<KeyValuePair<string, byte[]>> ModelFiles() =>
        ModelFolder.Files([], "onnx"u8.ToArray(), ["rate"], [7.75f]).Where(file => file.Key != ModelFolder.ZipName);

    private Task SyncAsync(MlflowFixture mlflow) => new RunSync(
        _store, mlflow.Client, mlflow.Clock, new ModelPublication(_store, new MlflowModelRegistry(mlflow.Client), mlflow.Clock)).SyncAllAsync();

    private string Record(string risk, string acceptance, RunStatus status = RunStatus.Finished)
    {
        using var run = _store.Start("cash-loan", "train");
        foreach (var (kind, text) in new[] { ("risk", risk), ("acceptance", acceptance) })
        {
            foreach (var (name, content) in ModelFiles())
                run.LogArtifact($"{kind}/{name}", content);
            run.LogArtifact($"{kind}/model.zip", System.Text.Encoding.UTF8.GetBytes(text));
            run.LogArtifact($"{kind}/MLmodel", System.Text.Encoding.UTF8.GetBytes(MlModelFileTests.Example.ToYaml()));
            run.LogArtifact($"{kind}/metrics.json", "{}"u8.ToArray());
        }
        run.Finish(status);
        return run.Id;
    }
}
