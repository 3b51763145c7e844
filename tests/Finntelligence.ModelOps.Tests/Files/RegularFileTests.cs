using System.Diagnostics;
using Finntelligence.ModelOps.Files;

namespace Finntelligence.ModelOps.Tests.Files;

public sealed class RegularFileTests : IDisposable
{
    private const int Limit = 1000;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Limit)]
    public void A_file_within_the_limit_is_read_whole(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        var path = Write("file", bytes);

        RegularFile.ReadAllBytes(path, Limit).ShouldBe(bytes);
    }

    [Fact]
    public void A_link_leads_to_its_file()
    {
        Write("file", [1, 2, 3]);
        File.CreateSymbolicLink(PathOf("link"), PathOf("file"));

        RegularFile.ReadAllBytes(PathOf("link"), Limit).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void A_link_to_something_huge_is_refused_unread()
    {
        using (var huge = File.Create(PathOf("huge")))
            huge.SetLength(100L << 30);
        File.CreateSymbolicLink(PathOf("link"), PathOf("huge"));

        Fault(PathOf("link")).ShouldContain("has 107374182400 bytes, more than 1000");
    }

    [UnixTheory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/urandom")]
    public void A_device_is_refused(string device) => Fault(device).ShouldContain(device);

    [UnixTheory]
    [InlineData("pipe")]
    public void A_pipe_that_nobody_writes_to_is_refused_at_once(string name)
    {
        using (var made = Process.Start("mkfifo", PathOf(name)))
            made.WaitForExit();

        var reading = Task.Run(() => Fault(PathOf(name)));

        reading.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        reading.Result.ShouldContain("is a pipe or a device");
    }

    [Fact]
    public void A_folder_is_refused() => Fault(_folder.Path).ShouldContain("is a folder");

    [Fact]
    public void What_is_not_there_is_said_as_by_any_other_reader()
    {
        Should.Throw<FileNotFoundException>(() => RegularFile.ReadAllBytes(PathOf("none"), Limit)).Message.ShouldContain(PathOf("none"));
        Should.Throw<DirectoryNotFoundException>(() => RegularFile.ReadAllBytes(Path.Combine(Write("file", []), "below"), Limit));
    }

    [Fact]
    public void The_hash_of_what_is_no_file_is_none()
    {
        RegularFile.Sha256(Write("file", "abc"u8.ToArray()), Limit).ShouldBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        RegularFile.Sha256(PathOf("none"), Limit).ShouldBeNull();
        RegularFile.Sha256(_folder.Path, Limit).ShouldBeNull();
        RegularFile.Sha256(Write("long", new byte[Limit + 1]), Limit).ShouldBeNull();
    }

    private string Fault(string path) => Should.Throw<IOException>(() => RegularFile.ReadAllBytes(path, Limit)).Message;

    private string PathOf(string name) => Path.Combine(_folder.Path, name);

    private string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return PathOf(name);
    }

    private sealed class UnixTheoryAttribute : TheoryAttribute
    {
        public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no such files." : null;
    }
}
