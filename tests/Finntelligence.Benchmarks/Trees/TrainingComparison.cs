using System.Text.Json;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Benchmarks.Trees;

/// <summary>
/// Our training and XGBoost's in turn on random rows. XGBoost is run twice: with the plain <c>DMatrix</c> and with
/// <c>QuantileDMatrix</c>, which needs less memory.
/// </summary>
internal static class TrainingComparison
{
    public static void Run(string[] args)
    {
        var arguments = new Arguments(args, "rows", "features", "runs", "threads");
        using var folder = new WorkFolder();
        var features = arguments.Number("features", 28);
        Prepare(folder, arguments.Number("rows", 1_000_000), features);
        foreach (var threads in arguments.Numbers("threads", 1, 2))
            Compare(folder, threads, arguments.Number("runs", 5));
    }

    public static void Prepare(WorkFolder folder, int rows, int features)
    {
        Write(folder, "train", SyntheticTask.Draw(rows, features, seed: 1));
        Write(folder, "test", SyntheticTask.Draw(100_000, features, seed: 2));
        File.WriteAllText(folder.File("features.json"), JsonSerializer.Serialize(SyntheticTask.Features(features)));
        File.WriteAllText(folder.File("options.json"), JsonSerializer.Serialize(Options));
        File.WriteAllText(folder.File("xgboost.json"), JsonSerializer.Serialize(XGBoostOptions));
    }

    public static void Write(WorkFolder folder, string name, (float[] Values, float[] Labels) rows)
    {
        FloatFile.Write(folder.File($"{name}.f32"), rows.Values);
        FloatFile.Write(folder.File($"{name}-labels.f32"), rows.Labels);
    }

    private static TreeOptions Options => new()
    {
        NumberOfTrees = 100,
        NumberOfLeaves = 31,
        MaximumBinCountPerFeature = 255,
        LearningRate = 0.1,
        MinimumExampleCountPerLeaf = 1,
    };

    // What is not named is at XGBoost's default.
    private static object XGBoostOptions => new
    {
        rounds = 100,
        parameters = new
        {
            objective = "binary:logistic",
            tree_method = "hist",
            grow_policy = "lossguide",
            max_leaves = 31,
            max_depth = 0,
            max_bin = 255,
            eta = 0.1,
        },
    };

    private static void Compare(WorkFolder folder, int threads, int runs)
    {
        Figures ours = new(), plain = new(), quantile = new();
        for (var run = 0; run < runs; run++)
        {
            ours.Add(Contestant.Ours(threads, "train-once", "--folder", folder.Path, "--threads", $"{threads}"));
            plain.Add(Contestant.XGBoost(threads, "train", folder.Path, $"{threads}", "plain", "1"));
            quantile.Add(Contestant.XGBoost(threads, "train", folder.Path, $"{threads}", "quantile", "1"));
        }

        Console.WriteLine($"threads {threads}, medians of {runs} runs in turn");
        Console.WriteLine("| | matrix, s | training, s | together, s | peak memory, MB | AUC |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Show("Finntelligence.Trees", ours);
        Show("XGBoost, DMatrix", plain);
        Show("XGBoost, QuantileDMatrix", quantile);
        foreach (var (name, theirs) in new[] { ("DMatrix", plain), ("QuantileDMatrix", quantile) })
        {
            Console.WriteLine(
                $"ours ÷ XGBoost with {name}: training alone {Ratio(ours.Median("trainSeconds"), theirs.Median("trainSeconds"))}, "
                + $"with the matrix {Ratio(Together(ours), Together(theirs))}, peak memory {Ratio(ours.Median("peakMegabytes"), theirs.Median("peakMegabytes"))}");
        }
    }

    private static void Show(string name, Figures figures) => Console.WriteLine(
        $"| {name} | {Figures.Text(figures.Median("matrixSeconds"), "0.00")} | {Figures.Text(figures.Median("trainSeconds"), "0.00")} | "
        + $"{Figures.Text(Together(figures), "0.00")} | {Figures.Text(figures.Median("peakMegabytes"), "0")} | {Figures.Text(figures.Median("auc"), "0.00000")} |");

    private static double Together(Figures figures) => figures.Median("matrixSeconds") + figures.Median("trainSeconds");

    private static string Ratio(double ours, double theirs) => Figures.Text(ours / theirs, "0.00");
}
