using System.Security.Cryptography;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.ModelOps.Tests.Registry;

public sealed class LocalModelRegistryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SettableClock _clock = new();
    private readonly LocalModelRegistry _registry;

    public LocalModelRegistryTests() => _registry = new LocalModelRegistry(_folder.Path, _clock) { User = "anna" };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_Of_A_Missing_Registry_Is_Empty()
    {
        var state = new LocalModelRegistry(_folder["none"], _clock).Read();

        state.Models.ShouldBeEmpty();
        state.History.ShouldBeEmpty();
    }

    [Fact]
    public void Read_Of_What_Cannot_Be_Read_Names_The_File()
    {
        // A folder in its place: unreadable as a file for every user, root included.
        Directory.CreateDirectory(_registry.StatePath);

        Should.Throw<RegistryException>(() => _registry.Read()).Message.ShouldContain(_registry.StatePath);
    }

    [Fact]
    public void Register_Keeps_The_Bytes_And_All_That_Is_Known()
    {
        var registration = _registry.Register("risk", Sample.Zip(1), Sample.Info());

        registration.IsNew.ShouldBeTrue();
        registration.Version.Path.ShouldBe(_folder["risk", "1", "model.zip"]);
        File.ReadAllBytes(registration.Version.Path).ShouldBe(Sample.Zip(1));
        var entry = new LocalModelRegistry(_folder.Path, _clock).Read().Kind("risk").Versions.ShouldHaveSingleItem();
        entry.Version.ShouldBe(1);
        entry.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Sample.Zip(1))));
        entry.Size.ShouldBe(7);
        entry.Created.ShouldBe(_clock.Now);
        entry.Data.ShouldBe(Sample.Info().Data);
        entry.Options.ShouldBe(Sample.Info().Options, ignoreOrder: true);
        entry.Seed.ShouldBe(7);
        entry.Library.ShouldBe("1.0.0");
        entry.Commit.ShouldBe("0123abc");
        entry.Metrics["auc"].ShouldBe(0.7);
        entry.RunId.ShouldBe("20260301-120000-1");
        entry.Tags["source"].ShouldBe("test");
    }

    [Fact]
    public void Register_Counts_Versions_By_Kind()
    {
        _registry.Register("risk", Sample.Zip(1), Sample.Info()).Version.Entry.Version.ShouldBe(1);
        _registry.Register("risk", Sample.Zip(2), Sample.Info()).Version.Entry.Version.ShouldBe(2);
        _registry.Register("acceptance", Sample.Zip(1), Sample.Info()).Version.Entry.Version.ShouldBe(1);
    }

    [Fact]
    public void Register_Of_The_Same_Bytes_Keeps_The_Version_And_The_File()
    {
        _registry.Register("risk", Sample.Zip(1), Sample.Info());
        _registry.Register("risk", Sample.Zip(2), Sample.Info());
        var before = File.ReadAllText(_registry.StatePath);
        _clock.Now = _clock.Now.AddDays(1);

        var again = _registry.Register("risk", Sample.Zip(1), Sample.Info(auc: 0.9));

        again.IsNew.ShouldBeFalse();
        again.Version.Entry.Version.ShouldBe(1);
        File.ReadAllText(_registry.StatePath).ShouldBe(before);
    }

    [Fact]
    public void Register_Of_The_Same_Bytes_Mends_A_Damaged_File()
    {
        var path = _registry.Register("risk", Sample.Zip(1), Sample.Info()).Version.Path;
        File.WriteAllText(path, "rot");

        _registry.Register("risk", Sample.Zip(1), Sample.Info());

        File.ReadAllBytes(path).ShouldBe(Sample.Zip(1));
    }

    [Fact]
    public void Register_Takes_Over_A_Folder_With_The_Same_Bytes_And_Leaves_Any_Other()
    {
        Directory.CreateDirectory(_folder["risk", "1"]);
        Directory.CreateDirectory(_folder["risk", "2"]);
        File.WriteAllBytes(_folder["risk", "1", "model.zip"], Sample.Zip(9));
        File.WriteAllBytes(_folder["risk", "2", "model.zip"], Sample.Zip(2));

        _registry.Register("risk", Sample.Zip(2), Sample.Info()).Version.Entry.Version.ShouldBe(2);
        _registry.Register("risk", Sample.Zip(3), Sample.Info()).Version.Entry.Version.ShouldBe(3);

        File.ReadAllBytes(_folder["risk", "1", "model.zip"]).ShouldBe(Sample.Zip(9));
        _registry.Verify().UnnamedFolders.ShouldBe([_folder["risk", "1"]]);
    }

    [Theory]
    [InlineData("../risk")]
    [InlineData("Risk")]
    [InlineData("")]
    [InlineData("risk\n")]
    public void Register_Refuses_A_Kind_That_Is_No_Name(string kind) =>
        Should.Throw<RegistryException>(() => _registry.Register(kind, Sample.Zip(1), Sample.Info()));

    [Fact]
    public void SetAlias_Points_At_The_Version_And_Writes_History()
    {
        _registry.Register("risk", Sample.Zip(1), Sample.Info());
        _registry.Register("risk", Sample.Zip(2), Sample.Info(auc: 0.75));
        _registry.SetAlias("risk", "production", 1, "first");
        _clock.Now = _clock.Now.AddHours(1);

        _registry.SetAlias("risk", "production", 2, "better", forced: true);

        var state = _registry.Read();
        state.Kind("risk").Aliases["production"].ShouldBe(2);
        state.History.Count.ShouldBe(2);
        state.History[0].Moves.ShouldHaveSingleItem().From.ShouldBeNull();
        state.History[0].Moves[0].Metrics["auc"].ShouldBe(0.7);
        var last = state.History[1];
        (last.When, last.Who, last.Alias, last.Action, last.Why, last.Forced)
            .ShouldBe((_clock.Now, "anna", "production", AliasAction.Move, "better", true));
        (last.Moves[0].Kind, last.Moves[0].From, last.Moves[0].To).ShouldBe(("risk", 1, 2));
        last.Moves[0].Metrics["auc"].ShouldBe(0.75);
    }

    [Fact]
    public void SetAlias_That_Changes_Nothing_Writes_Nothing()
    {
        _registry.Register("risk", Sample.Zip(1), Sample.Info());
        _registry.SetAlias("risk", "production", 1, "first");

        _registry.SetAlias("risk", "production", 1, "again").ShouldBeNull();

        _registry.Read().History.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("v1")]
    [InlineData("7")]
    [InlineData("Production")]
    [InlineData("")]
    public void SetAlias_Refuses_Names_That_Are_Reserved_Or_None(string alias)
    {
        _registry.Register("risk", Sample.Zip(1), Sample.Info());

        Should.Throw<RegistryException>(() => _registry.SetAlias("risk", alias, 1, "test"));
    }

    [Fact]
    public void SetAlias_Of_A_Missing_Version_Says_What_There_Is()
    {
        _registry.Register("risk", Sample.Zip(1), Sample.Info());
        _registry.Register("risk", Sample.Zip(2), Sample.Info());

        Should.Throw<RegistryException>(() => _registry.SetAlias("risk", "production", 3, "test"))
            .Message.ShouldBe("There is no version 3 of risk; there are 1, 2.");
        Should.Throw<RegistryException>(() => _registry.SetAlias("acceptance", "production", 1, "test"))
            .Message.ShouldContain("No acceptance model is registered");
    }

    [Fact]
    public void MoveTogether_Moves_All_Or_Nothing()
    {
        _registry.Register("risk", Sample.Zip(1), Sample.Info());
        _registry.Register("acceptance", Sample.Zip(1), Sample.Info());

        Should.Throw<RegistryException>(() => _registry.MoveTogether("production", [new("risk", 1), new("acceptance", 2)], "test"));
        _registry.Read().History.ShouldBeEmpty();

        _registry.MoveTogether("production", [new("risk", 1), new("acceptance", 1)], "test");
        var change = _registry.Read().History.ShouldHaveSingleItem();
        change.Moves.Select(move => move.Kind).ShouldBe(["acceptance", "risk"]);
    }

    [Fact]
    public void Rollback_Undoes_One_Move_After_Another_Of_Everything_That_Moved()
    {
        foreach (var content in new[] { 1, 2, 3 })
        {
            _registry.Register("risk", Sample.Zip(content), Sample.Info());
            _registry.Register("acceptance", Sample.Zip(content), Sample.Info());
        }
        _registry.MoveTogether("production", [new("risk", 1), new("acceptance", 1)], "first");
        _registry.MoveTogether("production", [new("risk", 2), new("acceptance", 1)], "risk alone");
        _registry.MoveTogether("production", [new("risk", 3), new("acceptance", 2)], "both");
        _registry.SetAlias("risk", "staging", 1, "another alias");

        _registry.Rollback("production", "worse").Action.ShouldBe(AliasAction.Rollback);
        Production().ShouldBe((2, 1));
        _registry.Rollback("production", "worse still");
        Production().ShouldBe((1, 1));
        Should.Throw<RegistryException>(() => _registry.Rollback("production", "too far")).Message.ShouldContain("no earlier version");
        _registry.SetAlias("risk", "production", 3, "again");
        _registry.Rollback("production", "and back");
        Production().ShouldBe((1, 1));

        _registry.Read().History.Count.ShouldBe(8);
    }

    [Fact]
    public void Resolve_Takes_Numbers_Aliases_And_Latest()
    {
        _registry.Register("risk", Sample.Zip(1), Sample.Info());
        _registry.Register("risk", Sample.Zip(2), Sample.Info());
        _registry.SetAlias("risk", "production", 1, "test");

        _registry.Resolve("risk", "production").Entry.Version.ShouldBe(1);
        _registry.Resolve("risk", "production").Aliases.ShouldBe(["production"]);
        _registry.Resolve("risk", "2").Path.ShouldBe(_folder["risk", "2", "model.zip"]);
        _registry.Resolve("risk", "v2").Entry.Version.ShouldBe(2);
        _registry.Resolve("risk", "latest").Entry.Version.ShouldBe(2);
        var fault = Should.Throw<RegistryException>(() => _registry.Resolve("risk", "staging"));
        fault.Message.ShouldContain("versions 1, 2 and the aliases production.");
    }

    [Fact]
    public void Verify_Finds_Changed_And_Missing_Files()
    {
        _registry.Register("risk", Sample.Zip(1), Sample.Info());
        var changed = _registry.Register("risk", Sample.Zip(2), Sample.Info()).Version;
        var missing = _registry.Register("acceptance", Sample.Zip(3), Sample.Info()).Version;
        _registry.Verify().IsWhole.ShouldBeTrue();

        File.WriteAllBytes(changed.Path, Sample.Zip(4));
        File.Delete(missing.Path);
        var audit = _registry.Verify();

        audit.IsWhole.ShouldBeFalse();
        audit.Verified.ShouldBe(1);
        audit.Faults.Select(fault => (fault.Kind, fault.Version, fault.Found is null)).ShouldBe([("acceptance", 1, true), ("risk", 2, false)]);
    }

    [Fact]
    public void A_Clock_That_Goes_Backwards_Breaks_Nothing()
    {
        _registry.Register("risk", Sample.Zip(1), Sample.Info());
        _registry.SetAlias("risk", "production", 1, "first");
        _clock.Now = _clock.Now.AddYears(-1);
        _registry.Register("risk", Sample.Zip(2), Sample.Info()).Version.Entry.Version.ShouldBe(2);
        _registry.SetAlias("risk", "production", 2, "second");

        _registry.Resolve("risk", "latest").Entry.Version.ShouldBe(2);
        _registry.Read().History.Select(change => change.Why).ShouldBe(["first", "second"]);
        _registry.Rollback("production", "back");
        _registry.Resolve("risk", "production").Entry.Version.ShouldBe(1);
    }

    private (int Risk, int Acceptance) Production() =>
        (_registry.Resolve("risk", "production").Entry.Version, _registry.Resolve("acceptance", "production").Entry.Version);
}
