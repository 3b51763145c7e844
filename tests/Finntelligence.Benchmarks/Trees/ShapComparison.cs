using System.Text.Json;

namespace Finntelligence.Benchmarks.Trees;

/// <summary>Our TreeSHAP and XGBoost's <c>pred_contribs</c> in turn on models that XGBoost trained and we imported.</summary>
internal static class ShapComparison
{
    private const int Features = 13;

    public static void Run(string[] args)
    {
        var arguments = new Arguments(args, "rows", "runs");
        var rows = arguments.Number("rows", 10_000);
        using var folder = new WorkFolder();
        TrainingComparison.Write(folder, "train", SyntheticTask.Draw(50_000, Features, seed: 1));
        FloatFile.Write(folder.File("rows.f32"), SyntheticTask.Draw(rows, Features, seed: 2).Values);
        File.WriteAllText(folder.File("features.json"), JsonSerializer.Serialize(SyntheticTask.Features(Features)));
        Contestant.XGBoost(2, "model", folder.Path);

        Console.WriteLine($"one thread, {rows} rows, medians of {arguments.Number("runs", 5)} processes in turn, each the median of 3");
        Console.WriteLine("| model | ours, µs per row | XGBoost, µs per row | ours ÷ XGBoost | greatest difference |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var name in (string[])["depth-3", "depth-6"])
        {
            Figures ours = new(), theirs = new();
            for (var run = 0; run < arguments.Number("runs", 5); run++)
            {
                theirs.Add(Contestant.XGBoost(1, "explain", folder.Path, name, "3"));
                ours.Add(Contestant.Ours(1, "explain-once", "--folder", folder.Path, "--name", name, "--repeat", "3"));
            }

            var (our, their) = (ours.Median("seconds") * 1e6 / rows, theirs.Median("seconds") * 1e6 / rows);
            Console.WriteLine($"| {name} | {Figures.Text(our, "0.00")} | {Figures.Text(their, "0.0")} | {Figures.Text(our / their)} | {ours.Median("difference"):0.0e+0} |");
        }
    }
}
