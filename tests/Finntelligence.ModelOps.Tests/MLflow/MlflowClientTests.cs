using System.Net;
using Finntelligence.ModelOps.Experiments;
using Finntelligence.ModelOps.MLflow;

namespace Finntelligence.ModelOps.Tests.MLflow;

public sealed class MlflowClientTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);

    [Theory]
    [InlineData("cash-loan")]
    [InlineData("team/produit é & co #1?")]
    [InlineData("貸付")]
    public async Task EnsureExperiment_Creates_Once_Whatever_The_Name(string name)
    {
        using var mlflow = new MlflowFixture();

        var first = await mlflow.Client.EnsureExperimentAsync(name);
        var second = await mlflow.Client.EnsureExperimentAsync(name);

        second.ShouldBe(first);
        mlflow.Server.Experiments.ShouldBe(new Dictionary<string, string> { [name] = first });
        mlflow.Server.Count("POST experiments/create").ShouldBe(1);
    }

    [Fact]
    public async Task EnsureExperiment_Whose_Answer_Is_Lost_Leaves_One()
    {
        using var mlflow = new MlflowFixture();
        mlflow.Server.FailNext(MlflowFixture.Lost("experiments/create"));

        (await mlflow.Client.EnsureExperimentAsync("cash-loan")).ShouldBe("1");

        mlflow.Server.Experiments.Count.ShouldBe(1);
    }

    [Fact]
    public async Task EnsureExperiment_That_Was_Deleted_Says_So()
    {
        using var mlflow = new MlflowFixture();
        mlflow.Server.DeletedExperiments.Add(await mlflow.Client.EnsureExperimentAsync("cash-loan"));

        (await Should.ThrowAsync<MlflowException>(() => mlflow.Client.EnsureExperimentAsync("cash-loan"))).Message.ShouldContain("was deleted");
    }

    [Fact]
    public async Task EnsureRun_Whose_Answer_Is_Lost_Leaves_One()
    {
        using var mlflow = new MlflowFixture();
        var experiment = await mlflow.Client.EnsureExperimentAsync("cash-loan");
        mlflow.Server.FailNext(MlflowFixture.Lost("runs/create"), new("runs/search", HttpStatusCode.InternalServerError));

        var run = await mlflow.Client.EnsureRunAsync(experiment, "local-1", "train", Start);
        var again = await mlflow.Client.EnsureRunAsync(experiment, "local-1", "train", Start);

        again.ShouldBe(run);
        var stored = mlflow.Server.Runs.ShouldHaveSingleItem();
        (stored.Id, stored.Name, stored.Start).ShouldBe((run.RunId, "train", Start.ToUnixTimeMilliseconds()));
    }

    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task Faults_That_May_Pass_Are_Outwaited(HttpStatusCode status)
    {
        using var mlflow = new MlflowFixture();
        mlflow.Server.FailNext(MlflowFixture.Busy("experiments", status), MlflowFixture.Busy("experiments", status));

        await mlflow.Client.EnsureExperimentAsync("cash-loan");

        mlflow.Clock.Delays.ShouldBe([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1)]);
    }

    [Fact]
    public async Task Retry_After_Is_Kept_In_Seconds_And_As_A_Date()
    {
        using var mlflow = new MlflowFixture();
        mlflow.Server.FailNext(
            MlflowFixture.Busy("experiments", HttpStatusCode.TooManyRequests, "7"),
            MlflowFixture.Busy("experiments", HttpStatusCode.ServiceUnavailable, mlflow.Clock.Now.AddSeconds(9).ToString("R")));

        await mlflow.Client.EnsureExperimentAsync("cash-loan");

        mlflow.Clock.Delays.ShouldBe([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(9)]);
    }

    [Fact]
    public async Task A_Server_That_Does_Not_Answer_Is_Given_Up()
    {
        using var mlflow = new MlflowFixture(options: new MlflowOptions("http://mlflow.test") { Timeout = TimeSpan.FromMilliseconds(20), MaximumRetries = 1 });
        mlflow.Server.IsStuck = true;

        var fault = await Should.ThrowAsync<MlflowException>(() => mlflow.Client.EnsureExperimentAsync("cash-loan"));

        fault.Message.ShouldContain("did not answer within 0.02 s");
        mlflow.Clock.Delays.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_Caller_Who_Cancels_Gets_A_Cancellation_And_No_Repetition()
    {
        using var mlflow = new MlflowFixture();
        mlflow.Server.IsStuck = true;
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));

        await Should.ThrowAsync<OperationCanceledException>(() => mlflow.Client.EnsureExperimentAsync("cash-loan", cancelled.Token));

        mlflow.Clock.Delays.ShouldBeEmpty();
    }

    [Fact]
    public async Task Log_Keeps_Everything_Within_The_Limits_And_Can_Be_Repeated()
    {
        using var mlflow = new MlflowFixture(majorVersion: 2);
        var run = await mlflow.Client.EnsureRunAsync(await mlflow.Client.EnsureExperimentAsync("cash-loan"), "local-1", "train", Start);
        var longValue = string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i:0000}|"));
        var parameters = Enumerable.Range(0, 150).ToDictionary(i => $"option {i}/é", i => $"{i}");
        parameters["features"] = longValue;
        parameters["odd: name %"] = "kept";
        var tags = new Dictionary<string, string> { ["note"] = longValue };
        var metrics = Enumerable.Range(0, 2345).Select(step => new MetricPoint("loss", step * 0.5, step, Start.AddMilliseconds(step)))
            .Append(new MetricPoint("auc", double.NaN, 0, Start)).Append(new MetricPoint("gain", double.PositiveInfinity, 0, Start)).ToArray();

        await mlflow.Client.LogAsync(run.RunId, parameters, tags, metrics);
        mlflow.Server.FailNext(MlflowFixture.Lost("log-batch"));
        await mlflow.Client.LogAsync(run.RunId, parameters, tags, metrics);

        var stored = mlflow.Server.Runs.Single();
        stored.Parameters.Count.ShouldBe(150 + 3 + 1);
        (stored.Parameters["features.part1"] + stored.Parameters["features.part2"] + stored.Parameters["features.part3"]).ShouldBe(longValue);
        string.Concat(stored.Tags.Where(tag => tag.Key.StartsWith("note", StringComparison.Ordinal)).OrderBy(tag => tag.Key).Select(tag => tag.Value)).ShouldBe(longValue);
        stored.Metrics.Count.ShouldBe(2347);
        stored.Metrics[7].ShouldBe(new("loss", 3.5, Start.ToUnixTimeMilliseconds() + 7, 7));
        stored.Metrics.Single(metric => metric.Key == "auc").Value.ShouldBe(double.NaN);
    }

    [Fact]
    public async Task Artifacts_Go_Through_The_Proxy_With_Escaped_Names()
    {
        using var mlflow = new MlflowFixture();
        var run = await mlflow.Client.EnsureRunAsync("1", "local-1", "train", Start);

        await mlflow.Client.PutArtifactAsync(run.ArtifactUri, "curves/perte é #1?.json", "{}"u8.ToArray());

        mlflow.Server.Artifacts.Keys.ShouldHaveSingleItem().ShouldBe($"1/{run.RunId}/artifacts/curves/perte é #1?.json");
        mlflow.Server.Addresses[^1].ShouldEndWith("/curves/perte%20%C3%A9%20%231%3F.json");
        (await mlflow.Client.GetArtifactAsync(run.ArtifactUri, "curves/perte é #1?.json")).ShouldBe("{}"u8.ToArray());
    }

    [Fact]
    public async Task A_Missing_Artifact_Is_Not_Asked_For_Again()
    {
        using var mlflow = new MlflowFixture();

        await Should.ThrowAsync<MlflowException>(() => mlflow.Client.GetArtifactAsync("mlflow-artifacts:/1/r/artifacts", "none.zip"));

        mlflow.Server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("s3://key:secret@bucket/1/r/artifacts")]
    [InlineData("file:///mlruns/1")]
    public async Task Artifacts_That_Bypass_The_Server_Are_Refused(string address)
    {
        using var mlflow = new MlflowFixture();

        var fault = await Should.ThrowAsync<MlflowException>(() => mlflow.Client.PutArtifactAsync(address, "a", "x"u8.ToArray()));

        fault.Message.ShouldContain("--serve-artifacts");
        fault.Message.ShouldNotContain("secret");
        mlflow.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_Foreign_Host_Is_Refused_Once_With_What_To_Do()
    {
        using var mlflow = new MlflowFixture();
        mlflow.Server.AllowedHost = "localhost";

        (await Should.ThrowAsync<MlflowException>(() => mlflow.Client.EnsureExperimentAsync("x"))).Message.ShouldContain("--allowed-hosts");

        mlflow.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_Readers_Account_Is_Told_So_And_Nothing_Of_Hosts()
    {
        using var mlflow = new MlflowFixture();
        mlflow.Server.IsReadOnly = true;

        var said = (await Should.ThrowAsync<MlflowException>(() => mlflow.Client.EnsureExperimentAsync("x"))).Message;

        said.ShouldContain("403: Permission denied");
        said.ShouldNotContain("--allowed-hosts");
    }

    [Fact]
    public async Task A_Missing_Password_Is_Asked_For()
    {
        using var mlflow = new MlflowFixture();
        mlflow.Server.RequiredAuthorization = "Basic x";

        var said = (await Should.ThrowAsync<MlflowException>(() => mlflow.Client.EnsureExperimentAsync("x"))).Message;

        said.ShouldContain("Set MLFLOW_TRACKING_USERNAME");
        said.ShouldNotContain("does not take");
    }

    [Fact]
    public async Task Credentials_Go_With_Every_Request_And_Into_No_Message()
    {
        using var mlflow = new MlflowFixture(options: MlflowOptionsTests.WithPassword("http://mlflow.test", "anna", "open-sesame"));
        mlflow.Server.RequiredAuthorization = "Basic " + Convert.ToBase64String("anna:open-sesame"u8);
        var run = await mlflow.Client.EnsureRunAsync(await mlflow.Client.EnsureExperimentAsync("x"), "local-1", "train", Start);
        await mlflow.Client.PutArtifactAsync(run.ArtifactUri, "a", "x"u8.ToArray());
        mlflow.Server.Authorizations.ShouldAllBe(header => header == mlflow.Server.RequiredAuthorization);

        mlflow.Server.RequiredAuthorization = "Basic other";
        var fault = await Should.ThrowAsync<MlflowException>(() => mlflow.Client.EnsureExperimentAsync("y"));

        fault.Status.ShouldBe(HttpStatusCode.Unauthorized);
        fault.Message.ShouldContain("does not take the user and password");
        fault.ToString().ShouldNotContain("open-sesame");
        fault.ToString().ShouldNotContain(Convert.ToBase64String("anna:open-sesame"u8));
    }

    [Fact]
    public async Task Inputs_Carry_Their_Digest_And_Context()
    {
        using var mlflow = new MlflowFixture();
        var run = await mlflow.Client.EnsureRunAsync("1", "local-1", "train", Start);

        await mlflow.Client.LogInputsAsync(run.RunId, [new DataInput("history.csv", new string('a', 64), "data/history.csv", "training", 10)]);

        var input = mlflow.Server.Runs.Single().Inputs.ShouldHaveSingleItem();
        input["tags"]![0]!["value"]!.ToString().ShouldBe("training");
        input["dataset"]!["digest"]!.ToString().Length.ShouldBe(36);
        input["dataset"]!["source"]!.ToString().ShouldBe("""{"uri":"data/history.csv"}""");
        input["dataset"]!["profile"]!.ToString().ShouldBe("""{"num_rows": 10}""");
    }
}
