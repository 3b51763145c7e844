using Finntelligence.Api.Pool;
using Finntelligence.Api.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Finntelligence.Api.Tests.Pool;

public sealed class PredictionEnginePoolBuilderTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();
    private readonly ServiceCollection _services = [];

    public PredictionEnginePoolBuilderTests() => _services.AddLogging().AddSingleton(TimeProvider.System);

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Models_Are_Named_As_Users_Of_Ml_Net_Name_Theirs()
    {
        _services.AddPredictionEnginePool()
            .FromFile("risk", _workspace.FileOf("risk"), watchForChanges: true)
            .FromFile("acceptance", _workspace.FileOf("acceptance"));

        var pool = Pool();
        pool.Refresh();

        pool.Current!.Risk.Version.ShouldBe("unregistered");
        pool.WatchesForChanges.ShouldBeTrue();
    }

    [Fact]
    public void Watching_Is_Off_When_Neither_File_Asks_For_It()
    {
        _services.AddPredictionEnginePool()
            .FromFile("risk", _workspace.FileOf("risk"), watchForChanges: false)
            .FromFile("acceptance", _workspace.FileOf("acceptance"), watchForChanges: false);

        Pool().WatchesForChanges.ShouldBeFalse();
    }

    [Fact]
    public void Unknown_Model_Name_Is_Refused() =>
        Should.Throw<ArgumentException>(() => _services.AddPredictionEnginePool().FromFile("fraud", "model.zip")).Message.ShouldContain("fraud");

    [Fact]
    public void One_Model_Alone_Is_Refused()
    {
        _services.AddPredictionEnginePool().FromFile("risk", _workspace.FileOf("risk"));

        Should.Throw<InvalidOperationException>(Pool).Message.ShouldContain("acceptance");
    }

    private PredictionEnginePool Pool()
    {
        _services.AddSingleton(new ServedProduct(_workspace.ProductFile, _workspace.Registry.Folder));
        return _services.BuildServiceProvider().GetRequiredService<PredictionEnginePool>();
    }
}
