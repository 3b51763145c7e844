using System.Net;
using System.Text.Json.Nodes;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Lending.Loading;
using Finntelligence.ModelOps.Files;
using Microsoft.Extensions.Logging;

namespace Finntelligence.Api.Tests.Pool;

/// <summary>Replacing models while others serve. Every look at the files is asked for, so nothing waits.</summary>
public sealed class PredictionEnginePoolTests : IDisposable
{
    private const string Category = "Finntelligence.Api.Pool.PredictionEnginePool";

    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();
    private readonly TestService _service;
    private readonly PredictionEnginePool _pool;
    private readonly ModelSnapshot _first;

    public PredictionEnginePoolTests()
    {
        _service = new TestService(_workspace);
        _pool = _service.Pool;
        _first = _pool.Current.ShouldNotBeNull();
    }

    public void Dispose()
    {
        _service.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task Registry_Damaged_At_Start_Leaves_The_Pair_Kept_From_Before_In_Service()
    {
        using var workspace = TestWorkspace.WithModels();
        await using (var before = new TestService(workspace))
            before.Pool.IsFromCache.ShouldBeFalse();
        await File.WriteAllTextAsync(workspace.Registry.StatePath, "{");

        await using var service = new TestService(workspace);

        (await service.PostAsync(TestService.ValidBody)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var status = await (await service.CreateClient().GetAsync("/")).JsonAsync();
        status["source"]!["cached"]!.GetValue<bool>().ShouldBeTrue();
        status["lastRefused"].ShouldNotBeNull();
    }

    [Fact]
    public void Promotion_Replaces_Both_Models_At_Once()
    {
        var hashes = PromoteOthers();
        _service.Time.Advance(TimeSpan.FromSeconds(1));

        _pool.Refresh();

        var now = _pool.Current!;
        now.Risk.Version.ShouldBe("2");
        now.Risk.Alias.ShouldBe("production");
        now.Risk.Model.Sha256.ShouldBe(hashes.Risk);
        now.Acceptance.Version.ShouldBe("2");
        now.Acceptance.Model.Sha256.ShouldBe(hashes.Acceptance);
        now.Since.ShouldBe(TestService.Start.AddSeconds(1));
        _pool.LastRefused.ShouldBeNull();
    }

    [Fact]
    public void Nothing_Happens_While_The_Files_Stay()
    {
        _pool.Refresh();
        _pool.Refresh();

        _pool.Current.ShouldBeSameAs(_first);
    }

    [Fact]
    public void Touched_File_Of_The_Same_Bytes_Replaces_Nothing()
    {
        File.SetLastWriteTimeUtc(_workspace.FileOf("risk"), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        _pool.Refresh();

        _pool.Current.ShouldBeSameAs(_first);
        _pool.LastRefused.ShouldBeNull();
    }

    public static TheoryData<string, Func<byte[], byte[]>> Damages { get; } = new()
    {
        { "empty", _ => [] },
        { "truncated", zip => zip[..(zip.Length / 2)] },
        { "half written", zip => [.. zip[..(zip.Length / 2)], .. new byte[zip.Length - zip.Length / 2]] },
        { "one bit flipped", zip => [.. zip[..(zip.Length / 2)], (byte)(zip[zip.Length / 2] ^ 1), .. zip[(zip.Length / 2 + 1)..]] },
        { "no zip", _ => "I am a model."u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Damaged_File_Is_Refused_And_The_Old_Models_Serve_On(string damage, Func<byte[], byte[]> destroy)
    {
        PromoteOthers();
        var file = _workspace.FileOf("acceptance");
        var good = File.ReadAllBytes(file);
        File.WriteAllBytes(file, destroy(good));
        _service.Time.Advance(TimeSpan.FromMinutes(1));

        _pool.Refresh();

        _pool.Current.ShouldBeSameAs(_first, damage);
        _pool.LastRefused!.At.ShouldBe(TestService.Start.AddMinutes(1));
        _pool.LastRefused.Reason.ShouldContain(file);
        (await _service.PostAsync(TestService.ValidBody)).IsSuccessStatusCode.ShouldBeTrue();

        File.WriteAllBytes(file, good);
        _pool.Refresh();

        _pool.Current!.Acceptance.Version.ShouldBe("2");
        _pool.LastRefused.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void Damaged_File_That_No_Registry_Names_Is_Refused_Too(string damage, Func<byte[], byte[]> destroy)
    {
        using var service = new TestService(
            _workspace,
            ("Finntelligence:Models:RiskFile", _workspace.FileOf("risk")),
            ("Finntelligence:Models:AcceptanceFile", _workspace.FileOf("acceptance")));
        var first = service.Pool.Current.ShouldNotBeNull();
        first.Risk.Version.ShouldBe("unregistered");
        var file = _workspace.FileOf("risk");

        File.WriteAllBytes(file, destroy(File.ReadAllBytes(file)));
        service.Pool.Refresh();
        service.Pool.Current.ShouldBeSameAs(first, damage);
        service.Pool.LastRefused!.Reason.ShouldContain(file);

        var better = TestModels.Risk(_workspace.Product, baseScore: -1.25);
        AtomicFile.WriteAllBytes(file, better);
        service.Pool.Refresh();
        service.Pool.Current!.Risk.Model.Sha256.ShouldBe(TestWorkspace.Hash(better));
        service.Pool.LastRefused.ShouldBeNull();
    }

    [Fact]
    public void Atomic_Rename_To_A_File_Over_A_File_Of_The_Same_Length_Is_Noticed()
    {
        using var service = new TestService(
            _workspace,
            ("Finntelligence:Models:RiskFile", _workspace.FileOf("risk")),
            ("Finntelligence:Models:AcceptanceFile", _workspace.FileOf("acceptance")));
        var file = _workspace.FileOf("risk");
        var other = TestModels.Risk(_workspace.Product, baseScore: -1.25);
        other.Length.ShouldBe(File.ReadAllBytes(file).Length);
        service.Pool.Current.ShouldNotBeNull();

        var temporary = file + ".tmp";
        File.WriteAllBytes(temporary, other);
        File.Move(temporary, file, overwrite: true);
        service.Pool.Refresh();

        service.Pool.Current!.Risk.Model.Sha256.ShouldBe(TestWorkspace.Hash(other));
    }

    [Fact]
    public void Link_That_Leads_Elsewhere_Is_Noticed()
    {
        var link = Path.Combine(_workspace.Root, "risk.zip");
        var elsewhere = Path.Combine(_workspace.Root, "elsewhere.zip");
        var other = TestModels.Risk(_workspace.Product, baseScore: -1.25);
        File.WriteAllBytes(elsewhere, other);
        File.CreateSymbolicLink(link, _workspace.FileOf("risk"));
        using var service = new TestService(
            _workspace, ("Finntelligence:Models:RiskFile", link), ("Finntelligence:Models:AcceptanceFile", _workspace.FileOf("acceptance")));
        service.Pool.Current.ShouldNotBeNull();

        File.Delete(link);
        File.CreateSymbolicLink(link, elsewhere);
        service.Pool.Refresh();

        service.Pool.Current!.Risk.Model.Sha256.ShouldBe(TestWorkspace.Hash(other));
    }

    [Fact]
    public void Pinned_Versions_Stay_Whatever_Is_Promoted()
    {
        var other = PromoteOthers();
        using var service = new TestService(
            _workspace, ("Finntelligence:Models:RiskVersion", "2"), ("Finntelligence:Models:AcceptanceVersion", "1"));

        service.Pool.Current!.Risk.Model.Sha256.ShouldBe(other.Risk);
        service.Pool.Current.Risk.Alias.ShouldBeNull();
        service.Pool.Current.Acceptance.Model.Sha256.ShouldBe(_first.Acceptance.Model.Sha256);
    }

    [Fact]
    public void Model_For_Another_Schema_Is_Refused_And_The_Difference_Is_Said()
    {
        var other = Finntelligence.Lending.Loading.ProductLoader.Parse(System.Text.Encoding.UTF8.GetBytes(Without("bureauScore").ToJsonString()));
        _workspace.Promote(TestModels.Risk(other), TestModels.Acceptance(other));

        _pool.Refresh();

        _pool.Current.ShouldBeSameAs(_first);
        _pool.LastRefused!.Reason.ShouldContain("bureauScore");
    }

    [Fact]
    public void Models_In_Each_Others_Place_Are_Refused()
    {
        _workspace.Promote(TestModels.Acceptance(_workspace.Product), TestModels.Risk(_workspace.Product));

        _pool.Refresh();

        _pool.Current.ShouldBeSameAs(_first);
        _pool.LastRefused!.Reason.ShouldContain("risk");
    }

    [Fact]
    public void Product_And_Models_For_It_Are_Taken_Together()
    {
        AtomicFile.WriteAllText(_workspace.ProductFile, Without("bureauScore").ToJsonString());
        _pool.Refresh();
        _pool.Current.ShouldBeSameAs(_first);
        _pool.LastRefused!.Reason.ShouldContain("bureauScore");

        var other = Finntelligence.Lending.Loading.ProductLoader.Load(_workspace.ProductFile);
        _workspace.Promote(TestModels.Risk(other), TestModels.Acceptance(other));
        _pool.Refresh();

        _pool.Product.Sha256.ShouldBe(other.Sha256);
        _pool.Current!.Risk.Version.ShouldBe("2");
        _pool.LastRefused.ShouldBeNull();
    }

    [Fact]
    public void Economics_Are_Taken_Without_New_Models()
    {
        _workspace.ChangeProduct(json => json["economics"]!["lossGivenDefault"] = 0.5);

        _pool.Refresh();

        _pool.Product.Economics.LossGivenDefault.ShouldBe(0.5m);
        _pool.Current!.Risk.Model.Sha256.ShouldBe(_first.Risk.Model.Sha256);
    }

    [Fact]
    public void Product_With_Faults_Is_Refused()
    {
        File.WriteAllText(_workspace.ProductFile, "{ \"name\": 1 }");

        _pool.Refresh();

        _pool.Current.ShouldBeSameAs(_first);
        _pool.LastRefused!.Reason.ShouldContain("name");
    }

    [Theory]
    [InlineData("{ half a regis")]
    [InlineData("{}")]
    [InlineData("")]
    public void Damaged_Registry_Is_Refused_Until_It_Is_Whole(string text)
    {
        var good = File.ReadAllText(_workspace.Registry.StatePath);
        File.WriteAllText(_workspace.Registry.StatePath, text);

        _pool.Refresh();

        _pool.Current.ShouldBeSameAs(_first);
        _pool.LastRefused.ShouldNotBeNull();

        File.WriteAllText(_workspace.Registry.StatePath, good);
        _pool.Refresh();

        _pool.Current.ShouldBeSameAs(_first);
        _pool.LastRefused.ShouldBeNull();
    }

    [Fact]
    public void Missing_File_Is_Refused_Until_It_Appears()
    {
        PromoteOthers();
        var file = _workspace.FileOf("risk");
        File.Move(file, file + ".away");

        _pool.Refresh();
        _pool.Current.ShouldBeSameAs(_first);
        _pool.LastRefused!.Reason.ShouldContain(file);

        File.Move(file + ".away", file);
        _pool.Refresh();
        _pool.Current!.Risk.Version.ShouldBe("2");
    }

    [Fact]
    public void Registry_Is_Believed_Over_The_File()
    {
        var file = _workspace.FileOf("risk");
        AtomicFile.WriteAllBytes(file, TestModels.Risk(_workspace.Product, baseScore: -3));

        _pool.Refresh();

        _pool.Current.ShouldBeSameAs(_first);
        _pool.LastRefused!.Reason.ShouldContain("sha256");
    }

    [Theory]
    [InlineData("risk")]
    [InlineData("acceptance")]
    public async Task A_Registry_That_Names_A_Wrong_Hash_For_The_Version_In_Service_Is_Said_At_Once_And_Healed(string kind)
    {
        var good = await File.ReadAllTextAsync(_workspace.Registry.StatePath);
        var (now, other) = (_workspace.Registry.Resolve(kind, "production").Entry.Sha256, new string('a', 64));
        await File.WriteAllTextAsync(_workspace.Registry.StatePath, good.Replace(now, other, StringComparison.Ordinal));

        _pool.Refresh();

        _pool.Current.ShouldBeSameAs(_first);
        using (var status = await _service.CreateClient().GetAsync("/"))
        {
            status.StatusCode.ShouldBe(HttpStatusCode.OK);
            var refused = (await status.JsonAsync())["lastRefused"]!["reason"]!.GetValue<string>();
            refused.ShouldContain(now);
            refused.ShouldContain(other);
        }

        await File.WriteAllTextAsync(_workspace.Registry.StatePath, good);
        _pool.Refresh();
        _pool.LastRefused.ShouldBeNull();
    }

    [Fact]
    public void Same_Fault_Is_Logged_Once_And_Another_Again()
    {
        var file = _workspace.FileOf("risk");
        File.WriteAllText(file, "broken");
        _pool.Refresh();
        _pool.Refresh();
        File.SetLastWriteTimeUtc(file, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _pool.Refresh();
        Faults().ShouldBe(1);

        File.Delete(file);
        _pool.Refresh();
        _pool.Refresh();
        Faults().ShouldBe(2);

        int Faults() => _service.Logs.Of(Category).Count(r => r.Level == LogLevel.Error);
    }

    [Fact]
    public void Rollback_Brings_The_Old_Models_Back()
    {
        PromoteOthers();
        _pool.Refresh();
        _workspace.Registry.Rollback("production", "test");

        _pool.Refresh();

        _pool.Current!.Risk.Version.ShouldBe("1");
        _pool.Current.Risk.Model.Sha256.ShouldBe(_first.Risk.Model.Sha256);
    }

    [Fact]
    public async Task Every_Answer_During_Swaps_Comes_From_One_Pair()
    {
        var pairs = new HashSet<(string, string)> { (_first.Risk.Model.Sha256, _first.Acceptance.Model.Sha256), PromoteOthers() };
        using var done = new CancellationTokenSource();
        var swapping = Task.Run(() =>
        {
            for (var swap = 0; !done.IsCancellationRequested; swap++)
            {
                _workspace.Registry.MoveTogether(
                    "production", [new("risk", swap % 2 + 1), new("acceptance", swap % 2 + 1)], "test", forced: true);
                _pool.Refresh();
            }
        });

        var seen = new HashSet<(string, string)>();
        var answers = 0;
        while (seen.Count < pairs.Count || answers < 200)
        {
            var batch = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AskAsync()));
            answers += batch.Length;
            batch.ShouldAllBe(pair => pairs.Contains(pair));
            seen.UnionWith(batch);
            answers.ShouldBeLessThan(100_000);
        }
        await done.CancelAsync();
        await swapping;

        async Task<(string, string)> AskAsync()
        {
            using var response = await _service.PostAsync(TestService.ValidBody);
            var models = (await response.JsonAsync())["models"]!;
            return (models["risk"]!["sha256"]!.GetValue<string>(), models["acceptance"]!["sha256"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Request_In_Flight_Keeps_The_Models_It_Began_With()
    {
        var gate = new ReadGate();
        await using var service = new TestService(_workspace) { Gate = gate };
        service.Pool.Current.ShouldNotBeNull();
        var hashes = PromoteOthers();
        var answering = service.PostAsync(TestService.ValidBody);
        await gate.Reached;

        service.Pool.Refresh();
        gate.Open();

        using var response = await answering;
        (await response.JsonAsync())["models"]!["risk"]!["sha256"]!.GetValue<string>().ShouldBe(_first.Risk.Model.Sha256);
        using var next = await service.PostAsync(TestService.ValidBody);
        (await next.JsonAsync())["models"]!["risk"]!["sha256"]!.GetValue<string>().ShouldBe(hashes.Risk);
    }

    private (string Risk, string Acceptance) PromoteOthers() => _workspace.Promote(
        TestModels.Risk(_workspace.Product, baseScore: -1.25), TestModels.Acceptance(_workspace.Product, baseScore: -1.75));

    private JsonObject Without(string feature)
    {
        var json = JsonNode.Parse(File.ReadAllText(_workspace.ProductFile))!.AsObject();
        var applicant = json["applicant"]!.AsArray();
        applicant.Remove(applicant.Single(f => f!["name"]!.GetValue<string>() == feature));
        foreach (var model in new[] { "risk", "acceptance" })
        {
            var inputs = json["models"]![model]!["inputs"]!.AsArray();
            inputs.Remove(inputs.Single(i => i!.GetValue<string>() == feature));
        }
        return json;
    }
}
