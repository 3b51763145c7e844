using System.Diagnostics;

namespace Finntelligence.Api.Tests.Clients;

/// <summary>A fact about a client that Kiota generates. It is reported as skipped, never as passed, where the tool cannot be restored.</summary>
public sealed class KiotaFactAttribute : FactAttribute
{
    public KiotaFactAttribute() => Skip = Kiota.Missing;
}

/// <summary>The tool of <c>.config/dotnet-tools.json</c>.</summary>
internal static class Kiota
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly Lazy<string?> Restored = new(Restore);

    /// <summary>Why there is no tool; null if there is.</summary>
    public static string? Missing => Restored.Value;

    /// <summary>Runs the tool.</summary>
    /// <returns>What it said, and whether it succeeded.</returns>
    public static (bool Succeeded, string Said) Run(params string[] arguments) => Dotnet(["tool", "run", "kiota", "--", .. arguments]);

    private static string? Restore()
    {
        var (succeeded, said) = Dotnet(["tool", "restore"]);
        return succeeded ? null : $"Kiota cannot be restored: {said.Trim().Split('\n')[^1]}";
    }

    private static (bool Succeeded, string Said) Dotnet(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // It need not ask anybody whether there is a newer one.
            Environment = { ["KIOTA_OFFLINE_ENABLED"] = "true", ["KIOTA_CLI_TELEMETRY_OPTOUT"] = "true", ["DOTNET_NOLOGO"] = "true" },
        };
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
