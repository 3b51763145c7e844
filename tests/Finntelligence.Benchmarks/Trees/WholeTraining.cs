using System.Diagnostics;
using System.Globalization;

namespace Finntelligence.Benchmarks.Trees;

/// <summary>
/// <c>import-and-train</c>: a history of 30 columns through the console as it is shipped, <c>data import</c> and <c>train</c>: seconds and memory of each.
/// With <c>--limit</c> the runtime's heap may not grow beyond so many GB.
/// </summary>
internal static class WholeTraining
{
    public static void Run(string[] args)
    {
        var arguments = new Arguments(args, "console", "rows", "signal", "learn", "limit", "memory", "scratch", "threads");
        var console = arguments.Text("console") ?? throw new ArgumentException("Name the console with --console: Finntelligence.Training.dll as it was built.");
        var limit = arguments.Number("limit", 0);
        Console.WriteLine($"{Machine.Name}{(limit == 0 ? "" : $"; the heap is held to {limit} GB")}");
        Console.WriteLine("| rows | step | s | most own memory, MB (bytes a row) | most resident, MB |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var rows in arguments.Numbers("rows", 1_000_000, 2_000_000))
        {
            using var folder = new WorkFolder();
            var file = WideHistory.Make(folder.Path, rows, arguments.Number("signal", 100) / 100.0, arguments.Text("learn") ?? "both");
            Measure("data import", ["data", "import", "--product", WideHistory.Product, "--from", file]);
            File.Delete(file);
            string[] bound = arguments.Text("memory") is { } memory ? ["--memory", memory, "--scratch", arguments.Text("scratch") ?? folder.Path] : [];
            Measure(
                $"train {string.Join(' ', bound.Take(2))}",
                ["train", "--product", WideHistory.Product, "--trainer", "MonotoneFastTree", "--threads", arguments.Text("threads") ?? "0", .. bound]);

            void Measure(string step, string[] command)
            {
                var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
                foreach (var argument in (string[])[console, .. command])
                    start.ArgumentList.Add(argument);
                start.Environment["FINNTELLIGENCE_ROOT"] = folder.Path;
                if (limit > 0)
                    start.Environment["DOTNET_GCHeapHardLimit"] = (limit * 1_000_000_000L).ToString("x", CultureInfo.InvariantCulture);
                var time = Stopwatch.StartNew();
                using var process = Process.Start(start)!;
                using var watch = new MemoryWatch(process.Id);
                var error = process.StandardError.ReadToEndAsync();
                var output = process.StandardOutput.ReadToEnd();
                process.WaitForExit();
                watch.Dispose();
                if (process.ExitCode != 0)
                    throw new InvalidOperationException($"{step} of {rows} rows ended with {process.ExitCode}: {error.Result}\n{output}");
                Console.WriteLine(
                    $"| {rows.ToString("N0", CultureInfo.InvariantCulture)} | {step.Trim()} | {Figures.Text(time.Elapsed.TotalSeconds)} "
                    + $"| {watch.OwnMegabytes:0} ({watch.OwnMegabytes * 1e6 / rows:0}) | {watch.ResidentMegabytes:0} |");
                Console.Error.WriteLine(output);
            }
        }
    }
}
