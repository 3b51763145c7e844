using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Finntelligence.Trees;
using Finntelligence.Trees.Formats.Native;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Numerics;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Benchmarks.Trees;

/// <summary>
/// Trains on rows in files and on the same rows in memory, each in a process of its own: memory, seconds a tree, and the models' hashes, which
/// must be equal.
/// </summary>
internal static class BeyondMemory
{
    private const int NoBound = -1;

    public static void Run(string[] args)
    {
        var arguments = new Arguments(args, "rows", "features", "trees", "leaves", "threads", "memory", "scratch", "in-memory");
        using var folder = new WorkFolder();
        string[] common =
        [
            "--rows", Text(arguments.Number("rows", 20_000_000)), "--features", Text(arguments.Number("features", 30)), "--trees", Text(arguments.Number("trees", 10)),
            "--leaves", Text(arguments.Number("leaves", 31)), "--threads", Text(arguments.Number("threads", Environment.ProcessorCount)),
            "--scratch", arguments.Text("scratch") ?? folder.Path,
        ];
        Console.WriteLine($"{Machine.Name}; {string.Join(' ', common[..^2])}");
        Console.WriteLine("| rows lie | most own memory, MB (bytes a row) | before training, MB | most resident, MB | in files, MB (bytes a row) | bins, s | a tree, s | model |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        var rows = arguments.Number("rows", 20_000_000);
        foreach (var memory in arguments.Number("in-memory", 1) == 0 ? [arguments.Number("memory", 4000)] : (int[])[arguments.Number("memory", 4000), NoBound])
        {
            var found = Contestant.Ours(1, ["train-beyond-memory-once", .. common, "--memory", Text(memory)]);
            double own = Number("own"), files = Number("files");
            Console.WriteLine(
                $"| {(memory == NoBound ? "in memory" : $"in files beyond {memory} MB")} | {own:0} ({own * 1e6 / rows:0.0}) | {Number("before"):0} | {Number("resident"):0} "
                + $"| {files:0} ({files * 1e6 / rows:0}) | {Figures.Text(Number("bins"))} | {Figures.Text(Number("tree"))} | {found.GetProperty("sha256").GetString()![..16]} |");

            double Number(string name) => found.GetProperty(name).GetDouble();
        }
    }

    /// <summary>One side, as a JSON line.</summary>
    public static void Once(string[] args)
    {
        var arguments = new Arguments(args, "rows", "features", "trees", "leaves", "threads", "memory", "scratch");
        var memory = arguments.Number("memory", NoBound);
        using var space = memory == NoBound ? ScratchSpace.Unbounded : new ScratchSpace(memory * 1_000_000L, arguments.Text("scratch")!);
        using var watch = new MemoryWatch(Environment.ProcessId, () => space.InFiles);
        var rows = Draw(arguments.Number("rows", 0), arguments.Number("features", 0), space);
        var before = watch.OwnMegabytes;
        var options = new TreeOptions { NumberOfLeaves = arguments.Number("leaves", 31), NumberOfThreads = arguments.Number("threads", 1), NumberOfTrees = arguments.Number("trees", 10) };
        var finished = new List<double>();
        var time = Stopwatch.StartNew();
        var ensemble = GradientBooster.Train(rows, options, progress: new Rounds(() => finished.Add(time.Elapsed.TotalSeconds))).Ensemble;
        watch.Dispose();
        using var bytes = new MemoryStream();
        EnsembleBinary.Write(ensemble, bytes);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            own = watch.OwnMegabytes,
            before,
            resident = watch.ResidentMegabytes,
            files = watch.FilesMegabytes,
            bins = finished[0],
            tree = (finished[^1] - finished[0]) / Math.Max(1, finished.Count - 1),
            sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())),
        }));
    }

    // Made on the fly, so that nothing but the rows themselves takes memory.
    private static LabeledRows Draw(int count, int features, ScratchSpace space)
    {
        var values = new RowValuesBuilder(features, space);
        var labels = new float[count];
        var row = new float[features];
        var random = new CounterRandom(1);
        for (var i = 0; i < count; i++)
        {
            var draw = random.Fork((ulong)i);
            for (var f = 0; f < features; f++)
                row[f] = (float)((4 * draw.Uniform((ulong)f)) - 2);
            values.Add(row);
            var logOdds = (row[0] * row[1]) + Math.Abs(row[2]) - 0.8 + (row[3] > 0.5 ? 0.7 * row[0] : 0) - (0.5 * row[4]);
            labels[i] = draw.Uniform((ulong)features) < PortableMath.Sigmoid(logOdds) ? 1 : 0;
        }

        ImmutableArray<FeatureSpec> specs = SyntheticTask.Features(features);
        return new LabeledRows(specs, values.Build(), labels);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Rounds(Action finished) : IProgress<int>
    {
        public void Report(int value) => finished();
    }
}
