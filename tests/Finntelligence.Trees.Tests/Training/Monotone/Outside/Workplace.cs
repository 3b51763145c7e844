using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;

namespace Finntelligence.Trees.Tests.Training.Monotone.Outside;

/// <summary>
/// A folder outside the repository where programs are built as a user would. Nothing of the repository's build settings reaches it, and
/// nothing is downloaded: packages come from what this repository restored and from the folder's own feed.
/// </summary>
internal sealed class Workplace : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("finntelligence-outside-");

    public Workplace()
    {
        Directory.CreateDirectory(File("feed"));
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write(
            "nuget.config",
            $"""
            <configuration>
              <packageSources><clear /><add key="feed" value="{File("feed")}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="restored" value="{Restored}" /></fallbackPackageFolders>
              <config><add key="globalPackagesFolder" value="{File("packages")}" /></config>
            </configuration>
            """);
    }

    /// <summary>Where the packages lie that this repository restored.</summary>
    private static string Restored { get; } = typeof(Workplace).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "RestoredPackages").Value!;

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllText(File(name), text);
    }

    /// <summary>A console program of one file in a folder of its own.</summary>
    /// <param name="name">The folder.</param>
    /// <param name="program">Its source.</param>
    /// <param name="packages">Lines of PackageReference.</param>
    public void Program(string name, string program, string packages)
    {
        Write($"{name}/Program.cs", program);
        Write(
            $"{name}/{name}.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                {packages}
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>Runs the dotnet command in the folder; fails with what it printed unless it ends well.</summary>
    public void Dotnet(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The test host's own build settings are not the program's, and no build server may outlive the folder.
        foreach (var variable in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(variable);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";

        var output = new ConcurrentQueue<string>();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(Longest))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} does not come to an end: {string.Join(Environment.NewLine, output)}");
        }

        process.WaitForExit();
        process.ExitCode.ShouldBe(0, string.Join(Environment.NewLine, output));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
