using System.Text;
using Finntelligence.ModelOps.Dvc;

namespace Finntelligence.ModelOps.Tests.Dvc;

/// <summary>The expected md5 were worked out with Python's json and hashlib, as DVC does.</summary>
public sealed class DvcFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Scan_Gives_DVCs_Listing_And_Md5()
    {
        Directory.CreateDirectory(_folder["a"]);
        Directory.CreateDirectory(_folder["empty", "too"]);
        Directory.CreateDirectory(_folder[".git"]);
        File.WriteAllText(_folder["b.txt"], "b");
        File.WriteAllText(_folder["a", "é.txt"], "a");
        File.WriteAllText(_folder[".git", "config"], "x");

        var scanned = DvcFolder.Scan(_folder.Path, CancellationToken.None);

        scanned.Listing.ShouldBe("""[{"md5": "0cc175b9c0f1b6a831c399e269772661", "relpath": "a/\u00e9.txt"}, {"md5": "92eb5ffee6ae2fec3ad71c777531578f", "relpath": "b.txt"}]""");
        scanned.Hash.ShouldBe(new DvcHash("cf5142de50d9040e210022450b840326.dir", 2, 2));
    }

    [Fact]
    public void Parse_Sorts_By_Code_Point_And_Escapes_As_Python_Does()
    {
        // U+FF5E is before U+1F600 by code point, but after it by UTF-16 units.
        var listing = """
            [{"md5": "0cc175b9c0f1b6a831c399e269772661", "relpath": "😀"},
             {"md5": "0cc175b9c0f1b6a831c399e269772661", "relpath": "Z\"\\\t\u007f"},
             {"md5": "92eb5ffee6ae2fec3ad71c777531578f", "relpath": "～"}]
            """;
        DvcFolder.Parse(Encoding.UTF8.GetBytes(listing), "f").Hash.Md5.ShouldBe("cc2a904809299dea45c5afae9cf475d0.dir");
    }

    [Fact]
    public void Scan_Of_An_Empty_Folder_Is_An_Empty_List() =>
        // The md5 of "[]".
        DvcFolder.Scan(_folder.Path, CancellationToken.None).Hash.ShouldBe(new DvcHash("d751713988987e9331980363e24189ce.dir", 0, 0));

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[{\"md5\": \"x\"}]")]
    [InlineData("[{\"md5\": \"x\", \"relpath\": \"a\"}]")]
    [InlineData("[{\"md5\": \"0cc175b9c0f1b6a831c399e269772661\", \"relpath\": \"../../etc/passwd\"}]")]
    [InlineData("[{\"md5\": \"0cc175b9c0f1b6a831c399e269772661\", \"relpath\": \"a/../../b\"}]")]
    [InlineData("[{\"md5\": \"0cc175b9c0f1b6a831c399e269772661\", \"relpath\": \"/etc/passwd\"}]")]
    public void Parse_Refuses_What_Is_No_Listing_Or_Leads_Out(string listing) =>
        Should.Throw<DvcException>(() => DvcFolder.Parse(Encoding.UTF8.GetBytes(listing), "the-file")).Message.ShouldStartWith("the-file");
}
