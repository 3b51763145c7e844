using Finntelligence.ModelOps.Dvc;

namespace Finntelligence.ModelOps.Tests.Dvc;

public sealed class DvcConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DvcConfigTests() => Directory.CreateDirectory(_folder["repo", ".dvc"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("url = \"../../share, team #1\"", "share, team #1")]
    [InlineData("url = '../../it is \"here\"' # where", "it is \"here\"")]
    [InlineData("url = ../../share # a comment", "share")]
    [InlineData("url = ../../share#1", "share")]
    [InlineData("URL=../../share", "share")]
    [InlineData("'url' = ../../a = b", "a = b")]
    [InlineData("url = ../../; no comment", "; no comment")]
    public void A_Value_Is_Read_As_DVC_Reads_It(string line, string folder) =>
        Read($"# c\n[core]\n    remote = St # default\n['remote \"st\"']   # here\n    {line}\n").RemoteFolder(null).ShouldBe(_folder[folder]);

    [Fact]
    public void A_Tilde_Is_The_Users_Own_Folder()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var config = Read("[cache]\n    dir = ~/dvc cache\n['remote \"st\"']\nurl = ~\n['remote \"other\"']\nurl = ~somebody/x\n");

        config.CacheFolder.ShouldBe(Path.Combine(home, "dvc cache"));
        config.RemoteFolder("ST").ShouldBe(home);
        Should.Throw<DvcException>(() => config.RemoteFolder("other")).Message.ShouldContain("another user");
    }

    [Theory]
    [InlineData("url = a, b", "line 2: the value of 'url' has a comma")]
    [InlineData("url = 'a", "line 2: the value of 'url' cannot be read: its quotes")]
    [InlineData("url = \"\"\"a", "line 2: the value of 'url' goes over several lines")]
    [InlineData("url = %(root)s/x", "line 2: the value of 'url' refers to another")]
    [InlineData("url = a\nurl = b", "line 3: 'url' stands twice")]
    [InlineData("[[inner]]", "line 2: a section within a section")]
    [InlineData("[remote \"st\"]", "line 2: the section [remote \"st\"] stands twice")]
    [InlineData("; not a comment here", "line 2: a section or 'name = value'")]
    public void What_Cannot_Be_Read_Is_Named_With_Its_Line(string lines, string what) =>
        Should.Throw<DvcException>(() => Read($"['remote \"st\"']\n{lines}\n")).Message.ShouldContain(what);

    [Theory]
    [InlineData("url = s3://bucket/x", "not a folder")]
    [InlineData("url = remote://other/x", "not a folder")]
    [InlineData("url = ../x\nversion_aware = true", "version_aware")]
    public void A_Remote_Of_Another_Kind_Is_Refused_By_Name(string lines, string what) =>
        Should.Throw<DvcException>(() => Read($"['remote \"st\"']\n{lines}\n").RemoteFolder("st")).Message.ShouldContain(what);

    private DvcConfig Read(string text)
    {
        File.WriteAllText(_folder["repo", ".dvc", "config"], text);
        return DvcConfig.Read(_folder["repo", ".dvc"]);
    }
}
