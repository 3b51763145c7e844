using System.Text;
using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Experiments;

namespace Finntelligence.ModelOps.Tests.Experiments;

public sealed class LocalExperimentStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SettableClock _clock = new();
    private readonly LocalExperimentStore _store;

    public LocalExperimentStoreTests() => _store = new LocalExperimentStore(_folder["runs"], _clock);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_Run_Is_Read_Back_As_It_Was_Logged()
    {
        using var run = _store.Start("cash-loan", "train");
        run.LogParameter("NumberOfTrees", "200");
        run.LogParameter("NumberOfTrees", "200");
        run.LogMetric("auc", 0.70, step: 1);
        run.LogMetric("auc", 0.71, step: 2);
        run.LogMetric("gain", double.NaN);
        run.LogInput(new DataInput("history.csv", new string('d', 32), "data/history.csv", "training", Rows: 12));
        run.SetTag("commit", "first");
        run.SetTag("commit", "second");
        run.LogArtifact("risk/model.zip", "zip"u8.ToArray());
        var start = _clock.Now;
        _clock.Now += TimeSpan.FromMinutes(1);
        run.Finish(RunStatus.Finished);

        var read = _store.Read(run.Id);

        (read.Experiment, read.Name, read.Status, read.Start, read.End).ShouldBe(("cash-loan", "train", RunStatus.Finished, start, _clock.Now));
        read.Parameters.ShouldBe(new Dictionary<string, string> { ["NumberOfTrees"] = "200" });
        read.Metrics.Select(point => (point.Key, point.Value, point.Step)).ShouldBe([("auc", 0.70, 1), ("auc", 0.71, 2), ("gain", double.NaN, 0)]);
        read.LastMetrics["auc"].ShouldBe(0.71);
        read.Inputs.ShouldHaveSingleItem().Rows.ShouldBe(12);
        read.Tags["commit"].ShouldBe("second");
        var artifact = read.Artifacts.ShouldHaveSingleItem();
        (artifact.Path, artifact.Size).ShouldBe(("risk/model.zip", 3));
        _store.ReadArtifact(run.Id, artifact).ShouldBe("zip"u8.ToArray());
        _folder.Files.ShouldBe([$"runs/{run.Id}/.lock", $"runs/{run.Id}/artifacts/risk/model.zip", $"runs/{run.Id}/events.jsonl"]);
        run.Id.ShouldStartWith("20260301-120000-");
    }

    [Fact]
    public void A_Parameter_Never_Changes()
    {
        using var run = _store.Start("cash-loan", "train");
        run.LogParameter("seed", "1");

        Should.Throw<InvalidOperationException>(() => run.LogParameter("seed", "2")).Message.ShouldContain("seed is 1");
    }

    [Fact]
    public void A_Run_That_Is_Dropped_Has_Failed_And_Takes_No_More()
    {
        var run = _store.Start("cash-loan", "train");
        _store.Read(run.Id).Status.ShouldBe(RunStatus.Running);

        run.Dispose();

        _store.Read(run.Id).Status.ShouldBe(RunStatus.Failed);
        Should.Throw<InvalidOperationException>(() => run.LogMetric("auc", 1));
        run.Dispose();
    }

    [Fact]
    public async Task A_Run_Whose_Process_Was_Killed_Keeps_All_It_Logged_And_Is_Known_As_Killed()
    {
        using var child = ChildProcess.Start("run-forever", _folder["runs"]);
        var id = await child.StandardOutput.ReadLineAsync();
        _store.Read(id!).Status.ShouldBe(RunStatus.Running);

        child.Kill();
        await child.WaitForExitAsync();

        var read = _store.Read(id!);
        read.Status.ShouldBe(RunStatus.Killed);
        read.End.ShouldNotBeNull();
        read.Metrics.Count.ShouldBe(1000);
    }

    [Fact]
    public void A_Last_Line_Written_In_Part_Is_Left_Out_And_A_Damaged_One_Is_Named()
    {
        var run = _store.Start("cash-loan", "train");
        run.LogMetric("auc", 0.7);
        run.Dispose();
        var path = Path.Combine(_folder["runs"], run.Id, "events.jsonl");
        var whole = File.ReadAllBytes(path);

        File.WriteAllBytes(path, [.. whole, .. "{\"event\":\"met"u8]);
        _store.Read(run.Id).Metrics.Count.ShouldBe(1);

        File.WriteAllText(path, Encoding.UTF8.GetString(whole).Replace("\"metric\"", "\"unknown\"", StringComparison.Ordinal));
        Should.Throw<DataFaultException>(() => _store.Read(run.Id)).Message.ShouldContain("line 2");
    }

    [Fact]
    public void Read_Takes_The_Beginning_Of_An_Id_Or_Latest()
    {
        string[] ids = [Run("a"), Run("b"), Run("c")];

        _store.List().Select(run => run.Name).ShouldBe(["c", "b", "a"]);
        _store.Read("latest").Id.ShouldBe(ids[2]);
        _store.Read(ids[0][..15]).Id.ShouldBe(ids[0]);
        Should.Throw<ArgumentException>(() => _store.Read("2026")).Message.ShouldContain("3 runs");
        Should.Throw<ArgumentException>(() => _store.Read("2025"));

        string Run(string name)
        {
            _clock.Now += TimeSpan.FromMinutes(1);
            using var run = _store.Start("cash-loan", name);
            return run.Id;
        }
    }

    [Fact]
    public void ReadArtifact_Refuses_What_Was_Changed()
    {
        var run = _store.Start("cash-loan", "train");
        run.LogArtifact("a.txt", "one"u8.ToArray());
        run.Dispose();
        File.WriteAllText(Path.Combine(_folder["runs"], run.Id, "artifacts", "a.txt"), "two");

        Should.Throw<DataFaultException>(() => _store.ReadArtifact(run.Id, _store.Read(run.Id).Artifacts[0]));
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("/a")]
    [InlineData("a//b")]
    [InlineData("a\\b")]
    [InlineData("")]
    public void LogArtifact_Refuses_A_Path_That_Leads_Elsewhere(string path)
    {
        using var run = _store.Start("cash-loan", "train");

        Should.Throw<ArgumentException>(() => run.LogArtifact(path, "x"u8.ToArray()));
    }

    [Fact]
    public async Task A_Run_Takes_Metrics_From_Several_Threads()
    {
        using var run = _store.Start("cash-loan", "train");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var step = 0; step < 250; step++)
                run.LogMetric($"fold{thread}", step, step);
        })));

        _store.Read(run.Id).Metrics.GroupBy(point => point.Key).ShouldAllBe(points => points.Count() == 250);
    }
}
