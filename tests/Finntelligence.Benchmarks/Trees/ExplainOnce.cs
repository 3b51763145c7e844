using System.Diagnostics;
using System.Text.Json;
using Finntelligence.Trees.Explanation;
using Finntelligence.Trees.Formats.XGBoost;

namespace Finntelligence.Benchmarks.Trees;

/// <summary>Our side of the comparison of explanations: one thread, the same imported model, the same rows.</summary>
internal static class ExplainOnce
{
    public static void Run(string[] args)
    {
        var arguments = new Arguments(args, "folder", "name", "repeat");
        var path = Path.Combine(arguments.Text("folder")!, arguments.Text("name")!);
        using var file = File.OpenRead(path + ".json");
        var shap = new TreeShap(XGBoostReader.Read(file).Ensemble);
        var rows = FloatFile.Read(Path.Combine(arguments.Text("folder")!, "rows.f32"));
        var width = shap.GroupCount;
        var contributions = new double[rows.Length];
        var seconds = new List<double>();
        for (var i = 0; i < arguments.Number("repeat", 1); i++)
        {
            var watch = Stopwatch.StartNew();
            shap.ExplainRows(rows, contributions);
            seconds.Add(watch.Elapsed.TotalSeconds);
        }

        // XGBoost's rows end with the base value.
        var theirs = FloatFile.Read(path + "-xgboost.f32");
        var difference = 0.0;
        for (var i = 0; i < contributions.Length; i++)
            difference = Math.Max(difference, Math.Abs(contributions[i] - theirs[(i / width * (width + 1)) + (i % width)]));
        Console.WriteLine(JsonSerializer.Serialize(new { seconds = Figures.Median(seconds), firstSeconds = seconds[0], difference }));
    }
}
