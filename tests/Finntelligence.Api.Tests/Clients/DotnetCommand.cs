using System.Diagnostics;

namespace Finntelligence.Api.Tests.Clients;

/// <summary>The dotnet command, in the root of the repository.</summary>
internal static class DotnetCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs it.</summary>
    /// <returns>Whether it succeeded, and what it said.</returns>
    public static (bool Succeeded, string Said) Run(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // It need not ask anybody whether there is a newer Kiota, and no build server may outlive the test.
            Environment =
            {
                ["KIOTA_OFFLINE_ENABLED"] = "true", ["KIOTA_CLI_TELEMETRY_OPTOUT"] = "true", ["DOTNET_NOLOGO"] = "true", ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            },
        };
        // What a test runner sets for its own build is not for this one.
        foreach (var variable in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(variable);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            return (false, $"no end within {Patience}.");
        }

        return (process.ExitCode == 0, output.Result + errors.Result);
    }
}
