using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Finntelligence.Benchmarks.Trees;

/// <summary>Starts one side of a comparison as a process of its own, with a number of threads, and takes the JSON line it prints.</summary>
internal static class Contestant
{
    public static JsonElement Ours(int threads, params string[] args) =>
        Run(Environment.ProcessPath!, threads, [.. HostArguments(), .. args]);

    /// <summary>XGBoost by Trees/xgboost_side.py, which lies beside the program.</summary>
    public static JsonElement XGBoost(int threads, params string[] args) =>
        Run(Python, threads, [Path.Combine(AppContext.BaseDirectory, "Trees", "xgboost_side.py"), .. args]);

    /// <summary>Whether there is a Python with XGBoost.</summary>
    public static bool HasXGBoost()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Python, ["-c", "import numpy, xgboost"]) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string Python => Environment.GetEnvironmentVariable("PYTHON") ?? "/usr/bin/python3";

    /// <summary>The program's own file, where it was started as <c>dotnet program.dll</c>.</summary>
    private static IEnumerable<string> HostArguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];

    private static JsonElement Run(string program, int threads, IEnumerable<string> args)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        start.Environment["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        // As the console runs; whoever calls another's library runs under the same runtime.
        start.Environment["DOTNET_TieredPGO"] = "0";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}.");
        return JsonDocument.Parse(output).RootElement;
    }
}
