using System.Text.Json;
using Finntelligence.Benchmarks.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Trees;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Benchmarks.Trees;

/// <summary>
/// Training the shipped model of acceptance with its shipped options, against XGBoost on the same rows at the best options that
/// cross-validation finds for it among the candidates that `train` gives our learner.
/// </summary>
internal static class TakeUpComparison
{
    public static void Run(string[] args)
    {
        var arguments = new Arguments(args, "history", "runs", "threads");
        var path = arguments.Text("history") ?? throw new ArgumentException("Name the history with --history: what data import made, or simulated.csv.gz.");
        var product = BenchmarkLoans.CashLoan;
        var rows = History.Read(product, ModelKind.Acceptance, path);
        var features = new FeatureEncoder(product, ModelKind.Acceptance).Features;
        using var folder = new WorkFolder();
        TrainingComparison.Write(folder, "train", (rows.Values.ToArray(), rows.Labels));
        TrainingComparison.Write(folder, "test", (rows.Values.ToArray(), rows.Labels));
        File.WriteAllText(folder.File("features.json"), JsonSerializer.Serialize(features));
        File.WriteAllText(folder.File("options.json"), JsonSerializer.Serialize(Shipped));
        File.WriteAllText(folder.File("candidates.json"), JsonSerializer.Serialize(XGBoostCandidates([.. features])));
        var best = Contestant.XGBoost(1, "tune", folder.Path, "1");
        Console.WriteLine($"{rows.Labels.Length} rows; XGBoost's best by cross-validation: {best}");

        foreach (var threads in arguments.Numbers("threads", 1, 2))
        {
            Figures ours = new(), theirs = new();
            for (var run = 0; run < arguments.Number("runs", 5); run++)
            {
                theirs.Add(Contestant.XGBoost(threads, "train", folder.Path, $"{threads}", "plain", "5"));
                ours.Add(Contestant.Ours(threads, "train-once", "--folder", folder.Path, "--threads", $"{threads}", "--repeat", "5"));
            }

            Console.WriteLine(
                $"threads {threads}: ours {Figures.Text(ours.Median("trainSeconds"))} s (first in a process {Figures.Text(ours.Median("firstSeconds"))}), "
                + $"XGBoost {Figures.Text(theirs.Median("trainSeconds"))} s (first {Figures.Text(theirs.Median("firstSeconds"))}); "
                + $"ours ÷ XGBoost {Figures.Text(ours.Median("trainSeconds") / theirs.Median("trainSeconds"), "0.00")}, "
                + $"processor time {Figures.Text(ours.Median("processorSeconds") / theirs.Median("processorSeconds"), "0.00")}, "
                + $"first {Figures.Text(ours.Median("firstSeconds") / theirs.Median("firstSeconds"), "0.00")}; "
                + $"peak memory {Figures.Text(ours.Median("peakMegabytes"), "0")} and {Figures.Text(theirs.Median("peakMegabytes"), "0")} MB");
        }
    }

    /// <summary>The options in models/cash-loan/acceptance/1.</summary>
    private static TreeOptions Shipped => new()
    {
        NumberOfTrees = 71,
        NumberOfLeaves = 16,
        MinimumExampleCountPerLeaf = 200,
        LearningRate = 0.05,
        L2Regularization = 5,
        FeatureFraction = 0.7,
        BaggingExampleFraction = 0.7,
    };

    private static IEnumerable<object> XGBoostCandidates(FeatureSpec[] features) =>
        Candidates.All(seed: 0).Select(c => new
        {
            rounds = c.NumberOfTrees,
            patience = c.EarlyStoppingRounds,
            parameters = new
            {
                objective = "binary:logistic",
                tree_method = "hist",
                grow_policy = "lossguide",
                max_depth = 0,
                max_bin = 255,
                max_leaves = c.NumberOfLeaves,

                // XGBoost counts second derivatives, which are about 0.067 each at a share of events of 7 %.
                min_child_weight = c.MinimumExampleCountPerLeaf * 0.067,
                eta = c.LearningRate,
                lambda = c.L2Regularization,
                colsample_bytree = c.FeatureFraction,
                subsample = c.BaggingExampleFraction,
                monotone_constraints = $"({string.Join(',', features.Select(f => (int)f.Monotonicity))})",
            },
        });
}
