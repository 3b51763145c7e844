using Finntelligence.ModelOps.Files;

namespace Finntelligence.ModelOps.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_Makes_Folders_And_Leaves_Only_The_File()
    {
        AtomicFile.WriteAllText(_folder["a", "b", "file.txt"], "café\n");

        File.ReadAllBytes(_folder["a", "b", "file.txt"]).ShouldBe("café\n"u8.ToArray());
        _folder.Files.ShouldBe(["a/b/file.txt"]);
    }

    [Fact]
    public void Write_Replaces_The_Old_File()
    {
        AtomicFile.WriteAllText(_folder["file.txt"], "a long old text");
        AtomicFile.WriteAllBytes(_folder["file.txt"], "new"u8.ToArray());

        File.ReadAllText(_folder["file.txt"]).ShouldBe("new");
    }

    [Fact]
    public void Write_That_Fails_Keeps_The_Old_File_And_Leaves_No_Temporary_One()
    {
        AtomicFile.WriteAllText(_folder["file.txt"], "old");

        Should.Throw<InvalidOperationException>(() => AtomicFile.Write(_folder["file.txt"], stream =>
        {
            stream.Write("half of the ne"u8);
            throw new InvalidOperationException("test");
        }));

        File.ReadAllText(_folder["file.txt"]).ShouldBe("old");
        _folder.Files.ShouldBe(["file.txt"]);
    }

    [Fact]
    public void Write_On_A_Full_Disk_Says_What_To_Do()
    {
        const int noSpace = 28;
        var hresult = OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : noSpace;

        var fault = Should.Throw<IOException>(() => AtomicFile.Write(_folder["file.txt"], _ => throw new IOException("No space left", hresult)));

        fault.Message.ShouldContain(_folder["file.txt"]);
        fault.Message.ShouldContain("disk is full");
        _folder.Files.ShouldBeEmpty();
    }

    [Fact]
    public void Write_In_A_Place_That_Cannot_Be_Written_Says_What_To_Do()
    {
        // A folder where the file should be: refused for every user, root included.
        Directory.CreateDirectory(_folder["taken"]);

        var fault = Should.Throw<IOException>(() => AtomicFile.WriteAllText(_folder["taken"], "text"));

        fault.Message.ShouldContain(_folder["taken"]);
        fault.Message.ShouldContain("othing was changed");
        _folder.Files.ShouldBeEmpty();
    }

    [Fact]
    public void Write_In_A_Read_Only_Folder_Names_The_Permission()
    {
        var fault = FileFault.Explain(new UnauthorizedAccessException("Access denied"), _folder["file.txt"]);

        fault.ShouldNotBeNull().Message.ShouldContain("read-only");
    }

    [Fact]
    public void RemoveAbandoned_Deletes_Only_What_Was_Left_For_That_File()
    {
        string[] names = [".file.txt.abc.tmp", ".other.txt.abc.tmp", "file.txt", "file.txt.tmp"];
        foreach (var name in names)
            File.WriteAllText(_folder[name], "");

        AtomicFile.RemoveAbandoned(_folder["file.txt"]);

        _folder.Files.ShouldBe([".other.txt.abc.tmp", "file.txt", "file.txt.tmp"]);
    }
}
