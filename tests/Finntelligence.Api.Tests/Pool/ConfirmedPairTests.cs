using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Lending.Confirmation;
using Finntelligence.Lending.Tests.Confirmation;

namespace Finntelligence.Api.Tests.Pool;

/// <summary>What serves is what ML.NET confirms, and what lies in a folder is not believed.</summary>
public sealed class ConfirmedPairTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();
    private readonly TestService _service;
    private readonly ModelSnapshot _first;

    public ConfirmedPairTests()
    {
        _service = new TestService(_workspace);
        _first = _service.Pool.Current.ShouldNotBeNull();
    }

    public void Dispose()
    {
        _service.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task A_pair_that_ML_NET_disagrees_with_is_refused_and_the_one_before_serves_on()
    {
        var forged = RepackedZip.Of(TestModels.Risk(_workspace.Product), TestModels.Risk(_workspace.Product, baseScore: -1.25));
        _workspace.Promote(forged, TestModels.Acceptance(_workspace.Product, baseScore: -1.75));

        _service.Pool.Refresh();

        _service.Pool.Current.ShouldBeSameAs(_first);
        var status = await StatusAsync();
        status["lastRefused"]!["reason"]!.GetValue<string>().ShouldContain($"ML.NET {ReferenceModel.Version} disagree");
        (await _service.PostAsync(TestService.ValidBody)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_model_that_ML_NET_cannot_express_serves_and_it_is_said_why()
    {
        _workspace.Promote(TestModels.RiskWithIsotonic(_workspace.Product), TestModels.Acceptance(_workspace.Product, baseScore: -1.75));
        _service.Pool.Refresh();

        var models = (await StatusAsync())["models"]!;

        var risk = models["risk"]!["confirmation"]!;
        risk["outcome"]!.GetValue<string>().ShouldBe("notExpressible");
        risk["reason"]!.GetValue<string>().ShouldContain("isotonic");
        models["acceptance"]!["confirmation"]!["outcome"]!.GetValue<string>().ShouldBe("confirmed");
        (await _service.PostAsync(TestService.ValidBody)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public void Both_engines_come_from_the_pair_in_service()
    {
        foreach (var (name, served) in new[] { ("risk", _first.Risk), ("acceptance", _first.Acceptance) })
            _first.MlNet.Engines.GetStatus(name).Sha256.ShouldBe(served.Model.Sha256);
    }

    [Fact]
    public void A_registry_that_names_a_wrong_hash_for_the_version_in_service_is_told_at_once()
    {
        var good = File.ReadAllText(_workspace.Registry.StatePath);
        File.WriteAllText(_workspace.Registry.StatePath, good.Replace(_first.Risk.Model.Sha256, new string('0', 64)));

        _service.Pool.Refresh();
        _service.Pool.Refresh();

        _service.Pool.Current.ShouldBeSameAs(_first);
        _service.Pool.LastRefused!.Reason.ShouldContain("the registry names 0000");

        File.WriteAllText(_workspace.Registry.StatePath, good);
        _service.Pool.Refresh();

        _service.Pool.LastRefused.ShouldBeNull();
    }

    [Theory]
    [InlineData("a pipe")]
    [InlineData("a link to something huge")]
    [InlineData("a link to a device")]
    [InlineData("a folder")]
    public async Task What_is_no_file_is_refused_at_once_and_healed_when_the_file_is_back(string what)
    {
        if (OperatingSystem.IsWindows())
            return;
        foreach (var path in new[] { _workspace.FileOf("risk"), _workspace.Registry.StatePath, _workspace.ProductFile })
        {
            var away = path + ".away";
            File.Move(path, away);
            Put(what, path);

            await Task.Run(() => _service.Pool.Refresh()).WaitAsync(TimeSpan.FromMinutes(1));

            _service.Pool.Current.ShouldBeSameAs(_first);
            _service.Pool.LastRefused.ShouldNotBeNull($"{what} for {path}").Reason.ShouldContain(path);

            if (Directory.Exists(path))
                Directory.Delete(path);
            File.Move(away, path, overwrite: true);
            _service.Pool.Refresh();
            _service.Pool.LastRefused.ShouldBeNull();
        }
    }

    private void Put(string what, string path)
    {
        switch (what)
        {
            case "a pipe":
                using (var made = Process.Start("mkfifo", path))
                    made.WaitForExit();
                break;
            case "a link to something huge":
                using (var huge = File.Create(Path.Combine(_workspace.Root, "huge")))
                    huge.SetLength(100L << 30);
                File.CreateSymbolicLink(path, Path.Combine(_workspace.Root, "huge"));
                break;
            case "a link to a device":
                File.CreateSymbolicLink(path, "/dev/zero");
                break;
            default:
                Directory.CreateDirectory(path);
                break;
        }
    }

    private async Task<JsonObject> StatusAsync() => await (await _service.CreateClient().GetAsync("/")).JsonAsync();
}
