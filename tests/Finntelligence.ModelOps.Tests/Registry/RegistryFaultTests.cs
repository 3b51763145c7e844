using Finntelligence.ModelOps.Registry;

namespace Finntelligence.ModelOps.Tests.Registry;

/// <summary>Two writers at once, and a writer killed at every step.</summary>
public sealed class RegistryFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> StepsOfRegister => [.. Steps(registry => registry.Register("risk", Sample.Zip(3), Sample.Info()))];

    public static TheoryData<string> StepsOfMove => [.. Steps(registry => registry.SetAlias("risk", "production", 2, "test"))];

    [Fact]
    public void The_Steps_Are_All_There()
    {
        StepsOfRegister.Count.ShouldBe(9);
        StepsOfMove.Count.ShouldBe(5);
    }

    [Theory]
    [MemberData(nameof(StepsOfRegister))]
    public async Task A_Registration_Killed_At_Any_Step_Leaves_A_Whole_Registry_And_Can_Be_Repeated(string step)
    {
        var registry = new LocalModelRegistry(_folder.Path, TimeProvider.System);
        registry.Register("risk", Sample.Zip(1), Sample.Info());

        (await ChildProcess.RunAsync("register", _folder.Path, "2", step)).ShouldNotBe(0);

        var committed = step == "registry.json renamed";
        registry.Read().Kind("risk").Versions.Count.ShouldBe(committed ? 2 : 1);
        registry.Verify().IsWhole.ShouldBeTrue();
        var again = registry.Register("risk", Sample.Zip(2), Sample.Info());
        again.IsNew.ShouldBe(!committed);
        again.Version.Entry.Version.ShouldBe(2, "the folder left behind holds the same bytes");
        var audit = registry.Verify();
        (audit.Verified, audit.IsWhole, audit.UnnamedFolders.Count).ShouldBe((2, true, 0));
        _folder.Files.Where(file => file.EndsWith(".tmp", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(StepsOfMove))]
    public async Task A_Move_Killed_At_Any_Step_Is_Made_Or_Not_Made(string step)
    {
        var registry = new LocalModelRegistry(_folder.Path, TimeProvider.System);
        registry.Register("risk", Sample.Zip(1), Sample.Info());
        registry.Register("risk", Sample.Zip(2), Sample.Info());
        registry.SetAlias("risk", "production", 1, "first");

        (await ChildProcess.RunAsync("move", _folder.Path, "2", step)).ShouldNotBe(0);

        var expected = step == "registry.json renamed" ? 2 : 1;
        registry.Resolve("risk", "production").Entry.Version.ShouldBe(expected);
        registry.Read().History.Count.ShouldBe(expected);
        registry.SetAlias("risk", "production", 2, "again");
        registry.Resolve("risk", "production").Entry.Version.ShouldBe(2);
    }

    public static TheoryData<string> StepsOfTraining => [.. Steps(registry => Train(registry, 3), distinct: true)];

    [Theory]
    [MemberData(nameof(StepsOfTraining))]
    public async Task A_Training_Killed_At_Any_Step_Is_Registered_Whole_Or_Not_At_All(string step)
    {
        var registry = new LocalModelRegistry(_folder.Path, TimeProvider.System);
        Train(registry, 1);

        (await ChildProcess.RunAsync("train", _folder.Path, "2", step)).ShouldNotBe(0);

        var expected = step == "registry.json renamed" ? 2 : 1;
        var state = registry.Read();
        foreach (var kind in new[] { "acceptance", "risk" })
            state.Kind(kind).Versions.Count.ShouldBe(expected);
        state.Models.SelectMany(model => model.Value.Aliases.Values).ShouldAllBe(version => version == expected);
        state.History.Count.ShouldBe(expected);
        (registry.Verify().IsWhole, registry.Verify().Orphans.Count).ShouldBe((true, 0));
        Train(registry, 2);
        registry.Read().History.Count.ShouldBe(2);
        registry.Verify().UnnamedFolders.ShouldBeEmpty("what was left behind holds the same bytes");
    }

    [Fact]
    public void Gates_Are_Judged_Where_The_Alias_Moves()
    {
        var registry = new LocalModelRegistry(_folder.Path, TimeProvider.System) { LockTimeout = TimeSpan.Zero };
        Train(registry, 1);
        Train(registry, 2);

        registry.MoveTogether(state =>
        {
            // A rollback beside it would make the figures that are being compared those of another version.
            Should.Throw<TimeoutException>(() => new LocalModelRegistry(_folder.Path, TimeProvider.System) { LockTimeout = TimeSpan.Zero }.Rollback("production", "beside it"));
            return state.Find("risk", "production")!.Version == 2 ? null : new AliasWish("production", [new AliasTarget("risk", 2)], "passed");
        }).ShouldBeNull();
        Should.Throw<InvalidOperationException>(() => registry.MoveTogether(_ => throw new InvalidOperationException("a gate fails")));

        registry.Read().History.Count.ShouldBe(2);
    }

    [Fact]
    public void Verify_Names_What_An_Interrupted_Training_Of_Older_Days_Left()
    {
        var registry = new LocalModelRegistry(_folder.Path, TimeProvider.System);
        Train(registry, 1);
        registry.Register("acceptance", Sample.Zip(9), Sample.Info() with { RunId = "20260301-120000-abcd" });
        registry.Register("risk", Sample.Zip(10), Sample.Info() with { RunId = null });

        var orphan = registry.Verify().Orphans.ShouldHaveSingleItem();

        (orphan.Kind, orphan.Version, orphan.RunId).ShouldBe(("acceptance", 2, "20260301-120000-abcd"));
    }

    [Fact]
    public void A_Model_That_Lost_Against_Another_Trainers_Is_No_Orphan()
    {
        var registry = new LocalModelRegistry(_folder.Path, TimeProvider.System);
        var info = Sample.Info() with { RunId = "20260301-120000-abcd" };
        registry.RegisterTogether(
            [new("risk", Sample.Zip(1), info), new("acceptance", Sample.Zip(2), info), new("risk", Sample.Zip(3), info), new("acceptance", Sample.Zip(4), info)],
            (_, made) => new AliasWish("production", [new AliasTarget("risk", made[0].Entry.Version), new AliasTarget("acceptance", made[1].Entry.Version)], "trained"));
        // The next training's model of the other kind is one that is there already, byte for byte.
        registry.RegisterTogether([new("risk", Sample.Zip(5), info with { RunId = "20260302-120000-abcd" }), new("acceptance", Sample.Zip(2), info)],
            (_, made) => new AliasWish("staging", [.. made.Select(version => new AliasTarget(version.Kind, version.Entry.Version))], "trained"));

        registry.Verify().Orphans.ShouldBeEmpty();
    }

    [Fact]
    public void The_losers_of_a_tournament_are_nobodys_left_overs()
    {
        var registry = new LocalModelRegistry(_folder.Path, TimeProvider.System);
        var info = Sample.Info() with { RunId = "run 1" };
        registry.RegisterTogether(
            [new NewVersion("risk", Sample.Zip(1), info), new NewVersion("risk", Sample.Zip(2), info)],
            (_, _) => new AliasWish(RegistryNames.Production, [new AliasTarget("risk", 1)], "the better of two"));

        registry.Verify().Orphans.ShouldBeEmpty();
    }

    private static void Train(LocalModelRegistry registry, int content) => Training.Register(registry, content);

    [Fact]
    public async Task Two_Processes_And_Two_Threads_Lose_No_Version()
    {
        var threads = Enumerable.Range(0, 2).Select(thread => Task.Run(() =>
        {
            var registry = new LocalModelRegistry(_folder.Path, TimeProvider.System) { LockTimeout = TimeSpan.FromMinutes(2) };
            for (var i = 0; i < 10; i++)
                registry.Register("risk", Sample.Zip((thread * 100) + i), Sample.Info());
            return 0;
        }));
        var processes = new[] { "200", "205" }.Select(first => ChildProcess.RunAsync("register-many", _folder.Path, first, "10"));

        (await Task.WhenAll(threads.Concat(processes))).ShouldAllBe(code => code == 0);

        // The processes share five contents: 10 + 10 + 15 different ones.
        var versions = new LocalModelRegistry(_folder.Path, TimeProvider.System).Read().Kind("risk").Versions;
        versions.Select(entry => entry.Version).ShouldBe(Enumerable.Range(1, 35));
        versions.Select(entry => entry.Sha256).Distinct().Count().ShouldBe(35);
    }

    [Fact]
    public async Task Readers_Never_See_Half_A_Registry_While_A_Writer_Works()
    {
        var registry = new LocalModelRegistry(_folder.Path, TimeProvider.System);
        registry.Register("risk", Sample.Zip(1), Sample.Info());
        registry.Register("risk", Sample.Zip(2), Sample.Info());
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < 100; i++)
                registry.SetAlias("risk", "production", 1 + (i % 2), "test");
        });

        var seen = 0;
        while (!writing.IsCompleted)
        {
            var count = registry.Read().History.Count;
            count.ShouldBeGreaterThanOrEqualTo(seen);
            seen = count;
        }

        await writing;
        registry.Read().History.Count.ShouldBe(100);
    }

    [Fact]
    public void A_Full_Disk_Leaves_The_Registry_As_It_Was()
    {
        var full = new LocalModelRegistry(_folder.Path, TimeProvider.System, step =>
        {
            if (step == "registry.json written")
                throw new IOException("No space left on device", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28);
        });

        Should.Throw<IOException>(() => full.Register("risk", Sample.Zip(1), Sample.Info())).Message.ShouldContain("disk is full");

        full.Read().Models.ShouldBeEmpty();
        full.Verify().UnnamedFolders.ShouldBe([_folder["risk", "1"]]);
    }

    private static List<string> Steps(Action<LocalModelRegistry> act, bool distinct = false)
    {
        using var folder = new TemporaryFolder();
        var prepared = new LocalModelRegistry(folder.Path, TimeProvider.System);
        prepared.Register("risk", Sample.Zip(1), Sample.Info());
        prepared.Register("risk", Sample.Zip(2), Sample.Info());
        var steps = new List<string>();
        act(new LocalModelRegistry(folder.Path, TimeProvider.System, steps.Add));
        // Two files have steps of one name: the first of them counts, and killing there is killing after neither.
        return distinct ? [.. steps.Distinct()] : steps;
    }
}
