using System.Diagnostics;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Benchmarks.Trees;

/// <summary>
/// The choice of options by <c>train</c> for both models of a history, as a race and in full, where every candidate runs alone and so is
/// never given up: what the race saves, and what it loses.
/// </summary>
internal static class RaceComparison
{
    public static void Run(string[] args)
    {
        var arguments = new Arguments(args, "history", "product", "threads", "seed");
        var path = arguments.Text("history") ?? throw new ArgumentException("Name the history with --history: what data import or data simulate made.");
        var product = ProductLoader.Load(arguments.Text("product") ?? throw new ArgumentException("Name the history's product.json with --product."));
        var threads = arguments.Number("threads", 0);
        Console.WriteLine($"{Machine.Name}, {Environment.ProcessorCount} logical processors, .NET {Environment.Version}; {Path.GetFileName(path)}");
        Console.WriteLine("| model | rows | race, s | processor, s | full, s | processor, s | rounds of the race | of the full search | log-loss, race − full |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var kind in Enum.GetValues<ModelKind>().Where(kind => product.Model(kind).Declared is null))
        {
            var history = History.Read(product, kind, path);
            var rows = new LabeledRows(new FeatureEncoder(product, kind).Features, history.Values, history.Labels, history.Weights);
            int[] folds = [.. history.FileRows.Select(row => row % ModelFitter.Folds)];
            var candidates = Candidates.All((ulong)arguments.Number("seed", 1));

            // The first run compiles the code.
            CrossValidation.Run(rows, folds, [candidates[0] with { NumberOfTrees = 50 }], threads);
            var (full, fullSeconds, fullProcessor) = Timed(
                () => candidates.Select(candidate => CrossValidation.Run(rows, folds, [candidate], threads)[0]).ToArray());
            var (race, raceSeconds, raceProcessor) = Timed(() => CrossValidation.Run(rows, folds, candidates, threads).ToArray());
            Console.WriteLine(
                $"| {kind} | {rows.Count} | {Figures.Text(raceSeconds, "0.0")} | {Figures.Text(raceProcessor, "0.0")} | {Figures.Text(fullSeconds, "0.0")} | "
                + $"{Figures.Text(fullProcessor, "0.0")} | {Rounds(race)} | {Rounds(full)} | {Figures.Text(race.Min(r => r.BestLoss) - full.Min(r => r.BestLoss), "0.000000")} |");
        }
    }

    private static string Rounds(CrossValidationResult[] results) => string.Join(' ', results.Select(r => r.Loss.Length - 1));

    private static (T Result, double Seconds, double Processor) Timed<T>(Func<T> work)
    {
        var processor = ProcessorTime.Seconds();
        var watch = Stopwatch.StartNew();
        var result = work();
        return (result, watch.Elapsed.TotalSeconds, ProcessorTime.Seconds() - processor);
    }
}
