using System.IO.Compression;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Finntelligence.Api.Tests.Clients;

/// <summary>The client as others have it: a package with nothing behind it, and the program of its README.</summary>
public sealed class ClientPackageTests : IDisposable
{
    // Stands in the global namespace, so that it is this one which the program speaks to.
    private const string Ears = """
        public static class Console
        {
            public static readonly System.IO.StringWriter Heard = new();

            public static void WriteLine(string line) => Heard.WriteLine(line);
        }
        """;

    private const string Folder = "src/Finntelligence.Client";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_Package_Depends_On_Nothing_And_Brings_Readme_And_Documentation()
    {
        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
        var (packed, said) = DotnetCommand.Run(["pack", Repository.File(Folder), "--no-build", "-c", configuration, "-o", _folder.Path]);
        packed.ShouldBeTrue(said);

        using var package = ZipFile.OpenRead(Directory.GetFiles(_folder.Path, "*.nupkg").ShouldHaveSingleItem());
        var names = package.Entries.Select(e => e.FullName).ToArray();
        names.ShouldContain("lib/net10.0/Finntelligence.Client.xml");
        names.Where(n => n.EndsWith(".dll", StringComparison.Ordinal)).ShouldBe(["lib/net10.0/Finntelligence.Client.dll"]);
        names.ShouldContain("README.md");
        using var specification = package.GetEntry("Finntelligence.Client.nuspec")!.Open();
        var elements = XDocument.Load(specification).Descendants().ToArray();
        elements.Where(e => e.Name.LocalName == "dependency").ShouldBeEmpty();
        elements.Single(e => e.Name.LocalName == "license").Value.ShouldBe("MIT");
    }

    [Fact]
    public async Task The_Program_Of_The_Readme_Gets_An_Offer_And_A_Fault_From_The_Shipped_Service()
    {
        await using var service = ServiceApp.Build([$"--Finntelligence:Root={Repository.Root}", "--Finntelligence:DecisionLog:Mode=off", "--urls=http://127.0.0.1:0", "--Finntelligence:WarmUp=0", "--Serilog:MinimumLevel:Default=Fatal"]);
        await service.StartAsync();
        var program = Program().Replace("http://localhost:5080", service.Urls.First(), StringComparison.Ordinal);
        program.ShouldNotContain("localhost");

        (await RunAsync(program)).ShouldMatch(@"^\d{3,4} in 4 months at \d+(\.\d+)? %\n$");
        (await RunAsync(program.Replace("HIGH", "PURPLE", StringComparison.Ordinal))).ShouldStartWith("applicant.riskCategory: ");
    }

    [Fact]
    public void The_Readme_Needs_About_Ten_Lines() => Program().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeInRange(5, 12);

    private static async Task<string> RunAsync(string program)
    {
        var compiled = CompiledCode.Of(OutputKind.ConsoleApplication, program, Ears);
        await Task.Run(() => compiled.EntryPoint!.Invoke(null, [Array.Empty<string>()]));
        return compiled.GetType("Console")!.GetField("Heard")!.GetValue(null)!.ToString()!.ReplaceLineEndings("\n");
    }

    private static string Program()
    {
        var blocks = File.ReadAllText(Repository.File($"{Folder}/README.md")).ReplaceLineEndings("\n").Split("```");
        blocks.Length.ShouldBe(3, "README.md has one block of code.");
        return blocks[1]["csharp\n".Length..];
    }
}
