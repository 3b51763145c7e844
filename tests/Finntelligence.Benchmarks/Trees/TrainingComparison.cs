using System.Text.Json;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Benchmarks.Trees;

/// <summary>
/// Our training and that of other libraries in turn on random rows: LightGBM, XGBoost (with the plain <c>DMatrix</c> and with
/// <c>QuantileDMatrix</c>, which needs less memory) and ML.NET's FastTree. A table for each number of threads.
/// </summary>
internal static class TrainingComparison
{
    public const int Rounds = 100;

    private const string Us = "Finntelligence.Trees";

    public static void Run(string[] args)
    {
        var arguments = new Arguments(args, "rows", "features", "draws", "runs", "threads", "peers");
        using var folder = new WorkFolder();
        var features = arguments.Number("features", 28);
        var peers = (arguments.Text("peers") ?? "lightgbm,xgboost,fasttree").Split(',');
        if (peers.Except(["lightgbm", "xgboost", "fasttree"]).FirstOrDefault() is { } unknown)
            throw new ArgumentException($"There is no peer '{unknown}'; there are lightgbm, xgboost and fasttree.");
        if (peers.Contains("xgboost") && !Contestant.HasXGBoost())
        {
            Console.WriteLine("Without XGBoost, which Python has not got here.");
            peers = [.. peers.Except(["xgboost"])];
        }

        Console.WriteLine($"{Machine.Name}, {Environment.ProcessorCount} logical processors, .NET {Environment.Version}");
        foreach (var threads in arguments.Numbers("threads", Machine.ThreadCounts))
        {
            Compare(
                [.. Contestants(folder.Path, features, threads, peers)],
                threads,
                arguments.Number("draws", 1),
                arguments.Number("runs", 5),
                draw => Prepare(folder, arguments.Number("rows", 1_000_000), features, draw));
        }
    }

    private static void Prepare(WorkFolder folder, int rows, int features, int draw)
    {
        Write(folder, "train", SyntheticTask.Draw(rows, features, seed: 2 * draw + 1));
        Write(folder, "test", SyntheticTask.Draw(100_000, features, seed: 2 * draw + 2));
        File.WriteAllText(folder.File("features.json"), JsonSerializer.Serialize(SyntheticTask.Features(features)));
        File.WriteAllText(folder.File("options.json"), JsonSerializer.Serialize(Options));
        File.WriteAllText(folder.File("xgboost.json"), JsonSerializer.Serialize(XGBoostOptions));
        File.WriteAllText(folder.File("lightgbm.txt"), LightGbmOptions);
    }

    public static void Write(WorkFolder folder, string name, (float[] Values, float[] Labels) rows)
    {
        FloatFile.Write(folder.File($"{name}.f32"), rows.Values);
        FloatFile.Write(folder.File($"{name}-labels.f32"), rows.Labels);
    }

    private static TreeOptions Options => new()
    {
        NumberOfTrees = Rounds,
        NumberOfLeaves = 31,
        MaximumBinCountPerFeature = 255,
        LearningRate = 0.1,
        MinimumExampleCountPerLeaf = 1,

        // XGBoost calls it min_child_weight.
        MinimumHessianPerLeaf = 1,
    };

    // What is not named is at XGBoost's default.
    private static object XGBoostOptions => new
    {
        rounds = Rounds,
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

    // Our defaults and XGBoost's: an L2 of 1, where LightGBM's own is 0.
    private static string LightGbmOptions =>
        "objective=binary num_leaves=31 max_bin=255 learning_rate=0.1 min_data_in_leaf=1 min_sum_hessian_in_leaf=1 lambda_l2=1 verbosity=-1";

    private static IEnumerable<(string Name, Func<JsonElement> Train)> Contestants(string folder, int features, int threads, string[] peers)
    {
        string[] once = ["--folder", folder, "--features", $"{features}", "--threads", $"{threads}"];
        yield return (Us, () => Contestant.Ours(threads, ["train-once", .. once]));
        if (peers.Contains("lightgbm"))
            yield return ("LightGBM", () => Contestant.Ours(threads, ["train-lightgbm-once", .. once]));
        if (peers.Contains("xgboost"))
        {
            yield return ("XGBoost, DMatrix", () => Contestant.XGBoost(threads, "train", folder, $"{threads}", "plain", "1"));
            yield return ("XGBoost, QuantileDMatrix", () => Contestant.XGBoost(threads, "train", folder, $"{threads}", "quantile", "1"));
        }

        if (peers.Contains("fasttree"))
            yield return ("ML.NET FastTree", () => Contestant.Ours(threads, ["train-fasttree-once", .. once]));
    }

    private static void Compare(
        (string Name, Func<JsonElement> Train)[] contestants, int threads, int draws, int runs, Action<int> prepare)
    {
        var figures = contestants.ToDictionary(c => c.Name, _ => new Figures());
        var aucs = contestants.ToDictionary(c => c.Name, _ => new double[draws]);
        for (var draw = 0; draw < draws; draw++)
        {
            prepare(draw);
            for (var run = 0; run < runs; run++)
            {
                foreach (var (name, train) in contestants)
                {
                    var trained = train();
                    figures[name].Add(trained);

                    // Every run of a draw has the same.
                    aucs[name][draw] = trained.GetProperty("auc").GetDouble();
                }
            }
        }

        Console.WriteLine($"threads {threads}, medians of {draws} × {runs} runs in turn (draws of the rows × runs), mean AUC of the draws");
        Console.WriteLine("| | matrix, s | training, s | together, s | training, processor s | peak memory, MB | AUC | ours ÷ theirs |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var (name, _) in contestants)
            Show(name, figures[name], figures[Us]);
        foreach (var (name, _) in contestants.Where(c => c.Name != Us && draws > 1))
            ShowDifferences(name, [.. aucs[Us].Zip(aucs[name], (ours, theirs) => ours - theirs)]);
    }

    private static void ShowDifferences(string name, double[] differences)
    {
        var mean = differences.Average();
        var error = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (differences.Length - 1) / differences.Length);
        Console.WriteLine(
            $"AUC, ours − {name}: {Figures.Text(mean, "0.00000")} ± {Figures.Text(error, "0.00000")} (mean and its standard error); draw by draw "
            + string.Join(", ", differences.Select(d => Figures.Text(d, "0.00000"))));
    }

    private static void Show(string name, Figures figures, Figures ours) => Console.WriteLine(
        $"| {name} | {Figures.Text(figures.Median("matrixSeconds"), "0.00")} | {Figures.Text(figures.Median("trainSeconds"), "0.00")} | "
        + $"{Figures.Text(Together(figures), "0.00")} | {Figures.Text(figures.Median("processorSeconds"), "0.00")} | "
        + $"{Figures.Text(figures.Median("peakMegabytes"), "0")} | {Figures.Text(figures.Mean("auc"), "0.00000")} | "
        + $"{Figures.Text(Together(ours) / Together(figures), "0.00")} |");

    private static double Together(Figures figures) => figures.Median("matrixSeconds") + figures.Median("trainSeconds");
}
