using System.Net;
using System.Text.Json.Nodes;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Lending.RateCards;
using Finntelligence.ModelOps.MLflow;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Tests.MLflow;

namespace Finntelligence.Api.Tests.Pool;

/// <summary>The service over an MLflow server, and over what it kept while there is none.</summary>
public sealed class MlflowLocatorTests : IDisposable
{
    private const string Source = "models:/cash-loan-risk@production";
    private readonly TestWorkspace _workspace = new();
    private readonly FakeMlflowServer _server = new(majorVersion: 3);
    private readonly MlflowServer _client;
    private string? _runId;

    public MlflowLocatorTests() => _client = new MlflowServer(new MlflowOptions("http://mlflow.test:5000"), _server, TimeProvider.System);

    private string CacheFolder => Path.Combine(_workspace.Root, "cache");

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Alias_Of_The_Server_Serves_And_A_Promotion_Arrives_At_The_Next_Look()
    {
        var first = await PromoteAsync(-1.5);
        await using var service = Service();
        service.Pool.Current!.Risk.Model.Sha256.ShouldBe(first);
        service.Pool.Current.Risk.Alias.ShouldBe("production");

        var second = await PromoteAsync(-1.25);
        var taken = service.Logs.Next(r => r.Text.StartsWith("Models in service", StringComparison.Ordinal));
        service.Time.Advance(TimeSpan.FromSeconds(5));
        await taken;

        service.Pool.Current.Risk.Version.ShouldBe("2");
        service.Pool.Current.Risk.Model.Sha256.ShouldBe(second);
        var status = await (await service.CreateClient().GetAsync("/")).JsonAsync();
        status["source"]!["address"]!.GetValue<string>().ShouldEndWith("in MLflow at http://mlflow.test:5000/");
        status["source"]!["cached"]!.GetValue<bool>().ShouldBeFalse();
        Directory.GetFiles(CacheFolder, "*.zip").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Both_Models_Swap_Together_Wherever_A_Promotion_Dies_And_When_It_Is_Finished()
    {
        await PromoteAsync(-1.5);
        var second = await RegisterAsync("cash-loan-risk", TestModels.Risk(_workspace.Product, -1.25));
        (await RegisterAsync("cash-loan-acceptance", TestModels.Acceptance(_workspace.Product, -0.5))).ShouldBe(second);
        await using var service = Service();
        var promotion = new MlflowProductModels(_client.Registry, "cash-loan", ["acceptance", "risk"], service.Time);
        AliasTarget[] targets = [new("acceptance", second), new("risk", second)];
        var seen = new List<string>();

        for (var isDone = false; !isDone;)
        {
            // One request further each time; each attempt goes on where the one before died.
            (_server.DiesAfter, _server.DoesLastWork) = (seen.Count, true);
            try
            {
                await promotion.MoveAsync("production", targets, "better", forced: false);
                isDone = true;
            }
            catch (MlflowException)
            {
                // As meant.
            }
            _server.DiesAfter = null;
            service.Pool.Refresh();
            service.Pool.LastRefused.ShouldBeNull();
            seen.Add($"{service.Pool.Current!.Risk.Version} {service.Pool.Current.Acceptance.Version}");
        }

        seen[0].ShouldBe("1 1");
        seen[^1].ShouldBe("2 2");
        seen.ShouldAllBe(pair => pair == "1 1" || pair == "2 2");
        (await promotion.ReadAsync()).History.ShouldHaveSingleItem().Moves.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Alias_That_Somebody_Moved_On_The_Server_Counts_As_It_Stands_Once_No_Promotion_Can_Be_Under_Way()
    {
        await PromoteAsync(-1.5);
        await using var service = Service();
        var second = await RegisterAsync("cash-loan-risk", TestModels.Risk(_workspace.Product, -1.25));
        await RegisterAsync("cash-loan-acceptance", TestModels.Acceptance(_workspace.Product, -0.5));
        await new MlflowProductModels(_client.Registry, "cash-loan", ["acceptance", "risk"], service.Time)
            .MoveAsync("production", [new("acceptance", second), new("risk", second)], "better", forced: false);

        await _client.Registry.SetAliasAsync("cash-loan-risk", "production", 1);
        service.Time.Advance(TimeSpan.FromMinutes(6));
        service.Pool.Refresh();

        (service.Pool.Current!.Risk.Version, service.Pool.Current.Acceptance.Version).ShouldBe(("1", "2"));
    }

    [Fact]
    public async Task Files_Are_Fetched_Once_And_Again_When_They_Were_Damaged()
    {
        await PromoteAsync(-1.5);
        await using var service = Service();
        service.Pool.Current.ShouldNotBeNull();
        service.Pool.Refresh();
        service.Pool.Refresh();
        Downloads().ShouldBe(2);

        File.WriteAllText(Directory.GetFiles(CacheFolder, "*.zip")[0], "broken");
        service.Pool.Refresh();

        Downloads().ShouldBe(3);
        service.Pool.LastRefused.ShouldBeNull();
    }

    [Fact]
    public async Task Server_That_Goes_Away_Changes_Nothing_But_Is_Said()
    {
        await PromoteAsync(-1.5);
        await using var service = Service();
        var first = service.Pool.Current.ShouldNotBeNull();

        _server.DiesAfter = 0;
        service.Pool.Refresh();

        service.Pool.Current.ShouldBeSameAs(first);
        service.Pool.LastRefused!.Reason.ShouldContain("cannot be reached");
        service.Pool.IsFromCache.ShouldBeFalse();
    }

    [Fact]
    public async Task Server_Down_At_Start_Lets_The_Last_Good_Pair_Serve_And_Status_Says_So()
    {
        var first = await PromoteAsync(-1.5);
        await using (var before = Service())
            before.Pool.Current.ShouldNotBeNull();
        _server.DiesAfter = 0;

        await using var service = Service();

        service.Pool.Current!.Risk.Model.Sha256.ShouldBe(first);
        (await service.PostAsync(TestService.ValidBody)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var status = await (await service.CreateClient().GetAsync("/")).JsonAsync();
        status["source"]!["cached"]!.GetValue<bool>().ShouldBeTrue();
        status["lastRefused"]!["reason"]!.GetValue<string>().ShouldContain("cannot be reached");
        status["models"]!["risk"]!["alias"]!.GetValue<string>().ShouldBe("production");

        _server.DiesAfter = null;
        service.Pool.Refresh();
        service.Pool.IsFromCache.ShouldBeFalse();
        service.Pool.LastRefused.ShouldBeNull();
        service.Pool.Current.Risk.Version.ShouldBe("1");
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("json")]
    public async Task Damaged_Kept_Pair_Does_Not_Serve(string damaged)
    {
        await PromoteAsync(-1.5);
        await using (var before = Service())
            before.Pool.Current.ShouldNotBeNull();
        _server.DiesAfter = 0;
        foreach (var file in Directory.GetFiles(CacheFolder, "*." + damaged))
            File.WriteAllBytes(file, File.ReadAllBytes(file)[..^3]);

        await using var service = Service();

        service.Pool.Current.ShouldBeNull();
        service.Logs.Records.ShouldContain(r => r.Message.StartsWith("The models kept from earlier were refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pair_Kept_For_Another_Alias_Does_Not_Serve()
    {
        await PromoteAsync(-1.5);
        await using (var before = Service())
            before.Pool.Current.ShouldNotBeNull();
        _server.DiesAfter = 0;

        await using var service = Service("models:/cash-loan-risk@staging");

        service.Pool.Current.ShouldBeNull();
    }

    [Fact]
    public async Task Pinned_Version_Never_Moves()
    {
        var first = await PromoteAsync(-1.5);
        await using var service = Service("models:/cash-loan-risk/1,models:/cash-loan-acceptance/1");
        await PromoteAsync(-1.25);
        service.Pool.Refresh();

        service.Pool.Current!.Risk.Model.Sha256.ShouldBe(first);
        service.Pool.Current.Risk.Alias.ShouldBeNull();
    }

    [Fact]
    public async Task Model_That_Was_Changed_On_The_Server_Is_Refused()
    {
        await PromoteAsync(-1.5);
        foreach (var path in _server.Artifacts.Keys.Where(path => path.EndsWith("model.zip", StringComparison.Ordinal)).ToArray())
            _server.Artifacts[path] = "other"u8.ToArray();

        await using var service = Service();

        service.Pool.Current.ShouldBeNull();
        service.Pool.LastRefused!.Reason.ShouldContain("changed after it was registered");
    }

    [Fact]
    public async Task Missing_Alias_Is_Said_With_Its_Name()
    {
        await PromoteAsync(-1.5);

        await using var service = Service("models:/cash-loan-risk@champion");

        service.Pool.LastRefused!.Reason.ShouldContain("models:/cash-loan-risk@champion");
    }

    [Fact]
    public async Task Without_A_Server_The_Address_Means_The_Local_Registry()
    {
        _workspace.Promote(TestModels.Risk(_workspace.Product), TestModels.Acceptance(_workspace.Product));
        await using var service = new TestService(_workspace, ("Finntelligence:Models:Source", Source));

        service.Pool.Current!.Risk.Version.ShouldBe("1");
        service.Pool.Source.ShouldEndWith(_workspace.Registry.Folder);
    }

    [Fact]
    public async Task Path_Means_The_Registry_In_That_Folder_And_A_Folder_That_Goes_Away_Is_Survived()
    {
        _workspace.Promote(TestModels.Risk(_workspace.Product), TestModels.Acceptance(_workspace.Product));
        var elsewhere = Path.Combine(_workspace.Root, "elsewhere");
        Directory.Move(_workspace.Registry.Folder, elsewhere);
        (string, string)[] settings = [("Finntelligence:Models:Source", elsewhere), ("Finntelligence:Models:CacheFolder", CacheFolder)];
        await using (var before = new TestService(_workspace, settings))
            before.Pool.Current!.Risk.Version.ShouldBe("1");
        Directory.Delete(elsewhere, recursive: true);

        await using var service = new TestService(_workspace, settings);

        service.Pool.Current!.Risk.Version.ShouldBe("1");
        service.Pool.IsFromCache.ShouldBeTrue();
    }

    [Fact]
    public async Task Rate_Card_Under_The_Same_Alias_Serves_With_The_Models_And_Is_Kept_With_Them()
    {
        _workspace.ChangeProduct(product => product["policy"]!["rateCard"] = new JsonObject { ["use"] = "offer" });
        await PromoteAsync(-1.5);
        await using (var without = Service())
        {
            without.Pool.Current.ShouldBeNull();
            without.Pool.LastRefused!.Reason.ShouldContain("asks for a rate card");

            await PromoteAsync("cash-loan-ratecard", Card(5.25m));
            without.Pool.Refresh();
            (await OfferedAsync(without)).ShouldBe(5.25);
            without.Pool.Current!.RateCard!.Alias.ShouldBe("production");

            await PromoteAsync("cash-loan-ratecard", Card(4.5m));
            without.Pool.Refresh();
            without.Pool.Current.RateCard!.Version.ShouldBe("2");
        }

        _server.DiesAfter = 0;
        await using var service = Service();

        service.Pool.IsFromCache.ShouldBeTrue();
        (await OfferedAsync(service)).ShouldBe(4.5);

        async Task<double> OfferedAsync(TestService of)
        {
            using var response = await of.PostAsync(TestService.ValidBody);
            return (await response.JsonAsync())["offer"]!["rate"]!.GetValue<double>();
        }

        byte[] Card(decimal rate) => CardJson.Write(
            new SegmentCard("cash-loan", new CardSplit(new CardQuestion.OneOf(0, [0], false), new CardCell("A", rate), new CardCell("B", 6.5m))), _workspace.Product);
    }

    private int Downloads() => _server.Requests.Count(r => r.StartsWith("GET /api/2.0/mlflow-artifacts", StringComparison.Ordinal));

    private TestService Service(string source = Source) =>
        new(_workspace, ("Finntelligence:Models:Source", source), ("Finntelligence:Models:CacheFolder", CacheFolder)) { Mlflow = _server };

    /// <summary>Registers both models on the server, of which the risk model is another one each time, and moves the alias.</summary>
    private async Task<string> PromoteAsync(double baseScore)
    {
        var risk = TestModels.Risk(_workspace.Product, baseScore);
        await PromoteAsync("cash-loan-risk", risk);
        await PromoteAsync("cash-loan-acceptance", TestModels.Acceptance(_workspace.Product));
        return TestWorkspace.Hash(risk);
    }

    private async Task PromoteAsync(string name, byte[] zip) =>
        await _client.Registry.SetAliasAsync(name, "production", await RegisterAsync(name, zip));

    private async Task<int> RegisterAsync(string name, byte[] zip)
    {
        _runId ??= (await _client.Client.EnsureRunAsync(await _client.Client.EnsureExperimentAsync("cash-loan"), "r", "train", TestService.Start)).RunId;
        var files = new Dictionary<string, byte[]> { ["model.zip"] = zip };
        return (await _client.Registry.RegisterAsync(name, _runId, "model.zip", files, TestWorkspace.Hash(zip))).Version;
    }
}
