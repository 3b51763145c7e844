using System.Diagnostics;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Benchmarks.Trees;

/// <summary>Time per row and feature as rows, then features, are doubled: it should not rise.</summary>
internal static class LinearityCheck
{
    public static void Run(string[] args)
    {
        var arguments = new Arguments(args, "runs", "threads");
        (int Rows, int Features)[] sizes = [(125_000, 28), (250_000, 28), (500_000, 28), (1_000_000, 28), (500_000, 14), (500_000, 56), (500_000, 112)];
        var seconds = sizes.Select(_ => new List<double>()).ToArray();
        var options = new TreeOptions { NumberOfTrees = 20, NumberOfLeaves = 31, NumberOfThreads = arguments.Number("threads", 1) };
        for (var run = 0; run < arguments.Number("runs", 3); run++)
        {
            for (var i = 0; i < sizes.Length; i++)
            {
                var (values, labels) = SyntheticTask.Draw(sizes[i].Rows, sizes[i].Features, seed: 1);
                var rows = new LabeledRows(SyntheticTask.Features(sizes[i].Features), values, labels);
                var watch = Stopwatch.StartNew();
                GradientBooster.Train(rows, options);
                seconds[i].Add(watch.Elapsed.TotalSeconds);
            }
        }

        Console.WriteLine("| rows | features | 20 trees, s | ns per row, feature and tree |");
        Console.WriteLine("|---|---|---|---|");
        for (var i = 0; i < sizes.Length; i++)
        {
            var median = Figures.Median(seconds[i]);
            var each = median * 1e9 / sizes[i].Rows / sizes[i].Features / options.NumberOfTrees;
            Console.WriteLine($"| {sizes[i].Rows} | {sizes[i].Features} | {Figures.Text(median)} | {Figures.Text(each, "0.00")} |");
        }
    }
}
