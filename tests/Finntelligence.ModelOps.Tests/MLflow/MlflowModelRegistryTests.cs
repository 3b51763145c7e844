using System.Net;
using System.Security.Cryptography;
using Finntelligence.ModelOps.MLflow;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.ModelOps.Tests.MLflow;

public sealed class MlflowModelRegistryTests
{
    private const string Name = "cash-loan-risk";

    [Theory]
    [InlineData(2, "mlflow-artifacts:/1/")]
    [InlineData(3, "models:/m-")]
    public async Task Register_Then_Resolve_Then_Download_Gives_The_Bytes(int majorVersion, string source)
    {
        using var mlflow = new MlflowFixture(majorVersion);
        var registry = new MlflowModelRegistry(mlflow.Client);

        var version = await RegisterAsync(mlflow, 1);
        await registry.SetAliasAsync(Name, "production", 1);

        (version.Name, version.Version, version.Sha256).ShouldBe((Name, 1, Sha256(1)));
        mlflow.Server.Versions.Single().Source.ShouldStartWith(source);
        mlflow.Server.Artifacts.Count.ShouldBe(2);
        var found = (await registry.ResolveAsync(Name, "production")).ShouldNotBeNull();
        found.Tags["product"].ShouldBe("cash-loan");
        (await registry.DownloadAsync(found)).ShouldBe(Sample.Zip(1));
        if (majorVersion == 3)
        {
            var logged = mlflow.Server.LoggedModels.ShouldHaveSingleItem();
            (logged.Status, logged.RunId, logged.Name).ShouldBe(("LOGGED_MODEL_READY", found.RunId, Name));
            mlflow.Server.Runs.Single().Outputs.ShouldBe([logged.Id]);
        }
    }

    [Theory]
    [InlineData(2, "model-versions/create")]
    [InlineData(3, "model-versions/create")]
    [InlineData(3, "logged-models")]
    [InlineData(3, "runs/outputs")]
    [InlineData(2, "registered-models/create")]
    public async Task Register_Whose_Answer_Is_Lost_Leaves_One_Version(int majorVersion, string call)
    {
        using var mlflow = new MlflowFixture(majorVersion);
        mlflow.Server.FailNext(MlflowFixture.Lost(call), MlflowFixture.Busy(call));

        await RegisterAsync(mlflow, 1);
        var again = await RegisterAsync(mlflow, 1);

        again.Version.ShouldBe(1);
        mlflow.Server.Versions.Count.ShouldBe(1);
        mlflow.Server.LoggedModels.Count.ShouldBe(majorVersion == 3 ? 1 : 0);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Register_Cut_Off_At_Any_Request_Is_Finished_By_The_Next_Try(int majorVersion)
    {
        using var counting = new MlflowFixture(majorVersion);
        await RegisterAsync(counting, 1);
        var requests = counting.Server.Requests.Count;

        for (var answered = 0; answered < requests; answered++)
        {
            using var mlflow = new MlflowFixture(majorVersion);
            (mlflow.Server.DiesAfter, mlflow.Server.DoesLastWork) = (answered, true);
            await Should.ThrowAsync<MlflowException>(() => RegisterAsync(mlflow, 1));

            mlflow.Server.DiesAfter = null;
            (await RegisterAsync(mlflow, 1)).Version.ShouldBe(1);

            mlflow.Server.Versions.Count.ShouldBe(1);
            mlflow.Server.Runs.Count.ShouldBe(1);
            mlflow.Server.LoggedModels.Count.ShouldBe(majorVersion == 3 ? 1 : 0);
        }
    }

    [Fact]
    public async Task Register_Finds_The_Same_Bytes_On_A_Later_Page()
    {
        using var mlflow = new MlflowFixture();
        foreach (var content in Enumerable.Range(1, 5))
            await RegisterAsync(mlflow, content);

        (await RegisterAsync(mlflow, 1)).Version.ShouldBe(1);
        mlflow.Server.Versions.Count.ShouldBe(5);
    }

    [Fact]
    public async Task SetAlias_Moves_The_Stage_Along_And_Leaves_One_Production()
    {
        using var mlflow = new MlflowFixture(majorVersion: 2);
        var registry = new MlflowModelRegistry(mlflow.Client);
        await RegisterAsync(mlflow, 1);
        await RegisterAsync(mlflow, 2);

        await registry.SetAliasAsync(Name, "production", 1);
        await registry.SetAliasAsync(Name, "production", 2);
        await registry.SetAliasAsync(Name, "staging", 1);
        await registry.SetAliasAsync(Name, "champion", 1);

        (await registry.ResolveAsync(Name, "production"))!.Version.ShouldBe(2);
        (await registry.ResolveAsync(Name, "champion"))!.Version.ShouldBe(1);
        mlflow.Server.Versions.Select(version => version.Stage).ShouldBe(["Staging", "Production"]);
        mlflow.Server.Count("POST model-versions/transition-stage").ShouldBe(3);
    }

    [Fact]
    public async Task Resolve_Of_What_Is_Not_There_Is_Null()
    {
        using var mlflow = new MlflowFixture();
        var registry = new MlflowModelRegistry(mlflow.Client);
        (await registry.ResolveAsync(Name, "production")).ShouldBeNull("no such model");
        await RegisterAsync(mlflow, 1);

        (await registry.ResolveAsync(Name, "production")).ShouldBeNull("no such alias");
        (await registry.ResolveAsync(Name, "7")).ShouldBeNull("no such version");
        (await registry.ResolveAsync(Name, "v1"))!.Version.ShouldBe(1);
        await Should.ThrowAsync<RegistryException>(() => registry.ResolveAsync(Name, "latest"));
    }

    [Fact]
    public async Task DeleteAlias_Sends_A_Body_And_May_Be_Repeated()
    {
        using var mlflow = new MlflowFixture();
        var registry = new MlflowModelRegistry(mlflow.Client);
        await RegisterAsync(mlflow, 1);
        await registry.SetAliasAsync(Name, "champion", 1);

        await registry.DeleteAliasAsync(Name, "champion");
        await registry.DeleteAliasAsync(Name, "champion");

        (await registry.ResolveAsync(Name, "champion")).ShouldBeNull();
    }

    [Fact]
    public async Task Download_Refuses_Bytes_That_Were_Changed()
    {
        using var mlflow = new MlflowFixture();
        var version = await RegisterAsync(mlflow, 1);
        var path = mlflow.Server.Artifacts.Keys.Single(key => key.EndsWith("model.zip", StringComparison.Ordinal));
        mlflow.Server.Artifacts[path] = Sample.Zip(2);

        var fault = await Should.ThrowAsync<MlflowException>(() => new MlflowModelRegistry(mlflow.Client).DownloadAsync(version));

        fault.Message.ShouldContain("changed after it was registered");
    }

    [Fact]
    public async Task A_Server_Without_Stages_Is_No_Fault()
    {
        using var mlflow = new MlflowFixture();
        await RegisterAsync(mlflow, 1);
        mlflow.Server.FailNext(new FakeMlflowServer.Fault("transition-stage", HttpStatusCode.NotFound));

        await new MlflowModelRegistry(mlflow.Client).SetAliasAsync(Name, "production", 1);

        mlflow.Server.Aliases[(Name, "production")].ShouldBe(1);
    }

    private static string Sha256(int content) => Convert.ToHexStringLower(SHA256.HashData(Sample.Zip(content)));

    private static async Task<MlflowModelVersion> RegisterAsync(MlflowFixture mlflow, int content)
    {
        var experiment = await mlflow.Client.EnsureExperimentAsync("cash-loan");
        var run = await mlflow.Client.EnsureRunAsync(experiment, "local-1", "train", mlflow.Clock.Now);
        return await new MlflowModelRegistry(mlflow.Client).RegisterAsync(
            Name, run.RunId, "model.zip",
            new Dictionary<string, byte[]> { ["model.zip"] = Sample.Zip(content), ["MLmodel"] = "flavors: {}\n"u8.ToArray() },
            Sha256(content),
            new Dictionary<string, string> { ["product"] = "cash-loan" });
    }
}
