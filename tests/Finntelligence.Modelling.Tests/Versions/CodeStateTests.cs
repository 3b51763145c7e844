using System.Diagnostics;
using Finntelligence.Modelling.Versions;

namespace Finntelligence.Modelling.Tests.Versions;

public sealed class CodeStateTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folder_Outside_Of_Any_Repository_Is_Unknown()
    {
        CodeState.Of(_folder.Path).ShouldBe(CodeState.Unknown);
        CodeState.Unknown.Tree.ShouldBe("unknown");
        CodeState.Of(_folder.File("nowhere")).ShouldBe(CodeState.Unknown);
    }

    [Fact]
    public void Commit_And_Changes_Are_Seen_But_Not_What_A_Training_Writes()
    {
        Git("init", "-q");
        _folder.Write("src/a.cs", "a");
        _folder.Write("models/x/registry.json", "{}");
        Git("add", ".");
        Git("-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "-m", "x");

        var clean = CodeState.Of(_folder.File("src"));
        clean.Commit!.Length.ShouldBe(40);
        clean.Tree.ShouldBe("clean");

        _folder.Write("models/x/registry.json", "{ }");
        _folder.Write("dvc.lock", "x");
        CodeState.Of(_folder.File("src")).ShouldBe(clean);

        _folder.Write("src/b.cs", "b");
        CodeState.Of(_folder.File("src")).ShouldBe(clean with { IsClean = false });
    }

    private void Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = _folder.Path })!;
        git.WaitForExit();
        git.ExitCode.ShouldBe(0);
    }
}
