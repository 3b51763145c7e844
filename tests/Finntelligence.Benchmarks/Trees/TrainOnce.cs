using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Finntelligence.Trees;
using Finntelligence.Trees.Evaluation;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Benchmarks.Trees;

/// <summary>
/// Our side of a training comparison: train on the files of a folder, tell time, peak memory and AUC as one JSON line; with
/// <c>--phases 1</c> also the seconds of each phase of the last training, on the error output.
/// </summary>
internal static class TrainOnce
{
    public static void Run(string[] args)
    {
        var arguments = new Arguments(args, "folder", "features", "threads", "repeat", "phases");
        var folder = arguments.Text("folder")!;
        var features = JsonSerializer.Deserialize<ImmutableArray<FeatureSpec>>(File.ReadAllText(Path.Combine(folder, "features.json")));
        var options = JsonSerializer.Deserialize<TreeOptions>(File.ReadAllText(Path.Combine(folder, "options.json")))! with
        {
            NumberOfThreads = arguments.Number("threads", 1),
        };
        var rows = new LabeledRows(features, FloatFile.Read(Path.Combine(folder, "train.f32")), FloatFile.Read(Path.Combine(folder, "train-labels.f32")));
        var loaded = PeakMemory.Megabytes();
        List<double> seconds = [], processorSeconds = [];
        TrainingResult result = null!;
        PhaseTimes? phases = null;
        for (var i = 0; i < arguments.Number("repeat", 1); i++)
        {
            var processor = ProcessorTime.Seconds();
            var watch = Stopwatch.StartNew();
            phases = arguments.Number("phases", 0) == 0 ? null : new PhaseTimes();
            result = phases is null ? GradientBooster.Train(rows, options) : GradientBooster.TrainTimed(rows, options, phases);
            seconds.Add(watch.Elapsed.TotalSeconds);
            processorSeconds.Add(ProcessorTime.Seconds() - processor);
        }

        foreach (var (phase, time) in phases?.Seconds ?? new Dictionary<string, double>())
            Console.Error.WriteLine($"{phase} {Figures.Text(time)} s");
        var peak = PeakMemory.Megabytes();
        var test = FloatFile.Read(Path.Combine(folder, "test.f32"));
        var scores = new double[test.Length / features.Length];
        result.Ensemble.Score(test, scores);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            matrixSeconds = 0.0,
            trainSeconds = Figures.Median(seconds),
            firstSeconds = seconds[0],
            processorSeconds = Figures.Median(processorSeconds),
            loadedMegabytes = loaded,
            peakMegabytes = peak,
            auc = Auc.Of(scores, FloatFile.Read(Path.Combine(folder, "test-labels.f32"))),
        }));
    }
}
